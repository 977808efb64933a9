import assert from "node:assert/strict";
import { evaluate, holds, interpolate, type Scope } from "./expression.ts";

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

Deno.test("without asking for the status, an if holds only while all went well", () => {
  const failed = { ...scope, status: "failure" } as const;
  assert.equal(holds(undefined, scope), true);
  assert.equal(holds(undefined, failed), false);
  assert.equal(holds("github.ref == 'refs/heads/main'", failed), false);
  assert.equal(holds("${{ always() }}", failed), true);
  assert.equal(holds("failure()", failed), true);
});

Deno.test("what is no expression is refused in words", () => {
  for (const source of ["github.", "a b", "nothing(1)", "'open"]) {
    assert.throws(() => evaluate(source, scope), /Cannot/, source);
  }
});
