/**
 * A chart of the lectures as data. `lectures/charts/NAME.yaml` holds what a
 * task has measured; `computed/` holds what follows from a formula.
 * @module
 */

import { z } from "zod";
import { parseYaml } from "../../../lib/text/yaml/mod.ts";

const axis = z.strictObject({
  /** The value that it shows, with its unit: "failed requests, %". */
  label: z.string().default(""),
  scale: z.enum(["number", "log", "category"]).default("number"),
  min: z.number().optional(),
  max: z.number().optional(),
  /** Names of the categories, in order. */
  categories: z.array(z.string()).optional(),
});

const series = z.strictObject({
  name: z.string().min(1),
  /** For categories: one value each. */
  values: z.array(z.number().nullable()).optional(),
  /** For numbers: x and y. */
  points: z.array(z.tuple([z.number(), z.number().nullable()])).optional(),
  /** The value holds until the next point. */
  step: z.boolean().default(false),
}).refine(
  ({ values, points }) => (values === undefined) !== (points === undefined),
  {
    message: "needs either values or points",
  },
);

const source = z.strictObject({
  how: z.enum(["measured", "computed", "published"]),
  /** The command, the formula or the publication. */
  by: z.string().min(5),
  /** The day of a measurement. */
  on: z.iso.date().optional(),
}).refine(({ how, on }) => how !== "measured" || on !== undefined, {
  message: "a measurement needs its day",
});

/** At which end of its line a label stands, away from the data. */
const at = z.enum(["start", "end"]).default("end");

const chart = z.strictObject({
  kind: z.enum(["bars", "stacked bars", "lines", "areas"]),
  /** Bars run from left to right. */
  horizontal: z.boolean().default(false),
  /** Height (px) of 1160 px width. */
  height: z.number().int().min(150).max(520).default(420),
  x: axis,
  y: axis,
  series: z.array(series).min(1).max(5),
  /** Lines across the chart: a limit, or a moment. */
  marks: z.array(z.union([
    z.strictObject({ x: z.number(), label: z.string(), at }),
    z.strictObject({ y: z.number(), label: z.string(), at }),
  ])).default([]),
  /** Writes each bar's value at its end. */
  labels: z.boolean().default(false),
  source,
});

/** A chart with its defaults filled in. */
export type Chart = z.output<typeof chart>;

/** A chart as code writes it. */
export type ChartInput = z.input<typeof chart>;

/** Completes a chart; throws with a sentence if it is not a chart. */
export function chartOf(input: ChartInput): Chart {
  return chart.parse(input);
}

/** Reads `lectures/charts/NAME.yaml`; a string says what is wrong with it. */
export function readChart(text: string, path: string): Chart | string {
  const parsed = chart.safeParse(parseYaml(text, path));
  if (parsed.success) return parsed.data;
  return parsed.error.issues.map(({ path: at, message }) =>
    `${path}: ${at.join(".") || "the chart"}: ${message}`
  ).join("\n");
}
