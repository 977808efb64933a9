/**
 * Draws a chart as SVG. Colours are variables with a fallback, so a drawing
 * follows the theme of the slides and can still be read as a file on its own.
 * @module
 */

import { drawSvg } from "../drawing/mod.ts";
import type { Chart } from "./chart.ts";

/** Width of each chart (px): the text's width on a slide. */
const WIDTH = 1160;

/** Smallest text on a slide (px). */
const TEXT = 24;

const INK = "var(--ink, #0f172a)";
const QUIET = "var(--quiet, #475569)";
const RULE = "var(--rule, #cbd5e1)";
const ON_BAR = "var(--on-bar, #ffffff)";
const COLOURS = [
  "var(--one, #1d4ed8)",
  "var(--two, #b45309)",
  "var(--three, #047857)",
  "var(--four, #7c3aed)",
  "var(--five, #be123c)",
];
/** Lines differ in their pattern too, for people who see few colours. */
const PATTERNS = ["solid", [14, 7], [4, 6], [18, 6, 4, 6], [2, 10]] as const;

/** The charts' drawings, by name. */
export async function drawCharts(
  charts: Readonly<Record<string, Chart>>,
): Promise<Readonly<Record<string, string>>> {
  const drawn = await drawSvg(
    Object.fromEntries(
      Object.entries(charts).map(([name, chart]) => [name, {
        size: { width: WIDTH, height: chart.height },
        option: optionsOf(chart),
      }]),
    ),
  );
  return Object.fromEntries(
    Object.entries(drawn).map(([name, svg]) => [name, cleaned(name, svg)]),
  );
}

/**
 * The removed parts serve a mouse, and count drawings across the process. The
 * name keeps a drawing's identifiers apart from those of other charts.
 */
function cleaned(name: string, svg: string): string {
  return svg
    .replace(/<style[^]*?<\/style>\n?/g, "")
    .replace(/ (?:class|pointer-events|ecmeta_\w+)="[^"]*"/g, "")
    .replace(/zr\d+-/g, `${name}-`)
    .replace(/ width="\d+" height="\d+"/, "") + "\n";
}

function optionsOf(chart: Chart): object {
  return {
    animation: false,
    color: COLOURS,
    textStyle: { fontSize: TEXT, color: INK, fontFamily: "sans-serif" },
    legend: chart.series.length < 2 ? { show: false } : {
      top: 0,
      right: 0,
      itemWidth: 56,
      itemHeight: 16,
      textStyle: { fontSize: TEXT, color: INK },
    },
    grid: {
      left: 4,
      right: 44,
      top: chart.horizontal && chart.series.length < 2 ? 8 : 56,
      bottom: 44,
      outerBoundsMode: "same",
      outerBoundsContain: "axisLabel",
    },
    xAxis: chart.horizontal ? axisOf(chart.y, "x") : axisOf(chart.x, "x"),
    yAxis: chart.horizontal
      ? { ...axisOf(chart.x, "y"), inverse: true }
      : axisOf(chart.y, "y"),
    series: chart.series.map((one, i) => seriesOf(chart, one, i)),
  };
}

function axisOf(axis: Chart["x"], side: "x" | "y"): object {
  const type = { number: "value", log: "log", category: "category" };
  return {
    type: type[axis.scale],
    ...(axis.categories && { data: axis.categories }),
    // Bars begin at the axis; on a logarithmic one they would begin at 1.
    ...(axis.min !== undefined && { min: axis.min, startValue: axis.min }),
    ...(axis.max !== undefined && { max: axis.max }),
    name: axis.label,
    nameTextStyle: {
      fontSize: TEXT,
      color: QUIET,
      align: side === "x" ? "center" : "left",
      padding: 0,
    },
    nameLocation: side === "x" ? "middle" : "end",
    nameGap: side === "x" ? 40 : 22,
    axisLabel: { fontSize: TEXT, color: INK, hideOverlap: true },
    axisLine: { show: true, lineStyle: { color: QUIET } },
    splitLine: {
      show: axis.scale !== "category",
      lineStyle: { color: RULE },
    },
    splitNumber: side === "x" ? 6 : 3,
  };
}

function seriesOf(
  chart: Chart,
  { name, values, points, step }: Chart["series"][number],
  i: number,
): object {
  const bars = chart.kind.endsWith("bars");
  const place = chart.horizontal ? "right" : "top";
  return {
    name,
    type: bars ? "bar" : "line",
    data: values ?? points,
    ...(chart.kind.startsWith("stacked") && { stack: "all" }),
    ...(bars ? { barMaxWidth: 56 } : {
      showSymbol: (points ?? values ?? []).length <= 20,
      symbolSize: 10,
      step: step ? "end" : false,
      lineStyle: { width: 4, type: PATTERNS[i] },
      ...(chart.kind === "areas" && { areaStyle: { opacity: 0.25 } }),
    }),
    label: {
      show: chart.labels,
      position: chart.kind.startsWith("stacked") ? "inside" : place,
      fontSize: TEXT,
      color: chart.kind.startsWith("stacked") ? ON_BAR : INK,
    },
    ...(i === 0 && chart.marks.length > 0 && { markLine: marksOf(chart) }),
  };
}

function marksOf({ marks, horizontal }: Chart): object {
  return {
    symbol: "none",
    silent: true,
    lineStyle: { color: COLOURS[4], width: 3, type: "dashed" },
    label: { fontSize: TEXT, color: INK },
    data: marks.map((mark) => {
      const along = "x" in mark !== horizontal ? "xAxis" : "yAxis";
      const value = "x" in mark ? mark.x : mark.y;
      return {
        [along]: value,
        label: {
          formatter: mark.label,
          position: along === "xAxis"
            ? "end"
            : mark.at === "start"
            ? "insideStartTop"
            : "insideEndTop",
        },
      };
    }),
  };
}
