/**
 * The objective for each journey, and how fast the budget may burn: the
 * numbers are in objectives.json.
 * @module
 */

import { z } from "zod";
import data from "./objectives.json" with { type: "json" };

const schema = z.object({
  /** Length of the rolling window (s). */
  period_s: z.number().positive(),
  /** Fewer requests in a window are too few to evaluate. */
  minimum_requests: z.number().positive(),
  burn: z.array(z.object({
    label: z.string(),
    /** The window's length on a clock of 30 days. */
    stands_for: z.string(),
    seconds: z.number().positive(),
    /** Times faster than the period allows. */
    factor: z.number().positive(),
    then: z.enum(["page", "ticket"]),
  })),
  journeys: z.array(z.object({
    name: z.string(),
    /** Share of requests that must not fail. */
    target: z.number().gt(0).lt(1),
    method: z.string(),
    /** Labels of the gateway's metrics. */
    paths: z.array(z.string()),
  })),
});

/** Objectives of all journeys. */
export type Objectives = z.infer<typeof schema>;

/** One journey through the shop. */
export type Journey = Objectives["journeys"][number];

/** The shop's. */
export const OBJECTIVES: Objectives = schema.parse(data);
