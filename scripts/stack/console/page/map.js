// @ts-check
/// <reference lib="dom" />
/**
 * The shop as a map: each part with its state, each call as a line.
 * @module
 */

import { byId, colourOf, el, setText } from "./dom.js";
import { duration, percent, short } from "./format.js";
import { act } from "./server.js";
import { columnOf } from "./signals.js";

/** @typedef {import("../health.ts").Part} Part */

const SVG = "http://www.w3.org/2000/svg";

/** Who calls whom, in columns from left to right. */
const COLUMNS = [
  ["gateway"],
  ["events", "payments", "notifications"],
  ["postgres", "redis"],
];

const CALLS = [
  ["gateway", "events"],
  ["gateway", "payments"],
  ["gateway", "notifications"],
  ["events", "postgres"],
  ["events", "redis"],
];

/** @type {Readonly<Record<Part["condition"], string>>} */
const LOOKS = {
  healthy: "ok",
  degraded: "warn",
  unready: "warn",
  unknown: "warn",
  down: "bad",
  stopped: "bad",
};

/**
 * How a condition looks: `ok`, `warn` or `bad`.
 * @param {Part["condition"]} condition
 */
export function lookOf(condition) {
  return LOOKS[condition];
}

/** @type {Map<string, { element: HTMLElement, state: HTMLElement, numbers: HTMLElement, button: HTMLButtonElement }>} */
const nodes = new Map();
/** @type {Map<string, Element>} */
const lines = new Map();
const drawing = document.createElementNS(SVG, "svg");

/** @param {readonly Part[]} parts */
function build(parts) {
  const map = byId("map");
  drawing.setAttribute("aria-hidden", "true");
  map.replaceChildren(drawing);
  const named = COLUMNS.flat();
  const others = parts.map(({ name }) => name)
    .filter((name) => !named.includes(name));
  for (const [i, names] of COLUMNS.entries()) {
    const column = el("div", { class: "column" });
    for (const name of i === 1 ? [...names, ...others] : names) {
      const part = parts.find((one) => one.name === name);
      if (part !== undefined) column.append(nodeOf(part));
    }
    map.append(column);
  }
  for (const [from = "", to = ""] of CALLS) {
    if (!nodes.has(from) || !nodes.has(to)) continue;
    const line = document.createElementNS(SVG, "path");
    drawing.append(line);
    lines.set(`${from} ${to}`, line);
  }
  new ResizeObserver(place).observe(map);
}

/** @param {Part} part */
function nodeOf({ name, isOurs }) {
  const state = el("span", { class: "state" });
  const numbers = el("p", { class: "numbers" });
  const button = el("button", {
    type: "button",
    class: "small",
    hidden: !isOurs,
    onclick: () => press(name, button),
  });
  const element = el(
    "article",
    { class: "part", "--c": colourOf(name), "aria-label": name },
    el("h3", {}, name),
    button,
    state,
    numbers,
  );
  nodes.set(name, { element, state, numbers, button });
  return element;
}

/**
 * @param {string} name
 * @param {HTMLButtonElement} button
 */
async function press(name, button) {
  const action = button.dataset.action;
  button.disabled = true;
  try {
    await act("POST", `/parts/${name}`, { action });
  } catch (error) {
    button.title = error instanceof Error ? error.message : "";
  } finally {
    button.disabled = false;
  }
}

/** Draws the lines to where the parts are. */
function place() {
  const origin = byId("map").getBoundingClientRect();
  for (const [key, line] of lines) {
    const [from = "", to = ""] = key.split(" ");
    const a = nodes.get(from)?.element.getBoundingClientRect();
    const b = nodes.get(to)?.element.getBoundingClientRect();
    if (a === undefined || b === undefined) continue;
    const x1 = a.right - origin.left;
    const x2 = b.left - origin.left;
    const y1 = a.top + a.height / 2 - origin.top;
    const y2 = b.top + b.height / 2 - origin.top;
    const mid = (x1 + x2) / 2;
    line.setAttribute(
      "d",
      `M${x1} ${y1}C${mid} ${y1} ${mid} ${y2} ${x2} ${y2}`,
    );
  }
}

/**
 * Shows the parts as they are.
 * @param {readonly Part[]} parts
 * @param {import("./history.js").History} history
 */
export function showMap(parts, history) {
  if (nodes.size < parts.length) build(parts);
  for (const { name, condition, url } of parts) {
    const node = nodes.get(name);
    if (node === undefined) continue;
    node.element.className = `part ${lookOf(condition)}`;
    setText(node.state, condition);
    const action = condition === "stopped" ? "start" : "kill";
    node.button.dataset.action = action;
    setText(node.button, action === "kill" ? "Kill" : "Start");
    node.button.setAttribute("aria-label", `${action} ${name}`);
    if (url !== undefined) showNumbers(node.numbers, name, history);
  }
  for (const [key, line] of lines) {
    const [from = "", to = ""] = key.split(" ");
    line.setAttribute("class", callLook(from, to, parts, history));
  }
}

/**
 * @param {HTMLElement} place
 * @param {string} name
 * @param {import("./history.js").History} history
 */
function showNumbers(place, name, history) {
  const of = (/** @type {string} */ figure) =>
    history.last(columnOf(name, figure));
  const texts = [
    ["requests", `${short(of("rate"))}/s`],
    ["errors", percent(of("errors"))],
    ["p95", duration(of("p95"))],
  ];
  if (place.childElementCount === 0) {
    place.append(
      ...texts.map(([label]) =>
        el("span", {}, el("b"), el("small", {}, ` ${label}`))
      ),
    );
  }
  for (const [i, [, text = ""]] of texts.entries()) {
    const value = place.children[i]?.firstElementChild;
    if (value) setText(value, text);
  }
  place.classList.toggle("failing", of("errors") >= 0.005);
}

/**
 * A call is as well as its end, and as its beginning finds it.
 * @param {string} from
 * @param {string} to
 * @param {readonly Part[]} parts
 * @param {import("./history.js").History} history
 */
function callLook(from, to, parts, history) {
  const caller = parts.find(({ name }) => name === from);
  const callee = parts.find(({ name }) => name === to);
  const found = caller?.checks[to];
  const end = lookOf(callee?.condition ?? "unknown");
  const look = found === undefined || found === "ok"
    ? end
    : found === "degraded"
    ? "warn"
    : "bad";
  const rate = history.last(columnOf(callee?.url ? to : from, "rate"));
  return look !== "bad" && rate > 0 ? `${look} flows` : look;
}
