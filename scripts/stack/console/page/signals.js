// @ts-check
/// <reference lib="dom" />
/**
 * The charts of the page: traffic, errors, latency, saturation.
 * @module
 */

import { Chart } from "./charts.js";
import { byId, segments } from "./dom.js";
import { bytes, duration, percent, short } from "./format.js";
import { setup } from "./server.js";

/**
 * The column of a service's figure in a history.
 * @param {string} service
 * @param {string} figure
 * @returns {number}
 */
export function columnOf(service, figure) {
  return setup.services.indexOf(service) * setup.figures.length +
    setup.figures.indexOf(figure);
}

/**
 * @param {string} figure
 * @returns {readonly import("./charts.js").Line[]}
 */
function ofAll(figure) {
  const known = ["gateway", "events", "payments", "notifications"];
  return setup.services.map((name) => ({
    name,
    colour: known.includes(name) ? `--${name}` : "--other",
    column: columnOf(name, figure),
  }));
}

/**
 * @param {string} service
 * @returns {readonly import("./charts.js").Line[]}
 */
function percentiles(service) {
  return ["p50", "p95", "p99"].map((name) => ({
    name,
    colour: `--${name}`,
    column: columnOf(service, name),
  }));
}

/**
 * Puts the charts into the page.
 * @returns {readonly Chart[]}
 */
export function makeCharts() {
  const marks = setup.services.map((name) => columnOf(name, "faults"));
  const latency = new Chart({
    marks,
    title: "Latency",
    hint: "",
    explains:
      "Of the answers of the last 5 seconds, half were faster than p50, and 99 of 100 faster than p99.",
    lines: percentiles("gateway"),
    format: duration,
    atLeast: 10,
    choice: segments(
      "Service whose latency is shown",
      setup.services.map((name) => [name, name]),
      "gateway",
      (service) => latency.setLines(percentiles(service)),
    ),
  });
  const charts = [
    new Chart({
      marks,
      title: "Requests",
      hint: "a second",
      explains:
        "How many requests each service answered, as a rate over the last 5 seconds. Probes do not count.",
      lines: ofAll("rate"),
      format: short,
      atLeast: 5,
    }),
    new Chart({
      marks,
      title: "Errors",
      hint: "shaded while a fault is in force",
      explains:
        "The share of answers of the last 5 seconds that were a 5xx. A 404 or a 409 is a right answer.",
      lines: ofAll("errors"),
      format: percent,
      atLeast: 0.02,
      atMost: 1,
    }),
    latency,
    new Chart({
      marks,
      title: "Event loop",
      hint: "how late it is",
      explains:
        "How late the last timer of each process ran. It grows when the process gets too little CPU.",
      lines: ofAll("lag"),
      format: duration,
      atLeast: 20,
    }),
    new Chart({
      marks,
      title: "Database pool",
      hint: "connections of events",
      explains:
        "Connections that events uses, requests that wait for one, and the size of the pool.",
      lines: [
        {
          name: "in use",
          colour: "--events",
          column: columnOf("events", "pool"),
        },
        {
          name: "waiting",
          colour: "--bad",
          column: columnOf("events", "poolWaiting"),
        },
        {
          name: "size",
          colour: "--other",
          column: columnOf("events", "poolMax"),
        },
      ],
      format: short,
      atLeast: 5,
    }),
    new Chart({
      marks,
      title: "Saturation: memory",
      hint: "that each service's process holds",
      explains: "What each process reports as process_resident_memory_bytes.",
      lines: ofAll("memory"),
      format: bytes,
      atLeast: 64 * 1024 * 1024,
    }),
    new Chart({
      marks,
      title: "Saturation: CPU",
      hint: "share of one core that each service uses",
      explains:
        "How fast process_cpu_seconds_total grows: 100 % is one whole core.",
      lines: ofAll("cpu"),
      format: percent,
      atLeast: 0.1,
    }),
  ];
  for (const chart of charts) byId("charts").append(chart.element);
  for (const chart of charts.slice(3)) chart.element.classList.add("wide");
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => {
    for (const chart of charts) chart.build();
  });
  return charts;
}
