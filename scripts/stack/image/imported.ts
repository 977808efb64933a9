/**
 * The parts that a service is built from: its permission set and its packages.
 * @module
 */

import { z } from "zod";
import { outputOf } from "../../lib/process/mod.ts";
import type { Granted } from "./verdict.ts";
import { readText } from "../../lib/files/mod.ts";

const Config = z.object({
  permissions: z.record(z.string(), z.record(z.string(), z.unknown())),
});

const Graph = z.object({
  modules: z.array(z.object({ npmPackage: z.string().optional() })),
  npmPackages: z.record(
    z.string(),
    z.object({
      name: z.string(),
      dependencies: z.array(z.string()),
      localPath: z.string(),
    }),
  ),
});

/** The permission set of a service; nothing when it has none. */
export async function grantedTo(service: string): Promise<Granted> {
  const config = Config.parse(JSON.parse(await readText("deno.json")));
  return config.permissions[service] ?? {};
}

const Manifest = z.object({
  peerDependenciesMeta: z.record(z.string(), z.unknown()).default({}),
});

/**
 * Names of all packages that a module reaches. A package that another package
 * loads if it happens to be there (an optional peer, as supports-color is of
 * debug) counts: the bundler finds it when any other package has brought it.
 */
export async function importedBy(main: string): Promise<ReadonlySet<string>> {
  const text = await outputOf(Deno.execPath(), ["info", "--json", main]);
  const { modules, npmPackages } = Graph.parse(JSON.parse(text));
  const byName = Map.groupBy(
    Object.keys(npmPackages),
    (id) => npmPackages[id]?.name ?? id,
  );
  const reached = new Set<string>();
  const left = modules.flatMap(({ npmPackage }) => npmPackage ?? []);
  for (let id = left.pop(); id !== undefined; id = left.pop()) {
    const found = npmPackages[id];
    if (found === undefined || reached.has(id)) continue;
    reached.add(id);
    left.push(...found.dependencies);
    for (const peer of await peersOf(found.localPath)) {
      left.push(...byName.get(peer) ?? []);
    }
  }
  return new Set([...reached].map((id) => npmPackages[id]?.name ?? id));
}

async function peersOf(folder: string): Promise<readonly string[]> {
  const text = await readText(`${folder}/package.json`);
  return Object.keys(Manifest.parse(JSON.parse(text)).peerDependenciesMeta);
}
