/**
 * Files: patterns, patches, generated files, and reading what may not exist.
 * @module
 */

export { writeGenerated } from "./generated_files.ts";
export { globPattern } from "./glob.ts";
export { type Json, mergePatch } from "./merge_patch.ts";
export { readGiven } from "./read_given.ts";
export { readOptional } from "./read_optional.ts";
export { decodeText, plainText, readText, readTextSync } from "./read_text.ts";
