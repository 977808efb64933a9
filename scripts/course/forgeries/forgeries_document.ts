/**
 * The document of forgeries: which command catches which.
 * @module
 */

import type { Result } from "../recheck/result.ts";
import { markdownTable, printableLine } from "../../lib/text/mod.ts";

/** One way to cheat, tried on two labs. */
export interface Tried {
  readonly name: string;
  /** Whether a bundle alone can show it. */
  readonly isVisible: boolean;
  readonly isCaught: boolean;
  /** Points that `from-evidence` paid for both. */
  readonly points: number;
  /** Its first line about it. */
  readonly said: string;
  /** Whether the honest student beside it was paid. */
  readonly isHonestPaid: boolean;
}

/** One submission that was measured again. */
export interface Measurement {
  readonly lab: number;
  readonly kind: string;
  readonly status: string;
  readonly points: number;
  /** Points that wait for a person. */
  readonly undecided: number;
  readonly seconds: number;
}

/** All that was found. */
export interface Findings {
  readonly tried: readonly Tried[];
  readonly measured: readonly Measurement[];
  /** Forged bundles that were measured again; undefined: none was. */
  readonly forged?: readonly Pick<Result, "status" | "paid">[];
}

/** Whether a submission claims only what it holds. */
export function isHonest({ kind }: Pick<Measurement, "kind">): boolean {
  return kind.startsWith("honest");
}

/** The whole text. */
export function documentOf(
  { tried, measured, forged = [] }: Findings,
): string {
  const caught = tried.filter(({ isCaught }) => isCaught).length;
  return `# Forged submissions

\`deno task e2e:forgeries\` writes this page. It forges ${
    2 * tried.length
  } bundles in ${tried.length} ways.
\`lab verify\`, \`grade from-evidence\` and \`course cohort\` evaluate bundles by the same code, so one column stands
for all three. They catch ${caught} of the ${tried.length} ways. The others can only be found by measuring again.

${
    markdownTable(
      [
        "The bundle has",
        "Caught by its evaluation",
        "Points paid",
        "Its first line",
      ],
      tried.map(({ name, isCaught, points, said }) => [
        name,
        isCaught ? "yes" : "no, only by `recheck`",
        String(points),
        printableLine(said.replace(/^\S+: /, ""), 90).replaceAll("|", "/") ||
        "-",
      ]),
    )
  }

## Measured again

${forgedText(forged)}${measuredText(measured)}`;
}

function forgedText(forged: NonNullable<Findings["forged"]>): string {
  if (forged.length === 0) return "";
  const count = (status: Result["status"]) =>
    forged.filter((one) => one.status === status).length;
  const paid = forged.filter((one) =>
    one.paid.some(({ points }) => points > 0)
  );
  return `\`grade recheck\` measured every forged bundle, too, and paid ${paid.length} of ${forged.length}. It refused ${
    count("refused")
  } by
what the bundle shows, and ${
    count("differs")
  } because the checks did not pass when they were measured again.

`;
}

function measuredText(all: readonly Measurement[]): string {
  if (all.length === 0) return "Nothing was measured again in this run.\n";
  const cheats = all.filter((one) => !isHonest(one));
  const honest = all.filter(isHonest);
  const confirmed =
    honest.filter(({ status }) => status === "confirmed").length;
  const paid = cheats.filter(({ points }) => points > 0).length;
  const table = markdownTable(
    ["Lab", "The submission is", "Outcome", "Points", "Waiting", "Time"],
    all.toSorted((a, b) => a.lab - b.lab).map((one) => [
      String(one.lab),
      one.kind,
      one.status,
      String(one.points),
      String(one.undecided),
      `${one.seconds.toFixed(1)} s`,
    ]),
  );
  return `Of submissions with files, \`grade recheck\` confirmed ${confirmed} of ${honest.length} honest ones. It paid ${paid} of
${cheats.length} that cheat. The checks that need a cluster or Prometheus cannot be measured on a grader's machine
without them. Their points wait for a person.

${table}
`;
}
