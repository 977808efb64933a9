/**
 * Text formats: durations, numbers, generated blocks, error messages. YAML and
 * Markdown have doors of their own, since their libraries take long to load.
 * @module
 */

export { formatDuration, parseDuration } from "./duration.ts";
export { compactJson } from "./compact_json.ts";
export { wordsOf } from "./error_message.ts";
export { escapeHtml } from "./escape_html.ts";
export { type Blocks, fillBlocks, markdownTable } from "./generated_blocks.ts";
export { third } from "./kubernetes_duration.ts";
export { plural } from "./plural.ts";
export { printable, printableLine } from "./printable.ts";
export { formatPromDuration, parsePromDuration } from "./prom_duration.ts";
export { zonedTime, zonedTimeOrDay } from "./zoned_time.ts";
