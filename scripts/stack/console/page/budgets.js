// @ts-check
/// <reference lib="dom" />
/**
 * Error budgets, one line a journey.
 * @module
 */

import { byId, el } from "./dom.js";
import { percent, short } from "./format.js";

/** @typedef {import("../budget.ts").Budget} Budget */

/**
 * Shows all budgets.
 * @param {readonly Budget[]} budgets
 */
export function showBudgets(budgets) {
  byId("budgets").replaceChildren(...budgets.map(budgetOf));
}

/** @param {Budget} budget */
function budgetOf({ name, target, total, bad, allowed, left, burns }) {
  const share = left === null ? 1 : Math.max(0, left);
  const look = left === null || left > 0.5 ? "ok" : left > 0 ? "warn" : "bad";
  return el(
    "div",
    { class: "budget" },
    el("h3", {}, name),
    el("div", {
      class: `bar ${look}`,
      role: "meter",
      "aria-label": `Error budget of ${name} that is left`,
      "aria-valuemin": 0,
      "aria-valuemax": 100,
      "aria-valuenow": Math.round(share * 100),
      "--share": `${share * 100}%`,
    }, el("i")),
    el("b", {}, leftWords(left)),
    el(
      "div",
      { class: "detail" },
      el(
        "span",
        {},
        total === 0
          ? `no requests yet; ${percent(target)} must work`
          : `${bad.toLocaleString("en")} of ${
            total.toLocaleString("en")
          } failed, ${short(allowed)} may (${percent(target)})`,
      ),
      ...burns.map(burnOf),
    ),
  );
}

/** @param {number | null} left */
function leftWords(left) {
  if (left === null) return "unspent";
  if (left >= 0) return `${percent(left)} left`;
  return `${short(1 - left)} × the budget`;
}

/** @param {Budget["burns"][number]} burn */
function burnOf({ label, standsFor, rate, isTooFast, then }) {
  const words = rate === null
    ? `${label}: too few requests`
    : rate > 1
    ? `${label}: burning the budget ${short(rate)} times too fast`
    : `${label}: ${percent(rate)} of the allowed speed`;
  const told = isTooFast ? ` (severity: ${then})` : "";
  return el("span", {
    class: isTooFast ? "fast" : "",
    title: `${label} stands for ${standsFor}`,
  }, words + told);
}
