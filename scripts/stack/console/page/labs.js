// @ts-check
/// <reference lib="dom" />
/**
 * How far the labs are.
 * @module
 */

import { byId, el } from "./dom.js";

let shown = "";

/**
 * Shows the progress.
 * @param {import("../lab_progress.ts").LabProgress | undefined} progress
 */
export function showLabs(progress) {
  const now = JSON.stringify(progress ?? null);
  if (now === shown) return;
  shown = now;
  byId("labs").replaceChildren(
    progress === undefined || progress.labs.length === 0 ? none() : el(
      "ol",
      {},
      ...progress.labs.map(({ lab, title, passed, total }) =>
        el(
          "li",
          {},
          el("span", {}, `${lab}. ${title}`),
          el("b", {}, `${passed}/${total}`),
          el("div", {
            class: "bar",
            "--share": `${total === 0 ? 0 : 100 * passed / total}%`,
          }, el("i")),
        )
      ),
    ),
  );
}

function none() {
  return el(
    "p",
    { class: "quiet" },
    "Your progress appears here after the first check of a lab: ",
    el("code", {}, "deno task lab check 1"),
  );
}
