/**
 * Incidents, as people write them down to try alerts on.
 * @module
 */

import { z } from "zod";
import { parsePromDuration } from "../../lib/text/mod.ts";
import { documentOf, SpecError } from "./spec.ts";

/** A stretch of steady traffic. */
export interface Stretch {
  readonly ms: number;
  /** Requests a second of the journey. */
  readonly rps: number;
  /** Share of them that is bad. */
  readonly errors: number;
  /** True while a person would say that something is wrong. */
  readonly incident: boolean;
}

/** A course of events, and what alerts should make of it. */
export interface Incident {
  readonly name: string;
  /** The objective it is about. */
  readonly slo: string;
  /** Whether an engineer should be woken. */
  readonly page: boolean;
  readonly phases: readonly Stretch[];
}

const file = z.array(z.strictObject({
  name: z.string().min(1),
  slo: z.string().min(1),
  page: z.boolean(),
  phases: z.array(
    z.strictObject({
      for: z.string().refine((text) => parsePromDuration(text) !== undefined, {
        error: "must be a duration such as 30m",
      }),
      rps: z.number().positive(),
      errors: z.number().min(0).max(1),
      incident: z.boolean().default(false),
    }).transform(({ for: duration, ...rest }) => ({
      ms: parsePromDuration(duration) ?? 0,
      ...rest,
    })),
  ).min(1),
}));

/** Reads a file of incidents. @throws {SpecError} with each problem */
export function parseIncidents(
  text: string,
  name: string,
): readonly Incident[] {
  const parsed = file.safeParse(documentOf(text, name)?.value ?? null);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map((issue) =>
    `${issue.path.join(".")}: ${issue.message}`
  );
  throw new SpecError(`${name}: ${problems.join("; ")}`);
}
