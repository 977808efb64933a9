/**
 * Reads what a tool says of itself.
 * @module
 */

import { z } from "zod";
import type { Description } from "../cli/mod.ts";

const schema: z.ZodType<Description> = z.object({
  name: z.string(),
  flags: z.record(z.string(), z.boolean()),
  wants: z.record(
    z.string(),
    z.object({
      placeholder: z.string(),
      bound: z.string(),
      env: z.string().exactOptional(),
    }),
  ),
  minOperands: z.int(),
  maxOperands: z.int(),
  takesRest: z.boolean(),
  get commands() {
    return z.array(schema);
  },
  help: z.string(),
});

/**
 * Reads what a tool printed for `--help=json`.
 * @returns undefined when the last line is not a description
 */
export function readDescription(printed: string): Description | undefined {
  const line = printed.trim().split("\n").at(-1) ?? "";
  if (!line.startsWith("{")) return undefined;
  try {
    const read = schema.safeParse(JSON.parse(line));
    return read.success ? read.data : undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
