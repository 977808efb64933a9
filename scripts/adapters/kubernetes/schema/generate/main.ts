/**
 * A program: prints `models.json`, the fields of each object that the labs ask
 * for, out of the models of the official client. Run it after a change of its
 * version or of the kinds:
 *
 *     deno run -A --config scripts/adapters/kubernetes/schema/generate/deno.json \
 *       scripts/adapters/kubernetes/schema/generate/main.ts \
 *       > scripts/adapters/kubernetes/schema/models.json
 *
 * The client is 62 MB. Checks need 34 kB of it, so its lock stands beside this
 * file, and the root's check knows neither the client nor its types.
 * @module
 */

import { KINDS, LIST, MAP } from "../kinds.ts";

interface Attribute {
  readonly baseName: string;
  readonly type: string;
}

interface Model {
  getAttributeTypeMap(): readonly Attribute[];
}

/** A variable: the root's check would look for the package in its lock. */
const MODELS = "@kubernetes/client-node/dist/gen/models/all.js";

if (import.meta.main) {
  const models: Readonly<Record<string, Model>> = await import(MODELS);
  const fields: Record<string, Record<string, string>> = {};
  const left = [...Object.values(KINDS), "V1PodTemplateSpec"];
  for (let type = left.pop(); type !== undefined; type = left.pop()) {
    const inner = LIST.exec(type)?.[1] ?? MAP.exec(type)?.[1];
    if (inner !== undefined) {
      left.push(inner);
      continue;
    }
    const model = models[type];
    if (model === undefined || type in fields) continue;
    const attributes = model.getAttributeTypeMap();
    fields[type] = Object.fromEntries(
      attributes.map(({ baseName, type }) => [baseName, type]),
    );
    left.push(...attributes.map(({ type }) => type));
  }
  const sorted = Object.entries(fields).toSorted(([a], [b]) => a < b ? -1 : 1);
  await new Blob([JSON.stringify(Object.fromEntries(sorted), null, 2), "\n"])
    .stream().pipeTo(Deno.stdout.writable);
}
