/**
 * Mistakes that people make in rules, to see whether the generated tests notice.
 * @module
 */

/** One mistake. */
export interface Mutant {
  readonly name: string;
  readonly from: RegExp;
  readonly to: string;
}

/** Made in the rules of an availability objective over seven days. */
export const MUTANTS: readonly Mutant[] = [
  { name: "a window of another length", from: /\[14m\]/g, to: "[1h24m]" },
  { name: "a sum forgotten", from: /sum\(rate\(/g, to: "(rate(" },
  {
    name: "the ratio upside down",
    from: /(slo:errors:rate\{\S+\}) \/ \((slo:requests:rate\{\S+\}) > 0\)/g,
    to: "$2 / ($1 > 0)",
  },
  { name: "the path forgotten", from: /path="[^"]+",?/g, to: "" },
  { name: "> for < ", from: / > 14\.4\)/g, to: " < 14.4)" },
  { name: "a factor ten times too small", from: / > 14\.4\)/g, to: " > 1.44)" },
  { name: "a factor ten times too large", from: / > 6\)/g, to: " > 60)" },
  {
    name: "or for and: a page that does not end",
    from: /and (max without \(window\) \(slo:burn:ratio)/g,
    to: "or $1",
  },
  { name: "the budget of 95 %", from: / \/ 0\.005/g, to: " / 0.05" },
  {
    name: "a page that is a ticket",
    from: /severity: page/g,
    to: "severity: ticket",
  },
  {
    name: "no guard against few requests",
    from: />= 0\.0\d+\)/g,
    to: ">= 0)",
  },
  {
    name: "silence when nothing is good",
    from: / or 0 \* sum/g,
    to: " or 1 * sum",
  },
  { name: "4xx for 5xx", from: /status!~"5\.\."/g, to: 'status!~"4.."' },
  { name: "present for absent", from: /absent\(/g, to: "count(" },
  {
    name: "good requests counted as errors",
    from: /expr: sum\(rate\((\S+)\)\) - \(/g,
    to: "expr: (",
  },
];
