/**
 * The crash test's figures, for people.
 * @module
 */

import { FAULTS } from "../../adapters/shop/mod.ts";
import type { CrashReport } from "./crash.ts";
import { VICTIMS } from "./rounds.ts";

/** A Markdown table and a verdict. */
export function crashText(
  { rounds, told, books, settledMs, broken }: CrashReport,
): string {
  const deaths = VICTIMS.map((victim) => {
    const times = rounds.filter((round) => round.victim === victim)
      .map(({ recoveryMs }) => recoveryMs);
    const median = times.toSorted((a, b) => a - b)[times.length >> 1] ?? 0;
    const worst = Math.max(0, ...times);
    return `| ${victim} | ${times.length} | ${ms(median)} | ${ms(worst)} |`;
  });
  const answers = [...told.statuses].toSorted(([a], [b]) => a - b)
    .map(([status, count]) => `${status || "none"}: ${count}`).join(", ");
  return [
    "| killed | times | sells again, median | worst |",
    "|---|---|---|---|",
    ...deaths,
    "",
    `answers by status: ${answers}`,
    `orders answered 200: ${told.orders.size}; ` +
    `refused for good: ${told.refused}`,
    `orders in the database: ${books.orders}; charges: ${books.charges}; ` +
    `settled ${ms(settledMs)} after the last answer`,
    FAULTS.map((fault) => `${fault} ${books[fault]}`).join(", "),
    broken.length === 0
      ? "Every promise was kept."
      : `Broken: ${broken.join("; ")}`,
  ].join("\n");
}

function ms(value: number): string {
  return `${Math.round(value)} ms`;
}
