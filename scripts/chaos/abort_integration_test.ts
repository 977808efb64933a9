// Runs with -P=test-system
/**
 * Runs that are ended from outside: by the guard of a dead runner, and by hand.
 */

import assert from "node:assert/strict";
import { systemClock } from "../../services/shared/clock.ts";
import { fakeHost } from "../lib/cli/host_fake.ts";
import { runTool } from "../lib/cli/tool.ts";
import { commandOf } from "../lib/process/process_info.ts";
import { abortRuns } from "./abort.ts";
import { chaosTool } from "./cli.ts";
import { standGuard, startGuard } from "./guard.ts";
import type { Undo } from "./model/undo.ts";
import { openLedger, readLedger, runFiles } from "./undo_log.ts";

/** Time goes by at once, so that what is tried for a while is given up. */
function hurriedClock() {
  let ms = 0;
  return {
    ...systemClock,
    monotonic: () => ms,
    sleep: (by: number) => {
      ms += by;
      return Promise.resolve();
    },
  };
}

const TOOLS = { clock: hurriedClock(), fetch, patienceMs: 100 };

function command(program: string, ...args: string[]): Undo {
  return { kind: "command", program, args, may_fail: false };
}

async function withRun(
  undos: readonly Undo[],
  body: (folder: string, ledger: string) => Promise<void>,
): Promise<void> {
  const folder = await Deno.makeTempDir();
  try {
    const files = runFiles(`${folder}/chaos/r1`);
    const ledger = await openLedger(files, { id: "r1", title: "A test" });
    await ledger.note(undos);
    await body(`${folder}/chaos`, files.ledger);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

async function isThere(path: string): Promise<boolean> {
  return await Deno.stat(path).then(() => true, () => false);
}

Deno.test("a failed undo is reported, and found again by the next abort", () =>
  withRun([command("false")], async (folder, ledger) => {
    for (let i = 0; i < 2; i++) {
      const [ended] = await abortRuns(folder, undefined, TOOLS);
      assert.equal(ended?.failed.length, 1);
      assert.match(ended?.failed[0] ?? "", /false ended with 1/);
    }
    assert.equal((await readLedger(ledger))?.undoneBy, undefined);
  }));

Deno.test("a run that another name was given for is left alone", () =>
  withRun([command("true")], async (folder, ledger) => {
    assert.deepEqual(await abortRuns(folder, "r2", TOOLS), []);
    assert.equal((await readLedger(ledger))?.undoneBy, undefined);
    const [ended] = await abortRuns(folder, "r1", TOOLS);
    assert.equal(ended?.id, "r1");
  }));

Deno.test("without any run there is nothing to abort", async () => {
  const folder = `${await Deno.makeTempDir()}/nothing`;
  assert.deepEqual(await abortRuns(folder, undefined, TOOLS), []);
});

async function abort(folder: string, ...names: readonly string[]) {
  const host = fakeHost({
    args: ["abort", ...names],
    env: { DEV_STATE: folder.replace(/chaos$/, "state.json") },
  });
  const machine = { fetch, platform: "", node: "", version: "" };
  const { clock } = TOOLS;
  const code = await runTool({ ...host, clock }, chaosTool(machine));
  return { code, out: host.stdout.join("\n") };
}

Deno.test("chaos abort ends with 0 when everything is undone, with 1 when not", async () => {
  await withRun([command("true")], async (folder) => {
    const { code, out } = await abort(folder);
    assert.equal(code, 0);
    assert.match(out, /^r1 \(A test\): undone by /);
    assert.deepEqual(await abort(folder), {
      code: 0,
      out: "no experiment runs",
    });
    assert.deepEqual(await abort(folder, "r9"), { code: 2, out: "" });
  });
  await withRun([command("false")], async (folder) => {
    const { code, out } = await abort(folder);
    assert.equal(code, 1);
    assert.match(out, /could not undo: false/);
  });
});

Deno.test("a guard whose runner ended well has nothing to do", async () => {
  const folder = await Deno.makeTempDir();
  const files = runFiles(`${folder}/r1`);
  const ledger = await openLedger(files, { id: "r1", title: "A test" });
  await ledger.note([command("touch", `${folder}/undone`)]);
  await ledger.close("the run itself");
  await standGuard(files.folder, new Blob([]).stream());
  assert.equal(await isThere(`${folder}/undone`), false);
  assert.equal((await readLedger(files.ledger))?.undoneBy, "the run itself");
  await Deno.remove(folder, { recursive: true });
});

Deno.test("a guard waits for the end of its runner, then undoes everything", async () => {
  const folder = await Deno.makeTempDir();
  const marker = `${folder}/undone`;
  await withRun([command("touch", marker)], async (runs, ledger) => {
    const runner = new TransformStream<Uint8Array, Uint8Array>();
    const writer = runner.writable.getWriter();
    const guarding = standGuard(`${runs}/r1`, runner.readable);
    await writer.write(new Uint8Array([1]));
    assert.equal(await isThere(marker), false, "its runner is still there");
    await writer.close();
    await guarding;
    assert.equal(await isThere(marker), true);
    assert.match((await readLedger(ledger))?.undoneBy ?? "", /^the guard/);
  });
  await Deno.remove(folder, { recursive: true });
});

Deno.test("a guard without a ledger has nothing to do", async () => {
  const folder = await Deno.makeTempDir();
  await standGuard(folder, new Blob([]).stream());
  assert.deepEqual(await Array.fromAsync(Deno.readDir(folder)), []);
  await Deno.remove(folder);
});

Deno.test("a guard is a process of its own, and ends when it is released", async () => {
  const folder = await Deno.makeTempDir();
  const guard = await startGuard(runFiles(folder));
  assert.match(await commandOf(guard.pid) ?? "", /guard/);
  await guard.release();
  assert.equal(await commandOf(guard.pid), undefined);
  await Deno.remove(folder);
});
