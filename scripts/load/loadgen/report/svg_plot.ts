/**
 * Plots as SVG text: they need no script, print well, and follow the page's
 * light or dark colours by its classes.
 * @module
 */

/** A line, or bars that stand on those of the series before. */
export interface Series {
  readonly name: string;
  /** Class of its colour: `c0` ... `c6`. */
  readonly colour: string;
  /** By position on the x axis; null: a gap. */
  readonly values: readonly (number | null)[];
}

/** A plot. */
export interface Plot {
  readonly title: string;
  /** Of the y axis. */
  readonly unit: string;
  /** What stands under each position. */
  readonly xLabels: readonly string[];
  readonly kind: "lines" | "bars";
  readonly series: readonly Series[];
}

const WIDTH = 860;
const HEIGHT = 220;
const LEFT = 56;
const RIGHT = 12;
const TOP = 10;
const BOTTOM = 26;
const PLOT_WIDTH = WIDTH - LEFT - RIGHT;
const PLOT_HEIGHT = HEIGHT - TOP - BOTTOM;

/** What a scale may end with, times a power of ten. */
const ROUND = [1, 1.2, 1.6, 2, 2.4, 3, 4, 5, 6, 8, 10];

/** Most labels under the x axis. */
const MAX_LABELS = 10;

/** The plot as a `<figure>`. */
export function plotHtml(plot: Plot): string {
  const { title, unit, xLabels, kind, series } = plot;
  const top = niceTop(greatest(plot));
  const y = (value: number): number =>
    TOP + PLOT_HEIGHT * (1 - Math.min(value, top) / top);
  const step = PLOT_WIDTH / Math.max(1, xLabels.length);
  const x = (position: number): number => LEFT + step * (position + 0.5);
  const drawn = kind === "lines"
    ? series.map((one) => linePath(one, x, y)).join("")
    : bars(series, { x, y, width: Math.max(1, step * 0.8) });
  return `<figure><figcaption>${escapeHtml(title)}` +
    `<span class="legend">${
      series.map(({ name, colour }) =>
        `<span><i class="${colour}"></i>${escapeHtml(name)}</span>`
      ).join("")
    }</span></figcaption>` +
    `<svg viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" ` +
    `aria-label="${escapeHtml(title)}">` +
    yAxis(top, unit, y) + xAxis(xLabels, x) + drawn + "</svg></figure>";
}

/** Text that is safe in HTML. */
export function escapeHtml(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;").replaceAll('"', "&quot;");
}

function greatest({ series, kind, xLabels }: Plot): number {
  if (kind === "lines") {
    return Math.max(
      0,
      ...series.flatMap(({ values }) => values.map((value) => value ?? 0)),
    );
  }
  return Math.max(
    0,
    ...xLabels.map((_, at) =>
      series.reduce((sum, { values }) => sum + (values[at] ?? 0), 0)
    ),
  );
}

/** The next round number at or above; 1 for nothing. */
export function niceTop(value: number): number {
  if (value <= 0) return 1;
  const power = 10 ** Math.floor(Math.log10(value));
  const step = ROUND.find((one) => one * power >= value) ?? 10;
  return step * power;
}

function yAxis(top: number, unit: string, y: (value: number) => number) {
  const ticks = [0, 0.25, 0.5, 0.75, 1].map((share) => share * top);
  return ticks.map((tick) =>
    `<line class="grid" x1="${LEFT}" x2="${WIDTH - RIGHT}" ` +
    `y1="${fixed(y(tick))}" y2="${fixed(y(tick))}"/>` +
    `<text class="tick" x="${LEFT - 6}" y="${fixed(y(tick) + 4)}" ` +
    `text-anchor="end">${Number(tick.toPrecision(3))}${
      tick === top ? ` ${escapeHtml(unit)}` : ""
    }</text>`
  ).join("");
}

function xAxis(labels: readonly string[], x: (position: number) => number) {
  const every = Math.max(1, Math.ceil(labels.length / MAX_LABELS));
  return labels.map((label, at) =>
    at % every === 0
      ? `<text class="tick" x="${fixed(x(at))}" y="${HEIGHT - 8}" ` +
        `text-anchor="middle">${escapeHtml(label)}</text>`
      : ""
  ).join("");
}

function linePath(
  { name, colour, values }: Series,
  x: (position: number) => number,
  y: (value: number) => number,
): string {
  let path = "";
  let isDown = false;
  values.forEach((value, at) => {
    if (value === null) isDown = false;
    else {
      path += `${isDown ? "L" : "M"}${fixed(x(at))} ${fixed(y(value))}`;
      isDown = true;
    }
  });
  return `<path class="line ${colour}" d="${path}">` +
    `<title>${escapeHtml(name)}</title></path>`;
}

function bars(
  series: readonly Series[],
  { x, y, width }: {
    readonly x: (position: number) => number;
    readonly y: (value: number) => number;
    readonly width: number;
  },
): string {
  const heights: number[] = [];
  return series.map(({ name, colour, values }) =>
    values.map((value, at) => {
      if (!value) return "";
      const foot = heights[at] ?? 0;
      heights[at] = foot + value;
      const [upper, lower] = [y(foot + value), y(foot)];
      return `<rect class="${colour}" x="${fixed(x(at) - width / 2)}" ` +
        `y="${fixed(upper)}" width="${fixed(width)}" ` +
        `height="${fixed(lower - upper)}"><title>${
          escapeHtml(`${name}: ${value}`)
        }</title></rect>`;
    }).join("")
  ).join("");
}

function fixed(value: number): string {
  return String(Math.round(value * 10) / 10);
}
