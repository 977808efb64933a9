/**
 * The steps of a Grafana rule, as provisioning files have them.
 * @module
 */

import { z } from "zod";

const evaluator = z.looseObject({
  type: z.string(),
  params: z.array(z.number()).default([]),
});

const classic = z.looseObject({
  evaluator,
  operator: z.looseObject({ type: z.string() }).optional(),
  query: z.looseObject({ params: z.array(z.string()).min(1) }).optional(),
  reducer: z.looseObject({ type: z.string() }).optional(),
});

const datasource = z.looseObject({ type: z.string().optional() });

/** Grafana takes it, and there is no PromQL here that says the same. */
export class Untranslated extends SyntaxError {
  override readonly name = "Untranslated";
}

/** One step of a rule: a query, or an expression over others. */
export const stepSchema = z.looseObject({
  refId: z.string(),
  datasourceUid: z.string().optional(),
  relativeTimeRange: z.looseObject({
    from: z.number().default(0),
    to: z.number().default(0),
  }).optional(),
  model: z.looseObject({
    expr: z.string().optional(),
    instant: z.boolean().optional(),
    range: z.boolean().optional(),
    type: z.string().optional(),
    datasource: z.union([datasource, z.string()]).nullish(),
    expression: z.string().optional(),
    reducer: z.string().optional(),
    conditions: z.array(classic).optional(),
  }),
});

/** A condition of the older kind, on what a query gives. */
export type Classic = z.infer<typeof classic>;

/** A step. */
export type Step = z.infer<typeof stepSchema>;
