// Runs with -P=test-system
/** Whatever `slo` accepts passes its own generated tests, in Prometheus's engine. */

import assert from "node:assert/strict";
import fc from "fast-check";
import { stringify } from "yaml";
import { parseYaml } from "../../lib/text/yaml/mod.ts";
import { compile, type Compiled } from "./compile.ts";
import { judge, MISSING } from "./promtool_fixture.ts";
import { parseSpec, type Slo, SpecError } from "./spec.ts";
import good from "./testdata/good.yaml" with { type: "text" };

/** How many accepted objectives are tried, SLO_RUNS for more; each takes seconds. */
const RUNS = 2;

const PERIODS = [
  ...["1h", "6h", "12h", "1d", "1d12h", "3d", "1w", "7d", "1w3d", "2w", "28d"],
  ...["4w", "30d", "90d", "365d", "1y", "0d", "7", "10080m", "5d1h1m"],
];

/** Values of labels as people have them, with what quoting has to survive. */
const value = fc.oneof(
  fc.constantFrom(
    "/events/{id}",
    "5..",
    "a|b",
    'say "yes"',
    "it's",
    "a\\\\d",
    "",
  ),
  fc.string({ maxLength: 8, unit: "grapheme-ascii" }),
);

function quoted(text: string, quote: string): string {
  if (quote === "`") {
    return text.includes("`") ? quoted(text, '"') : `\`${text}\``;
  }
  return quote +
    text.replaceAll("\\", "\\\\").replaceAll(quote, `\\${quote}`) + quote;
}

const matcher = fc.tuple(
  fc.constantFrom("path", "method", "job", "le", "status", '"http.route"'),
  fc.constantFrom("=", "!=", "=~", "!~"),
  value,
  fc.constantFrom('"', "'", "`"),
).map(([name, operator, text, quote]) =>
  `${name}${operator}${quoted(text, quote)}`
);

const selector = fc.tuple(
  fc.constantFrom("http_requests_total", "a:b_count", "x_bucket", "up"),
  fc.array(matcher, { maxLength: 3 }),
  fc.constantFrom("", ","),
  fc.constantFrom("", "", " # all of them", "\n", " "),
).map(([name, matchers, end, after]) =>
  (matchers.length === 0 ? name : `${name}{${matchers.join(", ")}${end}}`) +
  after
);

const edits = fc.record({
  target: fc.oneof(
    fc.constantFrom(0.9, 0.95, 0.99, 0.995, 0.999, 0.9999, 0.99999, 99.5),
    fc.double({ min: 0.9, max: 1, noNaN: true }),
  ),
  period: fc.constantFrom(...PERIODS),
  minimum: fc.constantFrom("0", "1", "20", "1000", "1000000"),
  isBad: fc.boolean(),
  part: selector,
  total: selector,
});

type Edits = typeof edits extends fc.Arbitrary<infer T> ? T : never;

/** The specification with these edits, as YAML. */
function specWith(
  { target, period, minimum, isBad, part, total }: Edits,
): string {
  // deno-lint-ignore no-explicit-any -- a document that is known, to be edited
  const spec = parseYaml(good) as any;
  spec.metadata.annotations["quickticket/minimum-requests"] = minimum;
  spec.spec.timeWindow[0].duration = period;
  spec.spec.objectives[0].target = target;
  const metric = (query: string) => ({
    metricSource: { type: "Prometheus", spec: { query } },
  });
  spec.spec.indicator.spec.ratioMetric = {
    counter: true,
    [isBad ? "bad" : "good"]: metric(part),
    total: metric(total),
  };
  return stringify(spec, { lineWidth: 0 });
}

function accepted(text: string): Slo | undefined {
  try {
    return parseSpec(text, "made.yaml");
  } catch (error) {
    if (error instanceof SpecError) return undefined;
    throw error;
  }
}

/** As `slo generate` does: selectors without a series to test are refused. */
function compiled(text: string): Compiled | undefined {
  const slo = accepted(text);
  if (slo === undefined) return undefined;
  try {
    return compile(slo, "made.yaml");
  } catch (error) {
    assert.match(String(error), /Cannot find a series|regular expression/);
    return undefined;
  }
}

Deno.test("what slo refuses it refuses in words", () => {
  fc.assert(
    fc.property(edits, (made) => {
      compiled(specWith(made));
    }),
    { numRuns: 300 },
  );
});

Deno.test({
  name: "whatever slo accepts passes its own tests",
  ignore: MISSING,
  async fn() {
    await fc.assert(
      fc.asyncProperty(
        edits.filter((made) => compiled(specWith(made)) !== undefined),
        async (made) => {
          const objective = compiled(specWith(made));
          assert.ok(objective !== undefined);
          const { code, stdout, stderr } = await judge(objective);
          assert.equal(code, 0, stdout + stderr);
        },
      ),
      { numRuns: Number(Deno.env.get("SLO_RUNS") ?? RUNS), endOnFailure: true },
    );
  },
});
