/**
 * Series that a selector matches, and series that it does not: what a test
 * must feed to a rule, found from the rule's own selectors.
 * @module
 */

/** One condition of a selector. */
interface Matcher {
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

/** Takes `metric{label="value",...}` apart. */
export function parseSelector(text: string): Selector {
  const [, metric = "", inner = ""] = /^([^{]+)(?:\{(.*)\})?$/.exec(text) ?? [];
  const matchers = [...inner.matchAll(/(\w+)\s*(=~|!~|!=|=)\s*"([^"]*)"/g)]
    .map(([, label = "", op = "", value = ""]) => ({
      label,
      op: op as Matcher["op"], // the expression matches these four only
      value,
    }));
  return { metric, matchers };
}

/** True when a series with these labels is selected. */
export function selects({ matchers }: Selector, labels: Labels): boolean {
  return matchers.every(({ label, op, value }) => {
    const actual = labels[label] ?? "";
    const matched = op === "=" || op === "!="
      ? actual === value
      : new RegExp(`^(?:${value})$`).test(actual);
    return op === "=" || op === "=~" ? matched : !matched;
  });
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
    const values = named.length > 0 ? named : POOL;
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
    `Cannot find a series to test with: labels ${
      [...new Set(all.map(({ label }) => label))].join(", ")
    } take none of ${POOL.join(", ")}`,
  );
}

/** Values that a condition names: its own, or its plain alternatives. */
function valuesOf({ op, value }: Matcher): readonly string[] {
  if (op === "=") return [value];
  return op === "=~"
    ? value.split("|").filter((one) => /^[\w/.-]+$/.test(one))
    : [];
}

/** `metric{a="b"}` */
export function seriesName(metric: string, labels: Labels): string {
  const inner = Object.entries(labels)
    .map(([label, value]) => `${label}="${value}"`).join(",");
  return `${metric}{${inner}}`;
}
