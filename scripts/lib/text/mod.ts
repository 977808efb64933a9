/**
 * Text formats: durations, Markdown, generated blocks, error messages.
 * @module
 */

export { formatDuration, parseDuration } from "./duration.ts";
export { wordsOf } from "./error_message.ts";
export { type Blocks, fillBlocks, markdownTable } from "./generated_blocks.ts";
export { third } from "./kubernetes_duration.ts";
export { deadLinks } from "./links.ts";
export { numberIn, type Row, tableRows } from "./markdown.ts";
export { formatPromDuration, parsePromDuration } from "./prom_duration.ts";
