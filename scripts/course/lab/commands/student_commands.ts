/**
 * The commands of `deno task lab` that students have.
 * @module
 */

import type { Tool } from "../../../lib/cli/mod.ts";
import { check } from "./check.ts";
import { dispute } from "./dispute.ts";
import { evidence } from "./evidence.ts";
import { hint } from "./hint.ts";
import { list } from "./list.ts";
import { next } from "./next.ts";
import { report } from "./report.ts";
import { reset } from "./reset.ts";
import { start } from "./start.ts";
import { verify } from "./verify.ts";

/** In the order in which `--help` lists them. */
export const STUDENT_COMMANDS: readonly Tool[] = [
  list,
  start,
  next,
  check,
  hint,
  dispute,
  evidence,
  verify,
  report,
  reset,
];
