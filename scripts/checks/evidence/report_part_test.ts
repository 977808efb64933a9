import assert from "node:assert/strict";
import fc from "fast-check";
import { tablesIn } from "../../lib/text/markdown/mod.ts";
import { bundleOf, honestChecks } from "./bundle_fixture.ts";
import {
  measuredIn,
  measuredPart,
  withMeasured,
  withoutMeasured,
} from "./render.ts";

const PART = measuredPart(await bundleOf(honestChecks(1)));
const OTHER = measuredPart(await bundleOf(honestChecks(2)));

Deno.test("a report gets its measured part at its end, and keeps its own words", () => {
  const report = withMeasured("# Lab 1\n\nmy words\n\n\n", PART);
  assert.ok(report.startsWith("# Lab 1\n\nmy words\n\n<!-- measured"));
  assert.equal(measuredIn(report), PART);
});

Deno.test("a newer part takes the place of the old one, where that stood", () => {
  const moved = `before\n\n${PART}\n\nafter\n`;
  assert.equal(withMeasured(moved, OTHER), `before\n\n${OTHER}\n\nafter\n`);
});

const words = fc.string({ maxLength: 40 }).filter((text) =>
  !text.includes("<!--")
);

Deno.test("what a student wrote stays, however often the part is written", () => {
  fc.assert(fc.property(words, words, (before, after) => {
    const report = `${before}\n${PART}\n${after}`;
    assert.equal(withMeasured(report, PART), report);
    const twice = withMeasured(withMeasured(report, OTHER), PART);
    assert.equal(twice, report);
    assert.equal(withoutMeasured(report), `${before}\n\n${after}`);
  }));
});

Deno.test("a report without a part, or with half of one, has no part", () => {
  const [begin = "", ...rest] = PART.split("\n");
  for (
    const report of [
      "",
      "# Lab",
      begin,
      rest.join("\n"),
      `${rest.at(-1)}\n${begin}`,
    ]
  ) {
    assert.equal(measuredIn(report), undefined);
    assert.equal(withoutMeasured(report), report);
    // Nothing of it is taken for the old part, or cut off.
    assert.ok(withMeasured(report, OTHER).startsWith(report.trimEnd()));
  }
});

Deno.test("the part is a table that can be read, whatever was measured", async () => {
  const odd = "a | b\nc <!-- end --> `d`";
  const bundle = await bundleOf(
    honestChecks(1).map((one) => ({ ...one, measured: odd, bound: odd })),
  );
  const [table] = tablesIn(measuredPart(bundle));
  assert.equal(table?.columns.length, 7);
  assert.equal(table?.rows.length, honestChecks(1).length);
  for (const { cells } of table?.rows ?? []) {
    assert.match(cells[4] ?? "", /^a \| b c/);
    assert.match(cells[6] ?? "", /^\d{4}-\d\d-\d\dT/);
  }
});

for (
  const [change, verdict] of [
    [{}, "pass"],
    [{ remark: "slow" }, "pass, with a remark"],
    [{ verdict: "fail", look: "x" }, "fail"],
    [{ verdict: "fail", disputed: "it is right" }, "fail, disputed"],
    [{ verdict: "could_not_verify" }, "could not verify"],
    [{ verdict: "not_started" }, "not started"],
  ] as const
) {
  Deno.test(`a check that is ${JSON.stringify(change)} is shown as ${verdict}`, async () => {
    const [first] = honestChecks(1);
    const part = measuredPart(await bundleOf([{ ...first, ...change }]));
    const [row] = tablesIn(part)[0]?.rows ?? [];
    assert.equal(row?.cells[3]?.replaceAll("*", ""), verdict);
    if ("remark" in change) assert.match(row?.cells[4] ?? "", /Remark: slow$/);
    if ("disputed" in change) {
      assert.match(row?.cells[4] ?? "", /Disputed: it is right$/);
    }
  });
}
