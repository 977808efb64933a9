/**
 * The student's board, read from its file.
 * @module
 */

import { z } from "zod";
import type { CheckContext } from "../../../scripts/checks/mod.ts";
import {
  Board,
  displayOf,
  type PanelFile,
  sourceOf,
  type Variable,
} from "./panel_file.ts";

/** The file of the board. */
export const FILE = "monitoring/grafana/dashboards/golden-signals.json";

/** A value from which a panel has another colour. */
export interface Threshold {
  readonly value: number;
  readonly color: string;
}

/** A panel, as far as checks look at it. */
export interface Panel {
  readonly title: string;
  /** `timeseries`, `gauge`, `stat` ... */
  readonly type: string;
  readonly exprs: readonly string[];
  /** Data sources that it names. */
  readonly sources: readonly string[];
  readonly unit: string;
  readonly min: number | undefined;
  readonly max: number | undefined;
  readonly thresholds: readonly Threshold[];
  /** The reducer of many values: `lastNotNull`, `mean` ...; none: the last. */
  readonly calcs: readonly string[];
  /** The text that it shows where there is no value. */
  readonly noValue: string;
  /** Of a panel of words. */
  readonly words: string;
}

/** Whether a query asks for what a rule records: those come with Task 2. */
export function asksRule(expr: string): boolean {
  return /\bgateway:/.test(expr);
}

/** Which board it is, if its file has another name. */
const UID = "quickticket-golden-signals";

/** Panels of the golden signals; undefined: no file has that board; or why it cannot be read. */
export async function readBoard(
  { files, read }: Pick<CheckContext, "files" | "read">,
): Promise<readonly Panel[] | string | undefined> {
  const own = await read(FILE);
  if (own !== undefined) return panelsOf(own, FILE);
  for (
    const path of await files(/^monitoring\/grafana\/dashboards\/.+\.json$/)
  ) {
    const text = await read(path) ?? "";
    if (text.includes(`"${UID}"`)) return panelsOf(text, path);
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
    json = JSON.parse(text.replace(/^\uFEFF/, ""));
  } catch (error) {
    return `${path} is not valid JSON: ${
      error instanceof Error ? error.message : error
    }`;
  }
  const read = Board.safeParse(json);
  if (!read.success) {
    return `${path} is not a classic dashboard of Grafana: ${
      z.prettifyError(read.error)
    }`;
  }
  const { panels, templating } = read.data;
  return panels.flatMap((entry) => [entry, ...entry.panels])
    .filter(({ type }) => type !== "row")
    .map((panel) => panelOf(panel, templating.list));
}

function panelOf(file: PanelFile, variables: readonly Variable[]): Panel {
  const { title, type, targets, datasource, options } = file;
  const { unit, min, max, thresholds, noValue } = displayOf(file);
  const shown = targets.filter(({ hide }) => hide !== true);
  return {
    title,
    type,
    exprs: shown.flatMap(({ expr }) =>
      expr === undefined || expr.trim() === ""
        ? []
        : [concrete(expr, variables)]
    ),
    sources: [
      ...new Set(
        [datasource, ...shown.map((one) => one.datasource)]
          .flatMap(sourceOf).map((uid) => knownSource(uid, variables)),
      ),
    ],
    unit: unit ?? "",
    min: min ?? undefined,
    max: max ?? undefined,
    thresholds: absolute(thresholds ?? undefined, min ?? 0, max ?? 100),
    calcs: shown.every(({ instant }) => instant === true)
      ? []
      : options.reduceOptions?.calcs ?? [],
    noValue: noValue ?? "",
    words: options.content ?? "",
  };
}

type Steps = NonNullable<ReturnType<typeof displayOf>["thresholds"]>;

/** Steps as values, also those that are shares of the scale. */
function absolute(
  thresholds: Steps | undefined,
  min: number,
  max: number,
): readonly Threshold[] {
  const { mode, steps = [] } = thresholds ?? {};
  return steps.flatMap(({ value, color }) =>
    value === undefined || value === null ? [] : [{
      value: mode === "percentage" ? min + value / 100 * (max - min) : value,
      color,
    }]
  );
}

/** A variable for a Prometheus stands for the one that is provisioned. */
function knownSource(uid: string, variables: readonly Variable[]): string {
  const name = /^\$\{?(\w+)\}?$/.exec(uid)?.[1];
  const variable = variables.find((one) => one.name === name);
  return variable?.type === "datasource" && variable.query === "prometheus"
    ? "prometheus"
    : uid;
}

/**
 * The values that Grafana puts in the place of variables: its own, and the
 * board's.
 */
function concrete(expr: string, variables: readonly Variable[]): string {
  const own = expr
    .replace(/\$\{?__rate_interval\}?/g, "1m")
    .replace(/\$\{?__interval\}?/g, "15s")
    .replace(/\$\{?__range\}?/g, "15m");
  return variables.reduce((text, variable) => {
    const name = variable.name.replaceAll(/\W/g, "\\$&");
    const value = valueOf(variable);
    return text.replaceAll(
      new RegExp(
        `\\$\\{${name}(?::\\w+)?\\}|\\$${name}\\b|\\[\\[${name}\\]\\]`,
        "g",
      ),
      () => value,
    );
  }, own);
}

function valueOf({ current, allValue }: Variable): string {
  const values = [current?.value ?? []].flat();
  if (values.length === 0 || values.includes("$__all")) return allValue ?? ".*";
  return values.length === 1 ? values[0] ?? "" : `(${values.join("|")})`;
}
