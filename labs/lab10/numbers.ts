/**
 * Numbers that a review quotes, and the measurements that bear them out.
 * @module
 */

import type { Metrics } from "../../scripts/delivery/dora/mod.ts";
import { failedPercent } from "../../scripts/load/loadgen/report/mod.ts";
import type { Evidence } from "./evidence.ts";
import { isRounded } from "./quantities.ts";
import { measuredBy, type Objective } from "./objectives.ts";

/** The quantity of a number. */
export type Unit = "ms" | "%" | "/s" | "orders";

/** A number in a text, with what it is of. */
export interface Quote {
  readonly text: string;
  /** As it is written, e.g. `1,234.5`. */
  readonly digits: string;
  /**
   * The value of one of `digits` in the unit: 1000 for seconds, whose unit is
   * ms.
   */
  readonly scale: number;
  readonly unit: Unit;
}

/** Measured values by unit. */
export type Known = ReadonlyMap<Unit, readonly number[]>;

const QUOTE = new RegExp(
  "(?<![\\w.,])(\\d(?:[\\d.,'\\u202f\\u00a0]|[ ](?=\\d{3}(?!\\d)))*(?<=\\d))\\s*" +
    "(ms|%|RPS|(?:req(?:uest)?s?|visits|orders)?\\s*(?:/s\\b|a second|per second)|orders|s\\b|seconds)",
  "gi",
);

/** Those of a text that are outside of tables and of code. */
export function quotesIn(text: string): readonly Quote[] {
  const prose = text.replaceAll(/```[^]*?```|`[^`\n]*`|<!--[^]*?-->/g, "")
    .split("\n").filter((line) => !line.trim().startsWith("|")).join("\n");
  return [...prose.matchAll(QUOTE)].map(([all, digits = "", word = ""]) => {
    const unit = unitOf(word);
    const isSeconds = unit === "ms" && !/ms/i.test(word);
    return {
      text: all.trim(),
      digits,
      scale: isSeconds ? 1000 : 1,
      unit,
    };
  });
}

function unitOf(word: string): Unit {
  if (word === "%") return "%";
  if (/\/s|second$|rps/i.test(word)) return "/s";
  return /orders/i.test(word) ? "orders" : "ms";
}

/** All that was measured, and the bounds that were set. */
export function knownOf(
  { runs, limit }: Evidence,
  objectives: readonly Objective[],
  metrics: Metrics | undefined,
): Known {
  const known = new Map<Unit, number[]>();
  const add = (
    unit: Unit,
    ...values: readonly (number | null | undefined)[]
  ): void => {
    const numbers = values.filter((one) => one !== null && one !== undefined);
    known.set(unit, [...known.get(unit) ?? [], ...numbers]);
  };
  add("%", 0.5, 100, 0);
  add("ms", 500);
  for (const { target, withinMs } of objectives) {
    add("%", target, 100 - target);
    add("ms", withinMs);
  }
  for (const { summary } of runs) {
    const { run, requests, steps, orders, arrivals } = summary;
    for (const one of [requests, ...Object.values(steps)]) {
      add("ms", ...Object.values(one.latencyMs));
      add("/s", one.perSecond);
      add("%", failedPercent(one), 100 - failedPercent(one));
    }
    add("/s", orders.perSecond, arrivals.perSecond);
    add("orders", orders.completed);
    add("ms", 1000 * run.seconds, 1000 * run.plannedSeconds);
    add("%", ...objectives.map((one) => measuredBy(summary, one)));
  }
  for (const { rate, ordersPerSecond, p50, p99, uses } of limit?.steps ?? []) {
    add("/s", rate, ordersPerSecond);
    add("ms", p50, p99);
    add("%", ...uses.map(({ share }) => 100 * share));
    for (const { detail } of uses) {
      add("ms", Number(/(\d+) ms/.exec(detail)?.[1] ?? NaN));
    }
  }
  if (metrics !== undefined) {
    add("ms", metrics.leadTimeMs, metrics.recoveryMs);
    add(
      "%",
      100 * (metrics.changeFailRate ?? 0),
      100 * (metrics.reworkRate ?? 0),
    );
  }
  return known;
}

/** Quotes that nothing measured bears out. */
export function unsupportedIn(
  quotes: readonly Quote[],
  known: Known,
): readonly Quote[] {
  return quotes.filter(({ digits, scale, unit }) =>
    !(known.get(unit) ?? []).some((one) =>
      !Number.isNaN(one) && isRounded(digits, one / scale)
    )
  );
}
