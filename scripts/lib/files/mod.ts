/**
 * Files: patterns, patches, generated files, and reading what may not exist.
 * @module
 */

export { writeGenerated } from "./generated_files.ts";
export { globPattern } from "./glob.ts";
export { type Json, mergePatch } from "./merge_patch.ts";
export {
  isInside,
  type Limited,
  readInside,
  readLimited,
} from "./read_limited.ts";
export { readOptional } from "./read_optional.ts";
