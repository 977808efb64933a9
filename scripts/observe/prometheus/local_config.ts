/**
 * A configuration that was written for compose, for a Prometheus beside
 * `deno task dev`: names of services become addresses, and paths are absolute.
 * @module
 */

import { isMap, isScalar, isSeq, parseDocument, visit } from "yaml";
import { CouldNotRun } from "../../lib/cli/mod.ts";

/** Where `deno task dev` listens. Ports are those of compose, so they stay. */
const HERE = "127.0.0.1";

/** A target that names a service. */
const SERVICE = /^(?:gateway|events|payments|notifications):(\d+)$/;

/**
 * @param text a `prometheus.yml`
 * @param folder the absolute one that it is in, without a slash at the end
 * @throws {CouldNotRun} when it is no YAML
 */
export function localConfig(text: string, folder: string): string {
  const document = parseDocument(text);
  const [problem] = document.errors;
  if (problem !== undefined) {
    throw new CouldNotRun(
      `Cannot read the configuration of Prometheus: ${problem.message}`,
    );
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
  if (!isMap(document.contents)) {
    throw new CouldNotRun(
      "Cannot read the configuration of Prometheus: it has no settings",
    );
  }
  return document.toString();
}

function absolute(path: string, folder: string): string {
  return path.startsWith("/") ? path : `${folder}/${path}`;
}
