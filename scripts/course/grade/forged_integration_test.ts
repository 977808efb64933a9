// Runs with -P=test-system
import assert from "node:assert/strict";
import { fakeClock } from "../../../services/shared/clock_fake.ts";
import { fakeHost } from "../../lib/cli/host_fake.ts";
import { runTool, type Tool } from "../../lib/cli/mod.ts";
import { cohort } from "../edition/commands/cohort.ts";
import { verify } from "../lab/commands/verify.ts";
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

/** The points for the files that `write` puts into a folder. */
async function paid(
  write: (folder: string) => Promise<void>,
): Promise<Proposed> {
  return await inFolder((folder) => fromEvidence(folder, expected), write);
}

/** Works where an honest student and what `write` puts there are collected. */
async function inFolder<T>(
  work: (folder: string) => Promise<T>,
  write: (folder: string) => Promise<void>,
): Promise<T> {
  const folder = await Deno.makeTempDir({ prefix: "forged-" });
  try {
    const honest = await (await kit(99)).bundle();
    await writeForgery(folder, {
      files: { "zoe/lab1.evidence.json": textOf(honest) },
    });
    await write(folder);
    return await work(folder);
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

  Deno.test(`${name}: verify and cohort say the same`, async () => {
    const made = await forgery.make(await kit(seed), "mallory");
    await inFolder(async (folder) => {
      const { problems } = await fromEvidence(folder, expected);
      const files = await bundlesBelow(folder);
      const [verified, counted] = [
        await said(verify, files),
        await said(cohort, [folder]),
      ];
      assert.equal(counted.code !== 0, isVisible);
      for (const words of problems) {
        assert.ok(counted.lines.includes(words), `cohort: ${words}`);
        // verify is given files, and so cannot miss what a folder lacks.
        const [, path = "", reason = ""] = /^(.+?): (.*)$/.exec(words) ?? [];
        if (files.includes(path)) {
          assert.notEqual(verified.code, 0);
          assert.ok(verified.lines.includes(`        ${reason}`), reason);
        }
      }
      assert.match(verified.lines.join("\n"), /^ok .*zoe/m);
      assert.match(counted.lines.join("\n"), /1\.2/, "zoe counts");
    }, (folder) => writeForgery(folder, made));
  });
}

/** The output of a tool at the time of these tests, line by line. */
async function said(tool: Tool, args: readonly string[]) {
  const host = { ...fakeHost({ args }), clock: fakeClock(NOW) };
  const code = await runTool(host, tool);
  return { code, lines: [...host.stdout, ...host.stderr] };
}

/** All bundles, also what only stands in the place of one. */
async function bundlesBelow(folder: string): Promise<readonly string[]> {
  const found: string[] = [];
  const entries = await Array.fromAsync(Deno.readDir(folder));
  const sorted = entries.toSorted((a, b) => a.name < b.name ? -1 : 1);
  for (const { name, isDirectory } of sorted) {
    const path = `${folder}/${name}`;
    if (/\.evidence\.json$/.test(name)) found.push(path);
    else if (isDirectory) found.push(...await bundlesBelow(path));
  }
  return found;
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
