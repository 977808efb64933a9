/**
 * Manifests as `kubectl apply` takes them: several documents in one file, and
 * lists of objects, which count as the objects in them.
 * @module
 */

import { parseAllYaml } from "../../lib/text/yaml/mod.ts";

/** Anything with a kind; the rest is for the caller to check. */
export interface ManifestObject {
  readonly kind: string;
  readonly [key: string]: unknown;
}

/**
 * All objects that a text of manifests declares, in its order. Documents
 * without a kind are left out: `kubectl` refuses them, and so does the step that
 * asks for valid manifests.
 * @param name of the file, for messages
 * @throws {YamlError} when it is not YAML
 */
export function objectsIn(
  text: string,
  name: string,
): readonly ManifestObject[] {
  return parseAllYaml(text, name).flatMap(objectsOf);
}

function objectsOf(value: unknown): readonly ManifestObject[] {
  if (!isObject(value)) return [];
  return /List$/.test(value.kind) && Array.isArray(value.items)
    ? value.items.flatMap(objectsOf)
    : [value];
}

function isObject(value: unknown): value is ManifestObject {
  return typeof value === "object" && value !== null && "kind" in value &&
    typeof value.kind === "string";
}
