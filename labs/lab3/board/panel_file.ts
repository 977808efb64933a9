/**
 * The form of a Grafana panel in the file of a board, as far as checks look.
 * @module
 */

import { z } from "zod";

const Source = z.union([
  z.string(),
  z.looseObject({ uid: z.string().optional(), type: z.string().optional() }),
]).nullish();

const Target = z.looseObject({
  expr: z.string().optional(),
  hide: z.boolean().optional(),
  instant: z.boolean().optional(),
  legendFormat: z.string().optional(),
  datasource: Source,
});

const Threshold = z.looseObject({
  value: z.number().nullish(),
  color: z.string().default(""),
});

const Thresholds = z.looseObject({
  mode: z.string().default("absolute"),
  steps: z.array(Threshold).default([]),
});

/** How a value is shown. */
const Display = z.looseObject({
  unit: z.string().nullish(),
  min: z.number().nullish(),
  max: z.number().nullish(),
  noValue: z.string().nullish(),
  thresholds: Thresholds.nullish(),
});

const FieldConfig = z.looseObject({
  defaults: Display.default({}),
  overrides: z.array(z.looseObject({
    properties: z.array(z.looseObject({ id: z.string(), value: z.unknown() }))
      .default([]),
  })).default([]),
});

const PanelFile = z.looseObject({
  title: z.string().default(""),
  type: z.string().default(""),
  datasource: Source,
  targets: z.array(Target).default([]),
  options: z.looseObject({
    content: z.string().optional(),
    reduceOptions: z.looseObject({ calcs: z.array(z.string()).default([]) })
      .optional(),
  }).default({}),
  fieldConfig: FieldConfig.default({ defaults: {}, overrides: [] }),
});

/** Panels in a row that is folded are inside that row. */
const Entry = PanelFile.extend({ panels: z.array(PanelFile).default([]) });

const Variable = z.looseObject({
  name: z.string(),
  type: z.string().default(""),
  query: z.unknown().optional(),
  allValue: z.string().nullish(),
  current: z.looseObject({
    value: z.union([z.string(), z.array(z.string())]).optional(),
  }).nullish(),
});

/** A classic board. */
export const Board = z.looseObject({
  uid: z.string().nullish(),
  panels: z.array(Entry),
  templating: z.looseObject({ list: z.array(Variable).default([]) })
    .default({ list: [] }),
});

/** A panel in the file. */
export type PanelFile = Readonly<z.infer<typeof PanelFile>>;

/** A variable of the board. */
export type Variable = Readonly<z.infer<typeof Variable>>;

/** How the values of a panel are shown: its defaults, and what overrides say. */
export function displayOf(
  { targets, fieldConfig: { defaults, overrides } }: PanelFile,
): z.infer<typeof Display> {
  const isOne = targets.filter(({ hide }) => hide !== true).length === 1;
  if (!isOne) return defaults;
  const properties = overrides.flatMap(({ properties }) => properties)
    .map(({ id, value }) => [id, value]);
  const read = Display.safeParse({
    ...defaults,
    ...Object.fromEntries(properties),
  });
  return read.success ? read.data : defaults;
}

/** The data source that a panel or a query names. */
export function sourceOf(source: z.infer<typeof Source>): readonly string[] {
  const uid = typeof source === "string" ? source : source?.uid;
  return uid === undefined ? [] : [uid];
}
