/**
 * The checks that claim that no visitor noticed, and the outages for each:
 * `labs/negative_controls.yaml`.
 * @module
 */

import { z } from "zod";
import { parseYaml } from "../../../lib/text/yaml/mod.ts";
import { CouldNotRun } from "../../../lib/cli/mod.ts";

/** The parts that can be stopped. */
export const LOSSES = ["load", "inventory", "prometheus"] as const;

/** One of {@link LOSSES}. */
export type LossName = (typeof LOSSES)[number];

const schema = z.array(z.strictObject({
  lab: z.int().min(1).max(12),
  /** Where its checks are tried. */
  on: z.enum(["dev", "cluster"]),
  /** The programs that run beside the shop. */
  with: z.array(z.literal("prometheus")).default([]),
  /** A command of the lab's text that the shop has forgotten since. */
  setup: z.string().optional(),
  /** By step. */
  checks: z.record(z.string(), z.array(z.enum(LOSSES)).min(1)),
}));

/** The trials of one lab. */
export type LabPlan = z.infer<typeof schema>[number];

/** Where the plan is. */
export const PLAN_FILE = "labs/negative_controls.yaml";

/** Reads the plan. @throws {CouldNotRun} naming what is wrong with it */
export function parsePlan(text: string): readonly LabPlan[] {
  const found = schema.safeParse(parseYaml(text, PLAN_FILE));
  if (found.success) return found.data;
  throw new CouldNotRun(
    `Cannot read ${PLAN_FILE}: ${z.prettifyError(found.error)}`,
  );
}
