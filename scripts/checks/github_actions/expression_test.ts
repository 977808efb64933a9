import assert from "node:assert/strict";
import {
  evaluate,
  evaluateIn,
  holds,
  interpolate,
  type Scope,
} from "./expression.ts";

const scope: Scope = {
  status: "success",
  values: {
    github: {
      ref: "refs/heads/main",
      actor: "Some-Student",
      event: { head_commit: { message: "ci: images [skip ci]" } },
    },
    needs: { "build-images": { result: "success" } },
    matrix: { service: "gateway" },
    secrets: { GITHUB_TOKEN: "abc" },
  },
};

const failing = { ...scope, status: "failure" } as const;

for (
  const [source, value] of [
    ["github.ref == 'refs/heads/main'", true],
    ["github.ref == 'REFS/heads/main'", true],
    ["github.ref != 'refs/heads/main' || true", true],
    ["startsWith(github.event.head_commit.message, 'ci:')", true],
    ["!contains(github.event.head_commit.message, '[skip ci]')", false],
    ["needs.build-images.result == 'success' && 'yes' || 'no'", "yes"],
    ["github['actor']", "Some-Student"],
    ["format('{0}/{1}', github.actor, matrix.service)", "Some-Student/gateway"],
    ["contains(fromJSON('[\"a\", \"b\"]'), 'B')", true],
    ["github.nothing.at_all", null],
    ["'it''s'", "it's"],
    ["(1 < 2) && !(3 <= 2)", true],
    ["'' == 0", true],
    ["null == 0", true],
    ["'0x10' == 16", true],
    ["github == github.event", false],
    ["join(fromJSON('[1, true, null]'), '-')", "1-true-"],
    ["contains(fromJSON('[1, 2]'), '1')", true],
    ["fromJSON('[1, 2]')[1]", 2],
    // Five that our own evaluator turned differently, or did not read.
    ["'b' > 'A'", true],
    ["1e3 == 1000 && .5 < 1", true],
    ["format('{{{0}}} {1}', true, null)", "{true} "],
    ['fromJSON(\'[{"a": 1}, {"b": 2}]\').*.a', [1]],
    ["case(github.actor == 'x', 1, 2)", 2],
    // One that the library reads wrongly, and we correct.
    ["'it''s a ''quote'''", "it's a 'quote'"],
  ] as const
) {
  Deno.test(`${source} is ${JSON.stringify(value)}`, () => {
    assert.deepEqual(evaluate(source, scope), value);
  });
}

Deno.test("a text takes the value of each expression in it, nothing for none", () => {
  assert.equal(
    interpolate("ghcr.io/${{ github.actor }}/x:${{ github.none }}", scope),
    "ghcr.io/Some-Student/x:",
  );
});

Deno.test("an object in a text is a word, and }} in quotes ends nothing", () => {
  assert.equal(interpolate("${{ github }}", scope), "Object");
  assert.equal(
    interpolate("a ${{ 'b}}' }} {c} 'd' ${{ format('{0}}}', 1) }}", scope),
    "a b}} {c} 'd' 1}",
  );
  assert.equal(interpolate("no ${{ end", scope), "no ${{ end");
});

Deno.test("a matrix out of fromJSON is a list, in any depth", () => {
  const needs = { list: { outputs: { services: '["gateway","events"]' } } };
  const list = "${{ fromJSON(needs.list.outputs.services) }}";
  assert.deepEqual(
    evaluateIn({ service: list, include: [{ n: "${{ 1 }}" }], os: 2 }, {
      ...scope,
      values: { needs },
    }),
    { service: ["gateway", "events"], include: [{ n: 1 }], os: 2 },
  );
});

Deno.test("text around an expression makes an if a text, which is true", () => {
  assert.equal(holds("${{ false }} ", scope), false);
  assert.equal(holds("${{ false }} && true", scope), true);
  assert.equal(holds("github.actor == 'success()'", failing), false);
  assert.equal(holds("", failing), false);
});

Deno.test("after a skipped job neither success() nor failure() holds", () => {
  const skipped = { ...scope, status: "skipped" } as const;
  for (const source of [undefined, "success()", "failure()", "true"]) {
    assert.equal(holds(source, skipped), false, String(source));
  }
  assert.equal(holds("always()", skipped), true);
});

Deno.test("without asking for the status, an if holds only while all went well", () => {
  assert.equal(holds(undefined, scope), true);
  assert.equal(holds(undefined, failing), false);
  assert.equal(holds("github.ref == 'refs/heads/main'", failing), false);
  assert.equal(holds("${{ always() }}", failing), true);
  assert.equal(holds("failure()", failing), true);
});

Deno.test("what is no expression is refused in words", () => {
  for (
    const source of [
      ...["github.", "a b", "nothing(1)", "'open", "fromJSON('{')"],
      ...["unknown.a", "contains('a')"],
    ]
  ) {
    assert.throws(() => evaluate(source, scope), /Cannot/, source);
  }
});
