// Runs with -P=test-system
import assert from "node:assert/strict";
import { FORGERIES } from "../forgeries/classes.ts";
import { type Kit, kitOf, textOf } from "../forgeries/kit.ts";
import { writeForgery } from "../forgeries/write_forgery.ts";
import { expectedHere } from "../lab/bundles/expected.ts";
import { labOf } from "../lab/labs.ts";
import { fromEvidence, type Proposed } from "./from_evidence.ts";

const NOW = Date.UTC(2026, 9, 20, 12);
const expected = expectedHere(NOW);

async function kit(seed: number, lab = 1): Promise<Kit> {
  const checker = await expected.digestOf(lab);
  return kitOf(labOf(lab), labOf(lab === 3 ? 4 : 3), {
    seed,
    now: NOW,
    checker,
  });
}

/** What is paid for what `write` puts into a folder. */
async function paid(
  write: (folder: string) => Promise<void>,
): Promise<Proposed> {
  const folder = await Deno.makeTempDir({ prefix: "forged-" });
  try {
    const honest = await (await kit(99)).bundle();
    await writeForgery(folder, {
      files: { "zoe/lab1.evidence.json": textOf(honest) },
    });
    await write(folder);
    return await fromEvidence(folder, expected);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

function pointsOf({ lines }: Proposed, student: string): number {
  return lines.filter((line) => line[0]?.startsWith(student))
    .reduce((sum, line) => sum + Number(line[3]), 0);
}

for (const [seed, forgery] of FORGERIES.entries()) {
  const { name, isVisible } = forgery;
  Deno.test(`${name}: ${isVisible ? "not paid" : "the seal cannot show it"}`, async () => {
    const made = await forgery.make(await kit(seed), "mallory");
    const proposed = await paid((folder) => writeForgery(folder, made));
    assert.equal(pointsOf(proposed, "mallory") > 0, !isVisible);
    assert.equal(proposed.problems.length > 0, isVisible);
    for (const words of proposed.problems) {
      assert.doesNotMatch(words, /\n/, "one line each");
    }
    assert.equal(pointsOf(proposed, "zoe"), 9, "others are graded as ever");
  });
}

for (const lab of [1, 3, 6, 11, 12]) {
  Deno.test(`an honest bundle of Lab ${lab} is paid by the lab's own list`, async () => {
    const proposed = await paid(async (folder) => {
      const bundle = await (await kit(lab, lab)).bundle();
      await writeForgery(folder, {
        files: { [`ada/submissions/lab${lab}.evidence.json`]: textOf(bundle) },
      });
    });
    assert.deepEqual(proposed.problems, []);
    const { checks, tasks } = labOf(lab);
    const most = tasks
      .filter(({ task }) => checks.some((check) => check.task === task))
      .reduce((sum, { points }) => sum + points, 0);
    assert.equal(pointsOf(proposed, "ada"), most);
  });
}
