/**
 * Runs of one experiment side by side: what was changed, and what came of it.
 * @module
 */

import { markdownTable } from "../lib/text/mod.ts";
import type { Journal } from "./journal.ts";

/** A run and the name of its file. */
export interface NamedRun {
  readonly name: string;
  readonly journal: Journal;
}

/** A row a run, a column a figure that was foretold. */
export function compareText(runs: readonly NamedRun[]): string {
  const ids = [
    ...new Set(
      runs.flatMap(({ journal }) =>
        journal.quickticket.prediction?.scored.map(({ id }) => id) ?? []
      ),
    ),
  ];
  return markdownTable(
    ["run", "changed", "verdict", "requests/s", ...ids],
    runs.map(({ name, journal: { quickticket: own } }) => [
      name,
      Object.entries(own.variables)
        .map(([variable, value]) => `${variable}=${value}`).join(", "),
      own.verdict,
      own.requests_per_second?.toFixed(1) ?? "-",
      ...ids.map((id) =>
        own.prediction?.scored.find((one) => one.id === id)?.measured ?? "-"
      ),
    ]),
  );
}
