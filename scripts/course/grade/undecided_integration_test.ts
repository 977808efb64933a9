// Runs with -P=test-system
import assert from "node:assert/strict";
import { measuredPart } from "../../checks/evidence/mod.ts";
import { kitOf, textOf } from "../forgeries/kit.ts";
import { expectedHere } from "../lab/bundles/expected.ts";
import { labOf } from "../lab/labs.ts";
import { fromEvidence, pointsCsv } from "./from_evidence.ts";

const NOW = Date.UTC(2026, 9, 20, 12);

Deno.test("a dispute and what could not be verified are neither paid nor lost", async () => {
  const folder = await Deno.makeTempDir({ prefix: "evidence-" });
  try {
    const expected = expectedHere(NOW);
    const checker = await expected.digestOf(3);
    const kit = kitOf(labOf(3), labOf(4), { seed: 1, now: NOW, checker });
    const own = kit.claims().filter(({ task }) => task === 1);
    const [first, second, third] = own;
    const claims = kit.claims().map((claim) => {
      if (claim.id === first?.id) return { ...claim, remark: "root can write" };
      if (claim.id === second?.id) {
        const verdict = "fail" as const;
        return { ...claim, verdict, disputed: "it is | right" };
      }
      return claim.id === third?.id
        ? { ...claim, verdict: "could_not_verify" as const }
        : claim;
    });
    const bundle = await kit.bundle({ claims });
    await Deno.mkdir(`${folder}/ada`);
    await Deno.writeTextFile(
      `${folder}/ada/lab3.evidence.json`,
      textOf(bundle),
    );
    const proposed = await fromEvidence(folder, expected);
    assert.deepEqual(proposed.problems, []);
    const [line = []] = proposed.lines;
    const passed = own.length - 2;
    assert.equal(Number(line[3]), Math.floor(2 * 6 * passed / own.length) / 2);
    assert.equal(Number(line[6]), 6 - Number(line[3]));
    assert.ok(line[5]?.startsWith(`${passed} of ${own.length} checks: `));
    assert.match(
      line[5] ?? "",
      /disputed: it is \| right; .* not be verified$/,
    );
    assert.match(pointsCsv(proposed), /^student,.*,by,undecided\n/);
    const report = measuredPart(bundle);
    assert.match(report, /pass, with a remark .*Remark: root can write/);
    assert.match(report, /\*\*fail\*\*, disputed .*Disputed: it is \\\| right/);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});
