/**
 * The commands of `deno task lab` that students have.
 * @module
 */

import type { Tool } from "../../lib/cli/mod.ts";
import { check } from "./commands/check.ts";
import { evidence } from "./commands/evidence.ts";
import { hint } from "./commands/hint.ts";
import { list } from "./commands/list.ts";
import { report } from "./commands/report.ts";
import { reset } from "./commands/reset.ts";
import { start } from "./commands/start.ts";
import { verify } from "./commands/verify.ts";

/** In the order in which `--help` lists them. */
export const STUDENT_COMMANDS: readonly Tool[] = [
  list,
  start,
  check,
  hint,
  evidence,
  verify,
  report,
  reset,
];
