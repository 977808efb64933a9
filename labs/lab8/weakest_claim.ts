/**
 * The weakest link as a report names it: the variable whose failure was taken
 * away, and the figure that shows the difference.
 * @module
 */

import {
  type FieldGroup,
  plainText,
  readReport,
  text,
} from "../../scripts/checks/report_fields/mod.ts";

const SECTION = /8\.9|weak|schwäch|слаб/i;

/** The part of the report for step 8.9. */
export const WEAKEST_FIELDS = {
  name: "weakest_link",
  step: "8.9",
  fields: {
    variable: text({
      what: "the variable of the failure, as the command line names it",
      example: "max_conns",
      labels: [/weakest link/i, /variable/i],
      section: SECTION,
    }),
    figure: text({
      what: "the figure that says so: the id of a question",
      example: "list-5xx",
      labels: [/figure/i],
      section: SECTION,
      isRequired: false,
    }),
  },
} as const satisfies FieldGroup;

/** The claim of a report. */
export interface Claim {
  /** The variable that was changed. */
  readonly link: string;
  /** Id of the question that measures the harm. */
  readonly figure: string;
}

/** The names that a claim may use. */
export interface Names {
  readonly variables: readonly string[];
  readonly figures: readonly string[];
}

/**
 * The claim in a report; words when it is there and names something else than
 * one variable and one figure; undefined when there is none.
 */
export function claimIn(
  report: string,
  { variables, figures }: Names,
): Claim | string | undefined {
  const { variable, figure } = readReport(report, WEAKEST_FIELDS);
  const told = [variable, figure]
    .flatMap((one) => one.state === "missing" ? [] : [one.text])
    .map(plainText);
  const sentences = sentencesIn(report);
  const said = [...told, sentences].join("\n");
  // An older form asked for a line in these words, which say nothing yet.
  if (/^\W*(?:and a colon[^\n]*)?$/i.test(said.trim())) return undefined;
  const [links, by] = [namesIn(said, variables), namesIn(said, figures)];
  if (links.length === 1 && by.length === 1) {
    return { link: links[0]!, figure: by[0]! };
  }
  // In the form that the text asks for, a name that no run has is a wrong one.
  const [, link, as] = FORM.exec(sentences) ?? [];
  return link !== undefined && as !== undefined
    ? { link, figure: as }
    : `"${said.replaceAll(/\s+/g, " ").trim().slice(0, 120)}" names ` +
      `${counted(links, "variable")} and ${counted(by, "figure")}`;
}

/** `Weakest link: VARIABLE, by FIGURE`, without the marks of Markdown. */
const FORM = /weakest link:\s*(\w+),?\s+by\s+([a-z][a-z0-9-]*)\W*$/im;

/** The lines that speak of it, with their marks taken away. */
function sentencesIn(report: string): string {
  return report.split(/\r?\n/)
    .filter((line) => /weakest[ _-]link\W*(?:[:=|–—-]|is\b)/i.test(line))
    .map(plainText).join("\n");
}

/** The names that occur as whole words, each once. */
function namesIn(
  said: string,
  names: readonly string[],
): readonly string[] {
  return [...new Set(names)].filter((name) => {
    const words = name.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&");
    return new RegExp(`(?<![\\w-])${words}(?![\\w-])`, "i").test(said);
  });
}

function counted(names: readonly string[], what: string): string {
  return names.length === 0 ? `no ${what} of your runs` : names.join(" and ");
}
