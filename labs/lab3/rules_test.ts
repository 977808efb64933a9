import assert from "node:assert/strict";
import type { SeriesAnswer } from "../../scripts/adapters/prometheus/mod.ts";
import { machineWith } from "../../scripts/checks/machine_fixture.ts";
import { recordedIn, ruleFiles, slowGroups } from "./rules/rule_files.ts";
import { evaluateFacts } from "./rules_check.ts";
import { FACTS, PAY_FACTS, RECORDS } from "./series/facts.ts";

type Values = readonly (number | undefined)[];

function samples(...values: Values): SeriesAnswer {
  const known = values.filter((value) => value !== undefined);
  return {
    kind: "samples",
    samples: known.map((value, i) => ({
      metric: { path: `/${i}`, job: "gateway" },
      value,
    })),
  };
}

/** The finding when one answer is not the right one. */
function found(
  record: keyof typeof RECORDS,
  series: string,
  answer: SeriesAnswer,
) {
  const isThis = (fact: typeof FACTS[number]) =>
    fact.record === RECORDS[record] && fact.series === series;
  assert.ok(FACTS.some(isThis), `${record} ${series}`);
  return evaluateFacts(
    FACTS,
    FACTS.map((fact) => isThis(fact) ? answer : samples(fact.truth)),
    "",
  );
}

Deno.test("rules are right when they are in every case; no value may be NaN", () => {
  for (const facts of [FACTS, PAY_FACTS]) {
    const answers = facts.map(({ truth }) => samples(truth));
    assert.equal(evaluateFacts(facts, answers, "").verdict, "pass");
  }
  const { verdict, remark } = found("availability", "silent", samples(NaN));
  assert.equal(verdict, "pass");
  assert.match(remark ?? "", /no customer asks.*divides 0 by 0/);
});

for (
  const [what, record, series, answer, says] of [
    ["counts a 4xx", "availability", "mixed", samples(0.88), /as if a 4xx/],
    [
      "has no sum",
      "availability",
      "mixed",
      samples(1, 1, 1),
      /3 series, one for each path$/,
    ],
    [
      "is empty before the first failure",
      "availability",
      "calm",
      samples(),
      /has no value/,
    ],
    ["divides 0 by 0", "availability", "calm", samples(NaN), /not a number/],
    [
      "is 1 where no customer asks",
      "availability",
      "silent",
      samples(1),
      /no customer.*is 1/,
    ],
    [
      "is 1 where nothing is known",
      "availability",
      "blind",
      samples(1),
      /knows nothing.*is 1/,
    ],
    [
      "is 1 where the gateway is gone",
      "availability",
      "gone",
      samples(1),
      /ten minutes.*is 1/,
    ],
    [
      "looks too far back",
      "availability",
      "earlier",
      samples(0.71),
      /further than 5/,
    ],
    [
      "looks at too little",
      "availability",
      "bursts",
      samples(0.62),
      /less than 5/,
    ],
    ["is irate", "availability", "recent", samples(1), /less than 5/],
    ["looks later", "availability", "late", samples(1), /looks later/],
    [
      "looks at another bucket",
      "latency",
      "mixed",
      samples(0.975),
      /bucket of 1 s/,
    ],
    [
      "divides by another budget",
      "burn",
      "mixed",
      samples(0.4),
      /budget of 5 %/,
    ],
    [
      "is no query",
      "availability",
      "mixed",
      { kind: "refused", why: "parse error" },
      /not answered/,
    ],
  ] as const
) {
  Deno.test(`a rule that ${what} is refused`, () => {
    const { verdict, measured } = found(record, series, answer);
    assert.equal(verdict, "fail");
    assert.match(measured, says);
  });
}

Deno.test("rules that cannot be read are reported in promtool's words", () => {
  const finding = evaluateFacts(FACTS, "rules.yml: 9:15: unclosed", "");
  assert.equal(finding.verdict, "fail");
  assert.match(finding.measured, /9:15/);
});

const CONFIG = "monitoring/prometheus/prometheus.yml";
const RULE = "groups: [{name: a, interval: 5m, rules: [" +
  "{record: 'gateway:sli_availability:ratio_rate5m', expr: '1'}]}]";

/** Paths that are taken for rules. */
async function pathsOf(
  files: Readonly<Record<string, string>>,
): Promise<readonly string[]> {
  return Object.keys(await ruleFiles(machineWith({ has: files })));
}

Deno.test("rules are found in any folder, under any name, as JSON too", async () => {
  for (
    const path of ["slo.yaml", "rules/a.yml", "a/b/c.json", "my.rules"].map(
      (name) => `monitoring/prometheus/${name}`,
    )
  ) {
    const config = { [CONFIG]: "scrape_configs: []" };
    assert.deepEqual(await pathsOf({ ...config, [path]: RULE }), [path]);
    assert.deepEqual(
      await pathsOf({ [path]: '{"groups": [{"name": "a", "rules": []}]}' }),
      [path],
    );
  }
});

Deno.test("what Prometheus loads wins over a copy that it does not load", async () => {
  const files = {
    "monitoring/prometheus/old.yml": RULE,
    "monitoring/prometheus/rules/a.yml": RULE,
  };
  assert.equal((await pathsOf(files)).length, 2);
  for (
    const glob of ["rules/*.yml", "./rules/a.yml", "/monitoring/*/rules/*"]
  ) {
    const config = `rule_files: ["${glob}", "../rules/*.yaml"]`;
    assert.deepEqual(
      await pathsOf({ ...files, [CONFIG]: config }),
      ["monitoring/prometheus/rules/a.yml"],
      glob,
    );
  }
});

Deno.test("a group that is evaluated every five minutes is too slow", () => {
  const records = new Set([RECORDS.availability]);
  const every = (interval: string) =>
    slowGroups({ a: RULE.replace("5m", interval) }, records).length;
  assert.deepEqual(["15s", "30s", "1m", "61s", "5m"].map(every), [
    0,
    0,
    0,
    1,
    1,
  ]);
  assert.deepEqual(slowGroups({ a: RULE }, new Set(["other"])), []);
  assert.deepEqual(recordedIn({ a: RULE }), [RECORDS.availability]);
});
