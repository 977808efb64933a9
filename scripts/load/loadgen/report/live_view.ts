/**
 * Shows the current state of a run: a few lines that renew themselves on a
 * terminal, else a line each ten seconds.
 * @module
 */

import { addSlice, emptyTotals, type Totals } from "../result/totals.ts";
import { emptyLatency, type Latency } from "../result/latency.ts";
import { formatMs } from "./report.ts";
import {
  addResults,
  countOf,
  FAILURES,
  noResults,
  type ResultCounts,
} from "../result/result.ts";
import type { Slice } from "../result/slice.ts";
import { printable } from "../../../lib/text/mod.ts";
import { sparkline } from "./sparkline.ts";

/** How many seconds the bars show. */
const HISTORY = 60;

/** How often a line is written when the output is not a terminal (s). */
const PLAIN_EVERY_S = 10;

/** The dependencies of the view. */
export interface LiveViewOptions {
  /** Names of the steps. */
  readonly steps: readonly string[];
  /** The rate that is due then (a second); undefined: there is none. */
  readonly rateAt: (atMs: number) => number | undefined;
  readonly durationMs: number;
  readonly isTerminal: boolean;
  /** Writes lines to people; the last newline is added. */
  readonly write: (text: string) => void;
}

/** A view. */
export interface LiveView {
  onSlice(slice: Slice): void;
}

/** A view that has seen nothing. */
export function liveView(options: LiveViewOptions): LiveView {
  const { isTerminal, write } = options;
  const rates: number[] = [];
  const p99s: number[] = [];
  let stretch = emptyTotals();
  let [seconds, orders, dropped] = [0, 0, 0];
  let drawn = 0;

  function onSecond(inFlight: number, atMs: number): void {
    seconds++;
    const every = isTerminal ? 1 : PLAIN_EVERY_S;
    if (seconds % every !== 0) return;
    const now = figuresOf(stretch, options.steps, every);
    orders += stretch.orders;
    dropped += stretch.dropped;
    stretch = emptyTotals();
    rates.push(now.rate);
    p99s.push(Number.isNaN(now.p99) ? 0 : now.p99);
    if (rates.length > HISTORY) [rates, p99s].forEach((row) => row.shift());
    const head = { atMs, inFlight, orders, dropped, ...now };
    if (isTerminal) redraw(paint(head, { ...options, rates, p99s }));
    else write(plainLine(head));
  }

  function redraw(lines: readonly string[]): void {
    const up = drawn === 0 ? "" : `\x1b[${drawn}A`;
    write(up + lines.map((line) => `\x1b[2K${printable(line)}`).join("\n"));
    drawn = lines.length;
  }

  return {
    onSlice(slice) {
      addSlice(stretch, slice);
      // The last slice ends when the run does, not with a second.
      if (slice.atMs % 1000 === 0) onSecond(slice.inFlight, slice.atMs);
    },
  };
}

interface Now {
  readonly rate: number;
  readonly requests: number;
  readonly failures: number;
  readonly soldOut: number;
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
  readonly bought: number;
}

interface Head extends Now {
  readonly atMs: number;
  readonly inFlight: number;
  /** So far. */
  readonly orders: number;
  readonly dropped: number;
}

function figuresOf(
  stretch: Totals,
  steps: readonly string[],
  seconds: number,
): Now {
  const latency: Latency = emptyLatency();
  const results: ResultCounts = noResults();
  for (const step of steps) {
    const total = stretch.byName.get(step);
    if (total === undefined) continue;
    latency.add(total.latency);
    addResults(results, total.results);
  }
  return {
    rate: stretch.started / seconds,
    requests: countOf(results) / seconds,
    failures: countOf(results, FAILURES),
    soldOut: results.sold_out,
    p50: latency.percentileMs(50),
    p95: latency.percentileMs(95),
    p99: latency.percentileMs(99),
    bought: stretch.orders,
  };
}

function plainLine(head: Head): string {
  const { atMs, rate, bought, failures, p50, p95, p99 } = head;
  return `${String(Math.round(atMs / 1000)).padStart(5)} s  ` +
    `${rate.toFixed(1).padStart(7)} rps  ${bought} bought  ` +
    `${failures} failed  p50 ${formatMs(p50)}, p95 ${formatMs(p95)}, ` +
    `p99 ${formatMs(p99)}`;
}

interface Painting extends LiveViewOptions {
  readonly rates: readonly number[];
  readonly p99s: readonly number[];
}

function paint(
  head: Head,
  { rateAt, durationMs, rates, p99s }: Painting,
): readonly string[] {
  const due = rateAt(head.atMs - 500);
  const at = `${Math.round(head.atMs / 1000)} of ${durationMs / 1000} s`;
  return [
    `${at.padEnd(18)}${head.rate.toFixed(0)} visits/s` +
    (due === undefined ? "" : ` of ${due.toFixed(0)}`) +
    `, ${head.requests.toFixed(0)} requests/s, ${head.inFlight} under way`,
    `latency           p50 ${formatMs(head.p50)}, p95 ${formatMs(head.p95)}, ` +
    `p99 ${formatMs(head.p99)}`,
    `this second       ${head.failures} failed, ${head.soldOut} sold out; ` +
    `so far ${head.orders} orders, ${head.dropped} dropped`,
    `visits/s          ${sparkline(rates, HISTORY)}`,
    `p99               ${sparkline(p99s, HISTORY)} ` +
    `up to ${formatMs(Math.max(...p99s, 0))}`,
  ];
}
