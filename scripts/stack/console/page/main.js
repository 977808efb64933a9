// @ts-check
/// <reference lib="dom" />
/**
 * The page: takes a snapshot a second, and shows it.
 * @module
 */

import { showBudgets } from "./budgets.js";
import { byId, segments, setText } from "./dom.js";
import { makeFaults, showFaults } from "./faults.js";
import { History } from "./history.js";
import { showLabs } from "./labs.js";
import { makeLogs, showNews } from "./logs.js";
import { lookOf, showMap } from "./map.js";
import { follow, pastRows, setup } from "./server.js";
import { makeCharts } from "./signals.js";
import { makeVisitors, showLoad } from "./visitors.js";

/** @typedef {import("../snapshot.ts").Snapshot} Snapshot */

const width = setup.services.length * setup.figures.length;
const history = new History(width, setup.historySeconds);
let seconds = 300;
/** @type {Snapshot | undefined} */
let newest;

makeVisitors();
makeFaults();
const charts = makeCharts();
byId("range").replaceWith(segments(
  "Time shown",
  [["5 min", 300], ["15 min", 900], ["1 h", 3600]],
  seconds,
  (chosen) => {
    seconds = chosen;
    draw();
  },
));

let isDue = false;

/** Draws with the next frame: not at all while nobody looks. */
function draw() {
  if (isDue) return;
  isDue = true;
  requestAnimationFrame(() => {
    isDue = false;
    for (const chart of charts) chart.draw(history, seconds);
  });
}

/** The newest snapshot. */
export function last() {
  return newest;
}

/**
 * Takes one snapshot. Exported for the test that plays an hour.
 * @param {Snapshot} snapshot
 */
export function receive(snapshot) {
  newest = snapshot;
  const [time, ...values] = snapshot.row;
  history.add(setup.start + (time ?? 0), values);
  showNews(snapshot.logs);
  if (document.hidden) return; // kept, and drawn when somebody looks
  showMap(snapshot.parts, history);
  showBudgets(snapshot.budgets);
  showFaults(snapshot.faults);
  showLoad(snapshot.load);
  showLabs(snapshot.labs);
  showOverall(snapshot);
  draw();
}

/** @param {Snapshot} snapshot */
function showOverall({ parts, faults }) {
  const unwell = parts.filter(({ condition }) => condition !== "healthy");
  const count = Object.values(faults).flatMap((state) => state.faults).length;
  const look = unwell.some(({ condition }) => lookOf(condition) === "bad")
    ? "bad"
    : unwell.length > 0 || count > 0
    ? "warn"
    : "ok";
  const health = unwell.length === 0
    ? "All parts are healthy"
    : unwell.map(({ name, condition }) => `${name} is ${condition}`).join(", ");
  const active = count === 0
    ? ""
    : ` · ${count} ${count === 1 ? "fault" : "faults"} in force`;
  byId("overall").className = `pill ${look}`;
  setText(byId("overall"), health + active);
}

/** Rows from before the page was opened. */
async function replay() {
  const rows = await pastRows();
  for (let at = 0; at < rows.length; at += width + 1) {
    history.add(setup.start + (rows[at] ?? 0), rows, at + 1);
  }
}

await Promise.all([replay(), makeLogs()]);
follow(receive, (isLive) => {
  byId("live").classList.toggle("on", isLive);
  setText(byId("live"), isLive ? "live" : "connecting again");
});
