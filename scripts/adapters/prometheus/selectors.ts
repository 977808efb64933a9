/**
 * Series that a selector matches, and series that it does not: what a test
 * must feed to a rule, found from the rule's own selectors.
 * @module
 */

/** One condition of a selector. */
export interface Matcher {
  readonly label: string;
  readonly op: "=" | "!=" | "=~" | "!~";
  readonly value: string;
}

/** A selector, taken apart. */
export interface Selector {
  readonly metric: string;
  readonly matchers: readonly Matcher[];
}

/** Labels of one series. */
export type Labels = Readonly<Record<string, string>>;

/**
 * True when a series with these labels is selected. As in Prometheus, an
 * expression matches whole values, and a dot also a line's end.
 */
export function selects({ matchers }: Selector, labels: Labels): boolean {
  return matchers.every(({ label, op, value }) => {
    const actual = labels[label] ?? "";
    const matched = op === "=" || op === "!="
      ? actual === value
      : anchored(value).test(actual);
    return op === "=" || op === "=~" ? matched : !matched;
  });
}

function anchored(expression: string): RegExp {
  const [flags = "", letters = ""] = /^\(\?([a-z]+)\)/.exec(expression) ?? [];
  const rest = expression.slice(flags.length);
  return new RegExp(`^(?:${rest})$`, letters.includes("i") ? "is" : "s");
}

/** Values that the services' labels really have. */
const POOL = ["200", "409", "500", "503", "success", "duplicate", "failed"];

/**
 * Labels that all of `yes` select and none of `no`.
 * @throws {Error} when the pool has none, naming the selectors' labels
 */
export function labelsFor(
  yes: readonly Selector[],
  no: readonly Selector[] = [],
): Labels {
  const all = [...yes, ...no].flatMap(({ matchers }) => matchers);
  let found: Labels[] = [{}];
  for (const label of new Set(all.map((matcher) => matcher.label))) {
    const own = all.filter((matcher) => matcher.label === label);
    const named = own.flatMap(valuesOf);
    // A named value may be one that a series must not have: 5.. and not 5..
    // Samples come last, so that the usual values are tried first.
    const samples = own.flatMap(({ op, value }) =>
      op === "=~" || op === "!~" ? samplesOf(value) : []
    );
    const must = yes.flatMap(({ matchers }) => matchers)
      .filter((matcher) => matcher.label === label);
    const values = [...new Set([...named, ...POOL, ...samples, OTHER, ""])]
      .filter((value) =>
        selects({ metric: "", matchers: must }, { [label]: value })
      ).slice(0, MAX_VALUES);
    found = found.flatMap((labels) =>
      values.map((value) => ({ ...labels, [label]: value }))
    );
  }
  const fit = found.find((labels) =>
    yes.every((one) => selects(one, labels)) &&
    !no.some((one) => selects(one, labels))
  );
  if (fit) return fit;
  throw new Error(
    `Cannot find a series to test with: nothing has the labels ${
      [...new Set(all.map(({ label }) => label))].join(", ")
    } that these selectors want together. Check that the total also counts ` +
      "what is good, and something that is not",
  );
}

/** A value that no condition is likely to name. */
const OTHER = "other";

/** How many values of a label are tried, together with those of the others. */
const MAX_VALUES = 12;

/** Values that an expression matches, made from its parts. */
function samplesOf(expression: string): readonly string[] {
  const groups = /\(\?:([^()]*)\)|\(([^()?][^()]*)\)/g;
  const flat = expression.replace(
    groups,
    (_, one: string | undefined, other: string | undefined) =>
      (one ?? other ?? "").split("|")[0] ?? "",
  );
  const made = [...expression.split("|"), ...flat.split("|")].map((part) =>
    part.replace(/^\^|\$$/g, "")
      .replace(/\\d/g, "2")
      .replace(/\\(.)/g, "$1")
      .replace(/\[\^[^\]]*\]/g, "x")
      .replace(/\[([^\]])[^\]]*\]/g, "$1")
      .replace(/\.[*+]\??/g, "x")
      .replace(/\{(\d+)[^}]*\}|[*+?]/g, "")
      .replace(/\./g, "0")
  );
  return made.filter((one) => anchored(expression).test(one));
}

/** Values that a condition names: its own, or its plain alternatives, dotless. */
function valuesOf({ op, value }: Matcher): readonly string[] {
  if (op === "=") return [value];
  return op === "=~"
    ? value.split("|").filter((one) => /^[\w/-]+$/.test(one))
    : [];
}

/** `metric{a="b"}` */
export function seriesName(metric: string, labels: Labels): string {
  return selectorText({
    metric,
    matchers: Object.entries(labels).map(([label, value]) => ({
      label,
      op: "=",
      value,
    })),
  }, "{}");
}

/**
 * A selector as PromQL.
 * @param empty what stands for no matchers at all
 */
export function selectorText(
  { metric, matchers }: Selector,
  empty = "",
): string {
  const inner = matchers.map(({ label, op, value }) =>
    `${/^[a-z_]\w*$/i.test(label) ? label : JSON.stringify(label)}${op}${
      JSON.stringify(value)
    }`
  ).join(",");
  if (!/^[a-z_:][\w:]*$/i.test(metric)) {
    return `{${JSON.stringify(metric)}${inner === "" ? "" : `,${inner}`}}`;
  }
  return `${metric}${inner === "" ? empty : `{${inner}}`}`;
}
