// @ts-check
/// <reference lib="dom" />
/**
 * Buying a ticket, and the load.
 * @module
 */

import { byId, el, setText } from "./dom.js";
import { timeLeft } from "./format.js";
import { followRequest } from "./logs.js";
import { act } from "./server.js";

const bought = el("span", { role: "status" });
const told = el("span", { class: "quiet", role: "status" });
const rps = el("input", {
  type: "number",
  id: "rps",
  min: 1,
  max: 200,
  step: 1,
  value: 20,
});
const minutes = el(
  "select",
  { "aria-label": "How long" },
  ...[1, 5, 15, 60].map((n) =>
    el("option", { value: n, selected: n === 15 }, `for ${n} min`)
  ),
);
const start = el("button", { type: "button", onclick: onStart }, "Start load");
const stop = el(
  "button",
  { type: "button", onclick: onStop, disabled: true },
  "Stop load",
);
const buy = el(
  "button",
  { type: "button", class: "main", onclick: onBuy },
  "Buy a ticket",
);

/** Puts the controls into the page. */
export function makeVisitors() {
  byId("load").replaceChildren(
    buy,
    bought,
    el(
      "span",
      { class: "row" },
      el("label", { for: "rps" }, "Customers a second"),
      rps,
      minutes,
      start,
      stop,
    ),
    told,
  );
}

/**
 * Shows the load.
 * @param {import("../load_control.ts").LoadView} load
 */
export function showLoad(load) {
  stop.disabled = !load.isRunning;
  setText(start, load.isRunning ? "Change load" : "Start load");
  if (load.visits === 0 && !load.isRunning) {
    return setText(told, "no load is running");
  }
  const head = load.isRunning
    ? `${load.rps} a second, ${timeLeft(load.secondsLeft)} left`
    : "the load is over";
  setText(
    told,
    `${head} · ${load.visits.toLocaleString("en")} visits, ` +
      `${load.purchases.toLocaleString("en")} bought, ` +
      `${load.failures.toLocaleString("en")} failed` +
      (load.dropped > 0 ? `, ${load.dropped} found no room` : ""),
  );
}

async function onBuy() {
  buy.disabled = true;
  try {
    const { isBought, text, requestId } = await act("POST", "/buy");
    bought.className = isBought ? "" : "refused";
    bought.replaceChildren(
      `${text} `,
      el("button", {
        type: "button",
        class: "small",
        onclick: () => followRequest(requestId),
      }, "Follow it"),
    );
  } catch (error) {
    refuse(error);
  } finally {
    buy.disabled = false;
  }
}

async function onStart() {
  const desired = {
    rps: Number(rps.value),
    seconds: Number(minutes.value) * 60,
  };
  await act("POST", "/load", desired).catch(refuse);
}

async function onStop() {
  await act("DELETE", "/load").catch(refuse);
}

/** @param {unknown} error */
function refuse(error) {
  bought.className = "refused";
  bought.textContent = error instanceof Error ? error.message : String(error);
}
