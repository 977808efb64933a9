// @ts-check
/// <reference lib="dom" />
/**
 * One chart: a title, a legend that tells the figures, lines over time.
 * @module
 */

import uPlot from "uplot";
import { el, setText } from "./dom.js";
import { shade } from "./shade.js";

/**
 * @typedef {object} Line
 * @property {string} name
 * @property {string} colour a style variable's name, e.g. `--gateway`
 * @property {number} column in the history
 */

/**
 * @typedef {object} ChartOptions
 * @property {string} title
 * @property {string} hint what it is and over which time
 * @property {string} explains what it shows and how it is computed, in sentences
 * @property {readonly Line[]} lines
 * @property {(value: number | null) => string} format
 * @property {readonly number[]} marks columns of how many faults were in force
 * @property {number} atLeast the axis reaches at least this far
 * @property {number} [atMost]
 * @property {HTMLElement} [choice] buttons in the head
 */

/** 18:04, or 18:04:30 when lines are closer than a minute. */
const CLOCK = new Intl.DateTimeFormat("en-GB", {
  hour: "2-digit",
  minute: "2-digit",
});
const CLOCK_S = new Intl.DateTimeFormat("en-GB", { timeStyle: "medium" });

/** Most points of a line. */
const MAX_POINTS = 900;
const HEIGHT = 150;

/** A chart that draws when it is told to. */
export class Chart {
  /** @type {ChartOptions} */
  #options;
  /** @type {uPlot | undefined} */
  #plot;
  /** @type {(number | null)[][]} */
  #data = [];
  /** @type {(number | null)[][]} times, and how many faults were in force */
  #marks = [];
  /** @type {HTMLElement[]} */
  #values = [];
  #canvas = el("div", { role: "img" });
  #legend = el("div", { class: "legend" });
  /** @type {HTMLElement} */
  element;

  /** @param {ChartOptions} options */
  constructor(options) {
    this.#options = options;
    this.element = el(
      "section",
      { class: "card chart", "aria-label": options.title },
      el(
        "h2",
        {},
        el("span", {}, options.title, " ", el("small", {}, options.hint)),
        options.choice,
      ),
      el("p", { class: "explains" }, options.explains),
      this.#legend,
      this.#canvas,
    );
    this.setLines(options.lines);
    new ResizeObserver(() => this.#fit()).observe(this.#canvas);
  }

  /**
   * Shows other lines from now on.
   * @param {readonly Line[]} lines
   */
  setLines(lines) {
    this.#options = { ...this.#options, lines };
    this.#data = Array.from({ length: lines.length + 1 }, () => []);
    this.#marks = Array.from(
      { length: this.#options.marks.length + 1 },
      () => [],
    );
    this.#values = lines.map(() => el("b", {}, "–"));
    this.#legend.replaceChildren(...lines.map(({ name, colour }, i) =>
      el(
        "span",
        { "--c": `var(${colour})` },
        el("i"),
        `${name} `,
        this.#values[i],
      )
    ));
    this.build();
  }

  /** Makes the plot anew, in the colours of the moment. */
  build() {
    this.#plot?.destroy();
    this.#canvas.replaceChildren();
    const style = getComputedStyle(document.documentElement);
    const colour = (/** @type {string} */ name) =>
      style.getPropertyValue(name).trim();
    const { lines, format, atLeast, atMost } = this.#options;
    const axis = {
      stroke: colour("--quiet"),
      font: "11px system-ui, sans-serif",
      grid: { stroke: colour("--grid"), width: 1 },
      ticks: { show: false },
    };
    this.#plot = new uPlot(
      {
        width: Math.max(120, this.#canvas.clientWidth || 300),
        height: HEIGHT,
        padding: [8, 8, 0, 0],
        legend: { show: false },
        cursor: {
          y: false,
          drag: { x: false, y: false },
          sync: { key: "console", setSeries: false },
          points: { size: 6 },
        },
        scales: {
          y: {
            range: (_, __, max) => {
              const top = Math.max(atLeast, (max ?? 0) * 1.15);
              return [0, atMost === undefined ? top : Math.min(atMost, top)];
            },
          },
        },
        axes: [
          {
            ...axis,
            space: 64,
            size: 24,
            values: (_, ticks, __, ___, step) =>
              ticks.map((tick) =>
                (step < 60 ? CLOCK_S : CLOCK).format(tick * 1000)
              ),
          },
          {
            ...axis,
            space: 28,
            size: 50,
            values: (_, ticks) => ticks.map((tick) => format(tick)),
          },
        ],
        series: [
          {},
          ...lines.map(({ colour: name }) => ({
            stroke: colour(name),
            width: 1.75,
            points: { show: false },
          })),
        ],
        hooks: {
          drawClear: [(plot) => shade(plot, this.#marks, colour("--shade"))],
          setCursor: [() => this.#tell()],
        },
      },
      // uPlot's type knows no nulls in plain lists, its code does.
      /** @type {any} */ (this.#data),
      this.#canvas,
    );
  }

  /**
   * Draws what the history has now.
   * @param {import("./history.js").History} history
   * @param {number} seconds
   */
  draw(history, seconds) {
    const columns = this.#options.lines.map(({ column }) => column);
    history.fill(columns, seconds, MAX_POINTS, this.#data);
    history.fill(this.#options.marks, seconds, MAX_POINTS, this.#marks);
    this.#plot?.setData(/** @type {any} */ (this.#data), false);
    const now = this.#data[0]?.at(-1) ?? Date.now() / 1000;
    this.#plot?.batch(() => {
      this.#plot?.setScale("x", { min: now - seconds, max: now });
    });
    this.#tell();
  }

  /** The legend tells the moment under the pointer, else the newest. */
  #tell() {
    const length = this.#data[0]?.length ?? 0;
    const at = this.#plot?.cursor.idx ?? length - 1;
    const { lines, format, title } = this.#options;
    const words = lines.map(({ name }, i) => {
      const text = format(this.#data[i + 1]?.[at] ?? null);
      const place = this.#values[i];
      if (place !== undefined) setText(place, text);
      return `${name} ${text}`;
    });
    this.#canvas.setAttribute("aria-label", `${title}: ${words.join(", ")}`);
  }

  #fit() {
    const width = this.#canvas.clientWidth;
    if (width > 0 && width !== this.#plot?.width) {
      this.#plot?.setSize({ width, height: HEIGHT });
    }
  }
}
