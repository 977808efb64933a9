import assert from "node:assert/strict";
import { generate } from "./generate.ts";
import { TEXT_RULES } from "./text_rules.ts";
import { edited, type LabVariants, replacing } from "./variant.ts";
import { YAML_RULES } from "./yaml_rules.ts";

const TEXT = "groups:\n  - name: slo\n    interval: 30s\n    rules: [a, b]\n";

const LIST: LabVariants = {
  equivalents: [
    {
      steps: ["3.7"],
      file: "rules.yml",
      rules: [...TEXT_RULES, ...YAML_RULES],
    },
    { steps: ["3.1"], file: "missing.yml", rules: TEXT_RULES },
  ],
  neighbours: [
    {
      name: "another interval",
      steps: ["3.7"],
      file: "rules.yml",
      change: replacing("30s", "60s"),
    },
    {
      name: "what is not there",
      steps: ["3.7"],
      file: "rules.yml",
      change: replacing("90s", "60s"),
    },
  ],
  listed: [
    {
      name: "in a file of its own",
      kind: "equivalent",
      steps: ["3.7"],
      change: {
        "rules.yml": () => undefined,
        "rules/slo.yml": (old) => old("rules.yml"),
      },
    },
    {
      name: "no rules",
      kind: "neighbour",
      steps: ["3.7"],
      change: edited("rules.yml", () => "groups: []\n"),
    },
  ],
};

const textOf = (path: string) => path === "rules.yml" ? TEXT : undefined;

Deno.test("a seed makes the same variants, another one others", () => {
  const make = (seed: number) => generate(LIST, textOf, { seed, count: 40 });
  assert.deepEqual(make(1), make(1));
  assert.notDeepEqual(make(1), make(2));
});

Deno.test("there are as many of each kind as were asked for, all different", () => {
  const all = generate(LIST, textOf, { seed: 1, count: 40 });
  for (const kind of ["equivalent", "neighbour"] as const) {
    const own = all.filter((one) => one.kind === kind);
    assert.equal(own.length, 41, `${kind}, one of them listed`);
    const texts = own.map(({ files }) => JSON.stringify([...files]));
    assert.equal(new Set(texts).size, 41, kind);
    assert.ok(!texts.includes(JSON.stringify([["rules.yml", TEXT]])), kind);
  }
  const disguised = all.find(({ name }) => /^another interval \+ /.test(name));
  assert.ok(disguised && disguised.chain.length > 0);
});

Deno.test("listed forms come as they are, and may move and delete files", () => {
  const [first] = generate(LIST, textOf, { seed: 1, count: 5 });
  assert.equal(first?.name, "in a file of its own");
  assert.deepEqual([...first?.files ?? []], [
    ["rules.yml", null],
    ["rules/slo.yml", TEXT],
  ]);
});

Deno.test("a step chooses among variants, a file that is not there has none", () => {
  assert.equal(
    generate(LIST, textOf, { seed: 1, count: 9, step: "3.1" }).length,
    0,
  );
});

Deno.test("a listed form that changes nothing is a mistake of the list", () => {
  const same = {
    ...LIST.listed?.[1],
    change: edited("rules.yml", (one) => one),
  };
  assert.throws(
    () =>
      generate(
        { listed: [{ name: "x", kind: "neighbour", steps: ["3.7"], ...same }] },
        textOf,
        { seed: 1, count: 1 },
      ),
    /stays as it was/,
  );
});
