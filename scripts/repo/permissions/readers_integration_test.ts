// Runs with -P=test-system
/**
 * Tools that read other people's files, as real processes with the rights that
 * deno.json gives them: each has a set of its own, and does its work with it.
 * Inside one process a test has all rights, and would not see what is missing.
 */

import assert from "node:assert/strict";
import config from "../../../deno.json" with { type: "json" };
import { commitMadeAt } from "../../course/forgeries/commit_made_at.ts";
import { kitOf, textOf } from "../../course/forgeries/kit.ts";
import { writeForgery } from "../../course/forgeries/write_forgery.ts";
import { expectedHere } from "../../course/lab/bundles/expected.ts";
import { labOf } from "../../course/lab/labs.ts";

/** Tasks that must not have all rights. */
const READERS = [
  ...["grade", "slo", "alerts", "dora", "docs", "dashboards", "repo:map"],
  ...["check:lectures", "lectures:charts", "lectures:quiz"],
] as const;

const TASKS: Readonly<Record<string, string | { readonly command: string }>> =
  config.tasks;

const SETS: Readonly<Record<string, Readonly<Record<string, unknown>>>> =
  config.permissions;

function commandOf(task: string): string {
  const found = TASKS[task] ?? assert.fail(`there is no task ${task}`);
  return typeof found === "string" ? found : found.command;
}

for (const task of READERS) {
  Deno.test(`deno task ${task} has a permission set of its own`, () => {
    const name =
      /^deno run (?:--quiet )?-P=([\w-]+) /.exec(commandOf(task))?.[1] ?? "";
    const set = SETS[name] ?? assert.fail(`${commandOf(task)}: no set`);
    for (const kind of ["all", "ffi", "import"]) {
      assert.equal(set[kind], undefined, kind);
    }
    assert.ok(set.env !== true, "its variables are named");
  });
}

/** Runs a task as it is called. */
async function run(task: string, ...args: readonly string[]) {
  const [deno, ...words] = commandOf(task).split(" ");
  assert.equal(deno, "deno");
  const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: [...words, ...args],
    env: { NO_COLOR: "1" },
  }).output();
  const decoder = new TextDecoder();
  const text = decoder.decode(stdout) + decoder.decode(stderr);
  assert.doesNotMatch(text, /NotCapable|Requires \w+ access/, text);
  return { code, text };
}

/** Works where one honest student has handed in a clone with a bundle. */
async function withCollected(
  work: (folder: string) => Promise<void>,
): Promise<void> {
  const folder = await Deno.makeTempDir({ prefix: "readers-" });
  try {
    const expected = expectedHere(Date.now());
    const kit = kitOf(labOf(1), labOf(3), {
      seed: 1,
      now: expected.now,
      checker: await expected.digestOf(1),
    });
    const { revision, files } = await commitMadeAt(kit.from);
    const bundle = await kit.bundle({ head: { revision } });
    await writeForgery(folder, {
      files: { "ada/submissions/lab1.evidence.json": textOf(bundle) },
      binaries: Object.fromEntries(
        Object.entries(files).map(([path, bytes]) => [
          `ada/.git/${path}`,
          bytes,
        ]),
      ),
    });
    await work(folder);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

Deno.test("an honest bundle is believed by verify, from-evidence and cohort", async () => {
  await withCollected(async (folder) => {
    const bundle = `${folder}/ada/submissions/lab1.evidence.json`;
    const verified = await run("lab", "verify", bundle);
    assert.equal(verified.code, 0, verified.text);
    const points = `${folder}/points.csv`;
    const paid = await run("grade", "from-evidence", folder, "--out", points);
    assert.equal(paid.code, 0, paid.text);
    assert.match(await Deno.readTextFile(points), /^ada,1,1,6,/m);
    const grades = await run("grade", "--points", points);
    assert.equal(grades.code, 0, grades.text);
    assert.equal((await run("course", "cohort", folder)).code, 0);
  });
});

for (
  const [task, args, code] of [
    ["slo", ["check"], 0],
    ["slo", ["generate", "--check"], 0],
    ["chaos", ["validate", "scripts/chaos/experiments/redis-gone.yaml"], 0],
    // There is nothing to read, and the tools say so in their own words.
    ["dora", ["--log", "/nowhere/delivery.jsonl"], 2],
    ["alerts", ["replay"], 2],
    ["grade", ["recheck", "/nowhere"], 2],
  ] as const
) {
  Deno.test(`deno task ${task} ${args.join(" ")} has the rights that it needs`, async () => {
    const found = await run(task, ...args);
    assert.equal(found.code, code, found.text);
  });
}
