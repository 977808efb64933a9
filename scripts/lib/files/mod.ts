/**
 * Files: patterns, patches, and reading what may not be there.
 * @module
 */

export { globPattern } from "./glob.ts";
export { type Json, mergePatch } from "./merge_patch.ts";
export { readOptional } from "./read_optional.ts";
