import assert from "node:assert/strict";
import fc from "fast-check";
import { stringify } from "yaml";
import { parseAllYaml } from "../../lib/text/yaml/mod.ts";
import { KIND_LIST } from "./manifest_rules.ts";
import { randomOf } from "./random.ts";
import { TEXT_RULES } from "./text_rules.ts";
import { MERGE_KEYS, YAML_RULES } from "./yaml_rules.ts";

const name = fc.stringMatching(/^[a-z][a-z0-9-]{0,8}$/);
const scalar = fc.oneof(
  name,
  fc.integer({ min: 0, max: 9999 }),
  fc.boolean(),
  fc.constantFrom(
    "5m",
    "1:35",
    "yes",
    "0.5",
    "a: b",
    "#x",
    "two\nlines\n",
    "{{ .x }}",
  ),
);

/** Maps, lists and scalars, as manifests have them. */
const { map } = fc.letrec((tie) => ({
  map: fc.dictionary(name, tie("any"), { minKeys: 1, maxKeys: 4 }),
  any: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    scalar,
    tie("map"),
    fc.array(tie("any"), { maxLength: 3 }),
  ),
}));

for (const rule of [...YAML_RULES, ...TEXT_RULES]) {
  Deno.test(`YAML says the same with: ${rule.name}`, () => {
    fc.assert(
      fc.property(
        fc.array(map, { minLength: 1, maxLength: 2 }),
        fc.nat(),
        (all, seed) => {
          const text = all.map((one) => `---\n${stringify(one)}`).join("");
          const changed = rule.apply(text, randomOf(seed));
          if (changed === undefined) return;
          assert.deepEqual(parseAllYaml(changed), parseAllYaml(text), changed);
        },
      ),
      { numRuns: 60 },
    );
  });
}

Deno.test("equal entries are merged, and mean the same", () => {
  const text = `probes:
  readiness: {path: /livez, port: 8080}
  liveness: {path: /livez, port: 8080, period: 5}
`;
  const changed = MERGE_KEYS.apply(text, randomOf(1)) ?? "";
  assert.match(changed, /<<: \*base/);
  assert.deepEqual(parseAllYaml(changed), parseAllYaml(text));
});

Deno.test("objects become one list", () => {
  const changed = KIND_LIST.apply("kind: A\n---\nkind: B\n", randomOf(1)) ?? "";
  assert.deepEqual(parseAllYaml(changed), [
    { apiVersion: "v1", kind: "List", items: [{ kind: "A" }, { kind: "B" }] },
  ]);
});
