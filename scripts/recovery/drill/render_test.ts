import assert from "node:assert/strict";
import { checkText, resultText, trendLine } from "./render.ts";
import type { Check } from "./result.ts";
import { resultWith } from "./result_fixture.ts";

const CHECK: Check = {
  name: "volume",
  verdict: "pass",
  measured: "7 rows",
  bound: "8 rows",
};

Deno.test("a check that passed is one line with what was measured", () => {
  assert.equal(checkText(CHECK), "pass  volume       7 rows");
});

for (const verdict of ["fail", "could not verify"] as const) {
  Deno.test(`a check with the verdict "${verdict}" also says what it must be`, () => {
    const lines = checkText({ ...CHECK, verdict }).split("\n");
    assert.equal(lines.length, 2);
    assert.match(lines[1] ?? "", /8 rows/);
  });
}

Deno.test("a result tells both recovery objectives, and what they were measured on", () => {
  const text = resultText(resultWith());
  assert.match(text, /^Verdict: pass$/m);
  assert.match(text, /RTO {2}3\.5 s .*0\.5 s.*1\.3 s.*2\.0 s/s);
  assert.match(text, /RPO {2}300\.0 s, orders lost: 7/);
  assert.match(text, /shop_20261124T115500Z, 12345 bytes/);
  assert.match(text, /12 sold in 4\.0 s/);
});

Deno.test("what was not reached is a dash, and never 0", () => {
  const text = resultText(resultWith({
    rto: { serverUp: null, restored: null, verified: null, firstOrder: null },
    rpo: { seconds: null, orders: null },
  }));
  assert.match(text, /RTO {2}- /);
  assert.match(text, /RPO {2}-, orders lost: unknown/);
  assert.doesNotMatch(text, /\b0\.0 s/);
});

for (const live of [null, { orders: 0, seconds: 9 }]) {
  Deno.test(`times of a shop without customers say so (live: ${JSON.stringify(live)})`, () => {
    assert.match(resultText(resultWith({ live })), /load none: .*idle/s);
  });
}

Deno.test("lines of a trend stand below each other, whatever they hold", () => {
  const lines = [
    trendLine(resultWith()),
    trendLine(resultWith({
      verdict: "could not verify",
      rto: { serverUp: null, restored: null, verified: null, firstOrder: null },
      rpo: { seconds: null, orders: null },
    })),
    trendLine(resultWith({ verdict: "fail", rpo: { seconds: 0, orders: 0 } })),
  ];
  const columns = (line: string) =>
    ["RTO", "RPO", "lost", "shop_"].map((word) => line.indexOf(word));
  for (const line of lines) {
    assert.deepEqual(columns(line), columns(lines[0] ?? ""), line);
  }
  assert.match(lines[1] ?? "", /lost \?/);
  assert.match(lines[2] ?? "", /RPO 0\.0 s/);
});
