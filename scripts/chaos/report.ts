/**
 * A journal for people, as Markdown: the verdict, the times, what was seen, and
 * what had been predicted.
 * @module
 */

import { markdownTable } from "../lib/text/mod.ts";
import type { Journal, ProbeResult } from "./journal.ts";

const HEADLINE = {
  held: "The hypothesis held",
  broken: "The hypothesis is broken",
  not_recovered: "The system did not recover in time",
  refused: "Nothing was done",
  not_measured: "Nothing was proved",
  interrupted: "Interrupted",
} as const;

/** The report of one run. */
export function reportText(journal: Journal): string {
  const { quickticket: own } = journal;
  return [
    `# ${titleOf(journal)}`,
    "",
    `**${HEADLINE[own.verdict]}**: ${own.reason}.`,
    "",
    ...about(journal),
    "",
    "## What happened when",
    "",
    ...timeline(journal),
    "",
    "## The hypothesis",
    "",
    ...hypothesis(journal),
    ...predictions(journal),
    "",
    `Journal of ${own.run_id}; experiment ${own.experiment_file}, sha256 ` +
    `${own.experiment_sha256.slice(0, 12)}.`,
  ].join("\n");
}

/** Several runs of one learner: how good the predictions are. */
export function calibrationText(journals: readonly Journal[]): string {
  const all = journals.flatMap(({ quickticket: { prediction } }) =>
    prediction?.scored.filter(({ right }) => right !== null) ?? []
  );
  const rows = [[0, 0.2], [0.2, 0.4], [0.4, 0.6], [0.6, 0.8], [0.8, 1.01]].map(
    ([from = 0, to = 1]) => {
      const own = all.filter(({ confidence }) =>
        confidence >= from && confidence < to
      );
      const right = own.filter(({ right }) => right === true).length;
      const came = own.length === 0
        ? "-"
        : `${Math.round(100 * right / own.length)} %`;
      return `| ${100 * from} to ${Math.min(100, 100 * to)} % | ` +
        `${own.length} | ${came} |`;
    },
  );
  const mean = all.reduce((sum, { brier }) => sum + (brier ?? 0), 0) /
    all.length;
  return [
    "| said how likely | predictions | came true |",
    "|---|---|---|",
    ...rows,
    "",
    all.length === 0
      ? "There is no prediction to score."
      : `Mean Brier score ${mean.toFixed(3)} over ${all.length} predictions: ` +
        "0 is an oracle, 0.25 a tossed coin.",
  ].join("\n");
}

/** A text in a table: a bar would begin a cell, a line break end the row. */
function cell(text: string): string {
  return text.replaceAll("|", "\\|").replace(/\s*\n\s*/g, " ");
}

function titleOf({ experiment }: Journal): string {
  return String(experiment.title);
}

function about({ experiment, quickticket: own }: Journal): readonly string[] {
  const { parts, impact } = own.blast_radius;
  const variables = Object.entries(own.variables)
    .map(([name, value]) => `${name}=${value}`).join(", ");
  return [
    String(experiment.description),
    "",
    `- on ${own.target.label}, with ` +
    `${own.requests_per_second?.toFixed(1) ?? "an unknown number of"} ` +
    "requests a second",
    `- blast radius: ${Array.isArray(parts) ? parts.join(", ") : parts}: ` +
    `${impact}; at most ${own.time_limit_s} s`,
    ...variables === "" ? [] : [`- with ${variables}`],
    ...own.speed === 1 ? [] : [`- ${own.speed} times as fast as written`],
  ];
}

function timeline(journal: Journal): readonly string[] {
  const { quickticket: own } = journal;
  const rows: readonly (readonly [string | null, string])[] = [
    [journal.start, "the look at the steady state begins"],
    [own.injected_at, "the method begins"],
    ...journal.run.map((one) =>
      [
        one.end,
        `${one.activity.name}: ${one.output ?? one.exception}`,
      ] as const
    ),
    [own.broken_at, `broken by ${own.broken_by}`],
    [own.reverted_at, "everything is undone"],
    [own.recovered_at, `all is well again, ${own.recovery_s} s after that`],
    [journal.end, "the end"],
  ];
  return rows.filter(([at]) => at !== null)
    .toSorted(([a], [b]) => (a ?? "") < (b ?? "") ? -1 : a === b ? 0 : 1)
    .map(([at, words]) => `- \`${at?.slice(11, 23)}\` ${words}`);
}

function hypothesis(
  { experiment, steady_states: { before, during, after } }: Journal,
): readonly string[] {
  const names = new Map<string, string>();
  for (const state of [before, ...during, after]) {
    for (const { activity } of state?.probes ?? []) {
      const name = String(activity.name);
      if (!names.has(name)) names.set(name, JSON.stringify(activity.tolerance));
    }
  }
  const title = hypothesisTitle(experiment);
  const found = (probes: readonly ProbeResult[] | undefined, name: string) => {
    const one = probes?.find(({ activity }) => activity.name === name);
    return one === undefined ? "-" : one.output ?? one.exception ?? "";
  };
  return [
    `${title}. ${during.length} checks while the fault was on.`,
    "",
    markdownTable(
      ["probe", "allowed", "before", "at worst, or last", "after"],
      [...names].map(([name, allowed]) => {
        const bad = during.findLast(({ probes }) =>
          probes.some((one) =>
            one.activity.name === name && !one.tolerance_met && !one.unknown
          )
        ) ?? during.at(-1);
        return [
          name,
          `\`${allowed}\``,
          found(before?.probes, name),
          found(bad?.probes, name),
          found(after?.probes, name),
        ].map(cell);
      }),
    ),
  ];
}

function hypothesisTitle(experiment: Journal["experiment"]): string {
  const hypothesis = experiment["steady-state-hypothesis"];
  return typeof hypothesis === "object" && hypothesis !== null &&
      "title" in hypothesis
    ? String(hypothesis.title)
    : "";
}

function predictions(
  { quickticket: { prediction } }: Journal,
): readonly string[] {
  if (prediction === null) return [];
  return [
    "",
    "## What had been predicted",
    "",
    `By ${prediction.by}, sealed ${prediction.sealed_at}, sha256 ` +
    `${prediction.sha256.slice(0, 12)}.`,
    "",
    markdownTable(
      ["question", "predicted", "measured", "came true", "Brier"],
      prediction.scored.map((one) =>
        [
          one.question,
          one.predicted,
          one.measured ?? "-",
          one.right === null ? "-" : one.right ? "yes" : "no",
          String(one.brier ?? "-"),
        ].map(cell)
      ),
    ),
    "",
    `Mean Brier score: ${prediction.brier ?? "-"} (0 is an oracle, 0.25 a ` +
    "tossed coin).",
  ];
}
