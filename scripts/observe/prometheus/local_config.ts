/**
 * A configuration that was written for compose, for a Prometheus beside
 * `deno task dev`: names of services become addresses, and paths are absolute.
 * @module
 */

import { isMap, isScalar, isSeq, visit } from "yaml";
import { parseYamlDocument } from "../../lib/text/yaml/mod.ts";
import { CouldNotRun } from "../../lib/cli/mod.ts";

/** Where `deno task dev` listens. Ports are those of compose, so they stay. */
const HERE = "127.0.0.1";

const WHAT = "the configuration of Prometheus";

/** A target that names a service. */
const SERVICE = /^(?:gateway|events|payments|notifications):(\d+)$/;

/**
 * @param text a `prometheus.yml`
 * @param folder the absolute one that it is in, without a slash at the end
 * @throws {CouldNotRun} when it is not YAML, or has no settings
 */
export function localConfig(text: string, folder: string): string {
  const document = parseYamlDocument(text, WHAT)?.document;
  if (!isMap(document?.contents)) {
    throw new CouldNotRun(`Cannot read ${WHAT}: it has no settings`);
  }
  visit(document, {
    Pair(_, { key, value }) {
      if (!isScalar(key) || !isSeq(value)) return;
      for (const item of value.items) {
        if (!isScalar(item) || typeof item.value !== "string") continue;
        if (key.value === "targets") {
          item.value = item.value.replace(SERVICE, `${HERE}:$1`);
        } else if (key.value === "rule_files") {
          item.value = absolute(item.value, folder);
        }
      }
    },
  });
  return document.toString();
}

function absolute(path: string, folder: string): string {
  return path.startsWith("/") ? path : `${folder}/${path}`;
}
