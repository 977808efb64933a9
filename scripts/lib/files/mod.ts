/**
 * Files: patterns, patches, generated files, whole writes, and reading what may not exist.
 * @module
 */

export { writeGenerated } from "./generated_files.ts";
export { globPattern } from "./glob.ts";
export { makeFolder } from "./make_folder.ts";
export { type Json, mergePatch } from "./merge_patch.ts";
export { fileReason, readGiven } from "./read_given.ts";
export {
  isInside,
  type Limited,
  readInside,
  readLimited,
} from "./read_limited.ts";
export { readOptional } from "./read_optional.ts";
export { plainText, readText, readTextSync } from "./read_text.ts";
export { createFile, replaceFile, requireWritable } from "./replace_file.ts";
