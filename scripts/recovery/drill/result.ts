/**
 * The findings of a drill, sealed so that a later change is noticed.
 * @module
 */

import { z } from "zod";

/** Version of the format. */
export const RESULT = "quickticket-drill/2";

/** How it can end; a drill that could not run is no drill that passed. */
export const VERDICTS = ["pass", "fail", "could not verify"] as const;

/** How it can end. */
export type Verdict = (typeof VERDICTS)[number];

const seconds = z.number().min(0);

/** One of the checks. */
const checkSchema = z.strictObject({
  name: z.string(),
  verdict: z.enum(VERDICTS),
  /** The measured value. */
  measured: z.string(),
  /** The expected value. */
  bound: z.string(),
});

/** One of the checks. */
export type Check = z.infer<typeof checkSchema>;

/** The findings of a drill. */
export const resultSchema = z.strictObject({
  schema: z.literal(RESULT),
  /** When the accident was declared. */
  began: z.iso.datetime(),
  verdict: z.enum(VERDICTS),
  /** The restored backup. */
  backup: z.strictObject({
    name: z.string(),
    bytes: z.int(),
    sha256: z.string(),
    /** The moment it shows; null: it tells none. */
    shows: z.iso.datetime().nullable(),
  }),
  /** The origin of the database, so that two results can be compared. */
  of: z.strictObject({
    database: z.string(),
    /** The server's system identifier. */
    server: z.string(),
    timeline: z.int().min(1),
  }),
  checks: z.array(checkSchema),
  /** From the accident (s); null: it did not come to it. */
  rto: z.strictObject({
    serverUp: seconds.nullable(),
    restored: seconds.nullable(),
    verified: seconds.nullable(),
    /** The end of the outage: a customer has bought a ticket. */
    firstOrder: seconds.nullable(),
  }),
  /** The data that would be lost; null: the live database did not answer. */
  rpo: z.strictObject({
    seconds: seconds.nullable(),
    orders: z.int().min(0).nullable(),
  }),
  /** The customers' actions meanwhile on the live shop. */
  live: z.strictObject({
    orders: z.int().min(0),
    seconds,
  }).nullable(),
  /** Where and by what. */
  provenance: z.strictObject({
    machine: z.string(),
    deno: z.string(),
    revision: z.string(),
    tool: z.string(),
    client: z.string(),
    server: z.string(),
  }),
});

/** The findings of a drill. */
export type Result = z.infer<typeof resultSchema>;

/** The worst decides; a failure is worse than not knowing. */
export function verdictOf(checks: readonly Pick<Check, "verdict">[]): Verdict {
  const has = (verdict: Verdict): boolean =>
    checks.some((one) => one.verdict === verdict);
  if (has("fail")) return "fail";
  return checks.length === 0 || has("could not verify")
    ? "could not verify"
    : "pass";
}
