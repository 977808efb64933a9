/**
 * The student's board, read from its file, with what each query answers.
 * @module
 */

import { z } from "zod";
import type { CheckContext } from "../../scripts/checks/mod.ts";

const Source = z.union([
  z.string(),
  z.looseObject({ uid: z.string().optional() }),
]).nullish();

const Target = z.looseObject({
  expr: z.string().optional(),
  hide: z.boolean().optional(),
  datasource: Source,
});

const Step = z.looseObject({ value: z.number().nullish() });

const PanelFile = z.looseObject({
  title: z.string().default(""),
  type: z.string().default(""),
  datasource: Source,
  targets: z.array(Target).default([]),
  options: z.looseObject({ content: z.string().optional() }).default({}),
  fieldConfig: z.looseObject({
    defaults: z.looseObject({
      unit: z.string().optional(),
      min: z.number().nullish(),
      max: z.number().nullish(),
      thresholds: z.looseObject({ steps: z.array(Step).default([]) })
        .optional(),
    }).default({}),
  }).default({ defaults: {} }),
});

/** Panels in a row that is folded are inside that row. */
const Entry = PanelFile.extend({ panels: z.array(PanelFile).default([]) });

const Board = z.looseObject({
  uid: z.string().nullish(),
  panels: z.array(Entry),
});

/** A panel, as far as checks look at it. */
export interface Panel {
  readonly title: string;
  readonly exprs: readonly string[];
  /** Data sources that it names. */
  readonly sources: readonly string[];
  readonly unit: string;
  readonly min: number | undefined;
  readonly max: number | undefined;
  readonly thresholds: readonly number[];
  /** Of a panel of words. */
  readonly words: string;
}

/** Whether a query asks for what a rule records: those come with Task 2. */
export function asksRule(expr: string): boolean {
  return /\bgateway:/.test(expr);
}

/** Which board it is, whatever its file is called. */
const UID = "quickticket-golden-signals";

/** Panels of the golden signals; undefined: no file has that board; or why it cannot be read. */
export async function readBoard(
  { files, read }: CheckContext,
): Promise<readonly Panel[] | string | undefined> {
  for (
    const path of await files(/^monitoring\/grafana\/dashboards\/[^/]+\.json$/)
  ) {
    const text = await read(path) ?? "";
    if (!text.includes(`"${UID}"`)) continue;
    return panelsOf(text, path);
  }
  return undefined;
}

/** Panels of a board's file; or why it cannot be read. */
export function panelsOf(
  text: string,
  path: string,
): readonly Panel[] | string {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    return `${path} is no JSON: ${
      error instanceof Error ? error.message : error
    }`;
  }
  const read = Board.safeParse(json);
  if (!read.success) {
    return `${path} is no classic dashboard of Grafana: ${
      z.prettifyError(read.error)
    }`;
  }
  return read.data.panels.flatMap((entry) => [entry, ...entry.panels]).map(
    panelOf,
  );
}

function panelOf(
  { title, targets, datasource, options, fieldConfig }: z.infer<
    typeof PanelFile
  >,
): Panel {
  const { unit = "", min, max, thresholds } = fieldConfig.defaults;
  const shown = targets.filter(({ hide }) => hide !== true);
  return {
    title,
    exprs: shown.flatMap(({ expr }) =>
      expr === undefined || expr.trim() === "" ? [] : [concrete(expr)]
    ),
    sources: [
      ...new Set([
        datasource,
        ...shown.map((one) => one.datasource),
      ].flatMap(uidOf)),
    ],
    unit,
    min: min ?? undefined,
    max: max ?? undefined,
    thresholds: thresholds?.steps.flatMap(({ value }) => value ?? []) ?? [],
    words: options.content ?? "",
  };
}

function uidOf(source: z.infer<typeof Source>): readonly string[] {
  const uid = typeof source === "string" ? source : source?.uid;
  return uid === undefined ? [] : [uid];
}

/** What Grafana puts in the place of its own variables. */
function concrete(expr: string): string {
  return expr
    .replace(/\$\{?__rate_interval\}?/g, "1m")
    .replace(/\$\{?__interval\}?/g, "15s")
    .replace(/\$\{?__range\}?/g, "15m");
}
