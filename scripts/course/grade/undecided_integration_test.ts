// Runs with -P=test-system
import assert from "node:assert/strict";
import { bundleOf } from "../../checks/evidence/bundle_fixture.ts";
import { measuredPart } from "../../checks/evidence/mod.ts";
import { fromEvidence, pointsCsv } from "./from_evidence.ts";

Deno.test("a dispute and what could not be verified are neither paid nor lost", async () => {
  const folder = await Deno.makeTempDir({ prefix: "evidence-" });
  try {
    const bundle = await bundleOf([
      { id: "1.1" },
      { id: "1.2", remark: "root can write there" },
      { id: "1.3", verdict: "fail", disputed: "it is | right" },
      { id: "1.4", verdict: "could_not_verify" },
      { id: "1.5", verdict: "fail" },
      { id: "1.6" },
    ]);
    await Deno.mkdir(`${folder}/ada`);
    await Deno.writeTextFile(
      `${folder}/ada/lab1.evidence.json`,
      JSON.stringify(bundle, null, 2) + "\n",
    );
    const proposed = await fromEvidence(folder, {
      metrics: new Set(),
      now: Date.parse(bundle.head.sealed),
    });
    assert.deepEqual(proposed.problems, []);
    const [line = []] = proposed.lines;
    // Lab 1's first task: 3 of 6 checks pass, 2 more are undecided.
    const points = Number(line[3]);
    assert.equal(Number(line[6]), Math.floor(2 * points * 5 / 3) / 2 - points);
    assert.match(
      line[5] ?? "",
      /^3 of 6 checks: 1\.1 1\.2 1\.6; 1\.3 disputed: it is \| right; 1\.4 could not be verified$/,
    );
    assert.match(pointsCsv(proposed), /^student,.*,by,undecided\n/);
    const report = measuredPart(bundle);
    assert.match(report, /pass, with a remark .*Remark: root can write there/);
    assert.match(report, /\*\*fail\*\*, disputed .*Disputed: it is \\\| right/);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});
