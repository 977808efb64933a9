/**
 * Exported names that no other file and no test imports. Such a name is dead code,
 * or its `export` is a door that nothing goes through. A type may stay exported
 * when its own file uses it, because it belongs to the signature of a function.
 * @module
 */

import { AWAITED } from "../lint/exceptions.ts";
import type { Export, Import } from "./imports.ts";

/** Files whose exports are used by name of a file, or by students. */
const LOADED: readonly RegExp[] = [
  /\/(cli|main)\.ts$/,
  /_test\.ts$/,
  /\/library\.d\.ts$/, // the types of a bundle, which is imported as library.js
  // A step of a migration is a text that the tool writes.
  /^scripts\/schema\/migrate\/step\.ts$/,
  // Overlays lie over the tree; there they are imported.
  /^labs\/lab\d+\/(solution|start|cases)\//,
  /^scripts\/e2e\/bench\/journey\/without\//, // an import map names them
  // `lab variants` loads the list of a lab by the lab's number.
  /^labs\/lab\d+\/variants\.ts$/,
  // Steps of a migration are found by their numbers.
  /^labs\/lab9\/expand_contract\//,
  // The deadlines and limits that a student fills in (Lab 11) are typed there.
  /^services\/gateway\/resilience\/mod\.ts$/,
];

/** Each as `path: name`, sorted. */
export function deadExports(
  exports: readonly Export[],
  imports: readonly Import[],
): readonly string[] {
  const used = new Map<string, Set<string>>();
  for (const { to, names } of imports) {
    const known = used.get(to) ?? new Set();
    for (const name of names) known.add(name);
    used.set(to, known);
  }
  return exports.filter(({ path, name, isType, isUsedInside }) => {
    if (AWAITED.some((one) => path.startsWith(one))) return false;
    if ((isType && isUsedInside) || LOADED.some((one) => one.test(path))) {
      return false;
    }
    const known = used.get(path);
    return !known?.has("*") && !known?.has(name);
  }).map(({ path, name }) => `${path}: ${name}`).toSorted();
}
