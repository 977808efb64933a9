// @ts-check
/// <reference lib="dom" />
/**
 * The tail of all logs, and the way of one request through them.
 * @module
 */

import { byId, colourOf, el, setText } from "./dom.js";
import { logLines, setup } from "./server.js";

/** @typedef {import("../log_line.ts").LogLine} LogLine */

/** Most lines in the page. */
const MAX = 400;

/** @type {LogLine[]} */
let kept = [];
/** @type {string | undefined} */
let followed;
let leftOut = 0;

const tail = el("ol", {
  class: "tail",
  tabindex: 0,
  role: "log",
  "aria-live": "off",
  "aria-label": "Log lines, the newest last",
});
const words = el("input", {
  type: "search",
  placeholder: "containing",
  "aria-label": "Only lines that contain",
  oninput: showAll,
});
const component = el("select", {
  "aria-label": "Only lines of",
  onchange: showAll,
});
const trouble = el("input", {
  type: "checkbox",
  id: "trouble",
  onchange: showAll,
});
const pause = el("input", { type: "checkbox", id: "pause", onchange: showAll });
const request = el("input", {
  type: "search",
  placeholder: "request id",
  "aria-label": "Follow one request id",
  onchange: () => followRequest(request.value.trim() || undefined),
});
const all = el("button", {
  type: "button",
  hidden: true,
  onclick: () => followRequest(undefined),
}, "Show all");
const count = el("span", { class: "quiet", role: "status" });

/** Puts the tail into the page. */
export async function makeLogs() {
  component.append(
    el("option", { value: "" }, "all parts"),
    ...[...setup.services, "postgres", "redis"].map((name) =>
      el("option", {}, name)
    ),
  );
  byId("logs").replaceChildren(
    el(
      "div",
      { class: "row" },
      component,
      words,
      request,
      all,
      el("label", {}, trouble, " trouble only"),
      el("label", {}, pause, " hold still"),
      count,
    ),
    tail,
  );
  kept = [...await logLines()];
  showAll();
}

/**
 * Takes the lines of a second.
 * @param {import("../log_book.ts").LogNews} news
 */
export function showNews(news) {
  leftOut = news.leftOut;
  // What was asked for by hand comes once more with the stream.
  const known = new Set(kept.map(({ n }) => n));
  const fresh = news.lines.filter((line) =>
    !known.has(line.n) &&
    (followed === undefined || line.requestId === followed)
  );
  kept.push(...fresh);
  if (kept.length > 2 * MAX) kept.splice(0, kept.length - MAX);
  if (pause.checked) return;
  const isAtEnd = tail.scrollHeight - tail.scrollTop - tail.clientHeight < 24;
  tail.append(...fresh.filter(isWanted).map(lineOf));
  while (tail.childElementCount > MAX) tail.firstElementChild?.remove();
  if (isAtEnd) tail.scrollTop = tail.scrollHeight;
  tellCount();
}

/**
 * Shows only the lines of one request, from all services; undefined: all.
 * @param {string | undefined} id
 */
export async function followRequest(id) {
  followed = id;
  all.hidden = id === undefined;
  request.value = id ?? "";
  words.value = "";
  component.value = "";
  trouble.checked = false;
  // The server remembers more, and has left nothing out.
  kept = [...await logLines(id)];
  showAll();
  if (id !== undefined) tail.focus();
}

function showAll() {
  if (pause.checked) return;
  tail.replaceChildren(...kept.filter(isWanted).slice(-MAX).map(lineOf));
  tail.scrollTop = tail.scrollHeight;
  tellCount();
}

function tellCount() {
  const shown = `${tail.childElementCount} lines`;
  setText(
    count,
    leftOut > 0 && followed === undefined
      ? `${shown}; ${leftOut} more in the last second`
      : shown,
  );
}

/** @param {LogLine} line */
function isWanted(line) {
  if (followed !== undefined && line.requestId !== followed) return false;
  if (component.value !== "" && line.component !== component.value) {
    return false;
  }
  if (trouble.checked && line.level !== "warning" && line.level !== "error") {
    return false;
  }
  return line.text.toLowerCase().includes(words.value.toLowerCase());
}

/** @param {LogLine} line */
function lineOf({ time, component, level, text, requestId }) {
  return el(
    "li",
    { class: level },
    el("time", {}, new Date(time).toISOString().slice(11, 23)),
    el("span", { class: "who", "--c": colourOf(component) }, component),
    el(
      "span",
      { class: "text" },
      level === "info" ? text : `${level}: ${text}`,
    ),
    requestId === undefined ? undefined : el("button", {
      type: "button",
      "aria-label": `Follow request ${requestId}`,
      title: requestId,
      onclick: () => followRequest(requestId),
    }, shortId(requestId)),
  );
}

/** @param {string} id */
function shortId(id) {
  return id.length > 16 ? id.slice(0, 8) : id;
}
