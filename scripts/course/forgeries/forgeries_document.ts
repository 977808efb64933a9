/**
 * The document of forgeries: which command catches which.
 * @module
 */

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
}

/** One submission that was measured again. */
export interface Measurement {
  readonly lab: number;
  readonly kind: string;
  readonly status: string;
  readonly points: number;
  readonly seconds: number;
}

/** The whole text. */
export function documentOf(
  tried: readonly Tried[],
  measured: readonly Measurement[],
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

${measuredText(measured)}`;
}

function measuredText(all: readonly Measurement[]): string {
  if (all.length === 0) return "Nothing was measured again in this run.\n";
  const isHonest = ({ kind }: Measurement) => kind.startsWith("honest");
  const cheats = all.filter((one) => !isHonest(one));
  const honest = all.filter(isHonest);
  const confirmed =
    honest.filter(({ status }) => status === "confirmed").length;
  const paid = cheats.filter(({ points }) => points > 0).length;
  const table = markdownTable(
    ["Lab", "The submission is", "Outcome", "Points", "Time"],
    all.toSorted((a, b) => a.lab - b.lab).map((
      { lab, kind, status, points, seconds },
    ) => [
      String(lab),
      kind,
      status,
      String(points),
      `${seconds.toFixed(1)} s`,
    ]),
  );
  return `\`grade recheck\` confirmed ${confirmed} of ${honest.length} honest submissions. It paid ${paid} of
${cheats.length} that cheat. Checks that need a cluster or Prometheus were not measured again, and wait for a person.

${table}
`;
}
