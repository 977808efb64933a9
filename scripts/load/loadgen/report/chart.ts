/**
 * A chart of the page: its data for `page/draw_charts.js`, which draws it with
 * uPlot, and the same data as a table for those who cannot see it, who copy
 * numbers, or whose browser runs no script.
 * @module
 */

import { escapeHtml } from "../../../lib/text/mod.ts";

/** A line, or bars that stand on those of the series before. */
export interface Series {
  readonly name: string;
  /** The variable of its colour in the style sheet: `c0` ... `c7`. */
  readonly colour: string;
  /** By position on the x axis; null: a gap. */
  readonly values: readonly (number | null)[];
}

/** A chart. */
export interface Chart {
  readonly title: string;
  /** Of the y axis. */
  readonly unit: string;
  /** The label under each position. */
  readonly xLabels: readonly string[];
  readonly kind: "lines" | "bars";
  readonly series: readonly Series[];
}

/** Most rows of the table; an hour has 3600 intervals. */
const MAX_ROWS = 120;

/** The chart as a `<figure>`. */
export function chartHtml(chart: Chart): string {
  const { title, kind, unit, xLabels, series } = chart;
  const data = JSON.stringify({ kind, unit, xLabels, series });
  return `<figure><figcaption>${escapeHtml(title)}</figcaption>` +
    `<div class="chart" role="img" aria-label="${
      escapeHtml(`${title}. ${spoken(chart)}`)
    }" data-chart="${escapeHtml(data)}"></div>${tableHtml(chart)}</figure>`;
}

/**
 * A summary of the chart in words: "p99 from 10 to 35 ms, at the end 30 ms".
 */
export function spoken({ series, unit }: Chart): string {
  return series.map(({ name, values }) => {
    const known = values.filter((value) => value !== null);
    if (known.length === 0) return `${name} has no values`;
    // Not spread into Math.min: an hour has thousands of values.
    const [least, most] = known.reduce(
      ([low, high], value) => [Math.min(low, value), Math.max(high, value)],
      [Infinity, -Infinity],
    );
    return `${name} from ${shown(least)} to ${shown(most)} ${unit}, at the ` +
      `end ${shown(known.at(-1) ?? NaN)} ${unit}`;
  }).join("; ");
}

function tableHtml({ title, unit, xLabels, series }: Chart): string {
  const every = Math.ceil(xLabels.length / MAX_ROWS);
  const row = (cells: readonly string[], tag: string): string =>
    `<tr>${
      cells.map((cell) => `<${tag}>${escapeHtml(cell)}</${tag}>`).join("")
    }</tr>`;
  const rows = xLabels.flatMap((label, at) =>
    at % every === 0
      ? [row([label, ...series.map(({ values }) => shown(values[at]))], "td")]
      : []
  );
  const note = every > 1 ? `, one row of ${every}` : "";
  return `<details><summary>${
    escapeHtml(`${title} as a table${note}`)
  }</summary><table>${
    row(["", ...series.map(({ name }) => `${name} ${unit}`.trim())], "th")
  }${rows.join("")}</table></details>`;
}

/** Three digits are what a reader compares. */
function shown(value: number | null | undefined): string {
  return value === null || value === undefined
    ? ""
    : String(Number(value.toPrecision(3)));
}
