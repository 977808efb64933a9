import assert from "node:assert/strict";
import fc from "fast-check";
import { resultSchema, verdictOf, VERDICTS } from "./result.ts";
import { resultWith } from "./result_fixture.ts";

const verdicts = fc.array(fc.constantFrom(...VERDICTS));

function verdict(all: readonly (typeof VERDICTS)[number][]): string {
  return verdictOf(all.map((verdict) => ({ verdict })));
}

Deno.test("a drill without a single check has verified nothing", () => {
  assert.equal(verdict([]), "could not verify");
});

Deno.test("a drill passes when every check did, and in no other case", () => {
  fc.assert(fc.property(verdicts, (all) => {
    const isPass = all.length > 0 && all.every((one) => one === "pass");
    assert.equal(verdict(all) === "pass", isPass);
  }));
});

Deno.test("one failed check fails the drill, whatever could not be verified", () => {
  fc.assert(fc.property(verdicts, verdicts, (before, after) => {
    assert.equal(verdict([...before, "fail", ...after]), "fail");
  }));
});

Deno.test("one more check never makes a verdict better", () => {
  const order = ["fail", "could not verify", "pass"];
  fc.assert(
    fc.property(verdicts, fc.constantFrom(...VERDICTS), (all, more) => {
      fc.pre(all.length > 0);
      const rank = order.indexOf(verdict(all));
      assert.ok(order.indexOf(verdict([...all, more])) <= rank);
    }),
  );
});

Deno.test("a result is refused when a fact is missing or cannot be", () => {
  assert.ok(resultSchema.safeParse(resultWith()).success);
  for (
    const change of [
      { live: { orders: -1, seconds: 1 } },
      { rpo: { seconds: -1, orders: 0 } },
      { rto: { serverUp: -1, restored: 1, verified: 1, firstOrder: 1 } },
      { began: "today" },
    ]
  ) {
    const { success } = resultSchema.safeParse(resultWith(change));
    assert.equal(success, false, JSON.stringify(change));
  }
});

Deno.test("a drill that ended early has times up to there, and null after it", () => {
  const early = resultWith({
    rto: { serverUp: 1, restored: null, verified: null, firstOrder: null },
    rpo: { seconds: null, orders: null },
  });
  assert.ok(resultSchema.safeParse(early).success);
});
