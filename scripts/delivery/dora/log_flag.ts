/**
 * The flag that names the delivery log.
 * @module
 */

import { type Flag, text } from "../../lib/cli/mod.ts";

/** `--log` */
export const logFile: Flag<string> = text("log", {
  default: "delivery.jsonl",
  placeholder: "FILE.jsonl",
  help: "what was delivered and what went wrong, a line each",
});
