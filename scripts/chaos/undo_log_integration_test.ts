// Runs with -P=test-system
/**
 * The ledger survives what its writer does not.
 */

import assert from "node:assert/strict";
import { systemClock } from "../../services/shared/clock.ts";
import { abortRuns } from "./abort.ts";
import { closeLedger, openLedger, readLedger, runFiles } from "./undo_log.ts";
import type { Undo } from "./undo.ts";

const TOUCH: Undo = {
  kind: "command",
  program: "true",
  args: [],
  may_fail: false,
};

async function withFolder(
  body: (folder: string) => Promise<void>,
): Promise<void> {
  const folder = await Deno.makeTempDir();
  try {
    await body(folder);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

Deno.test("a ledger that was cut off in the midst of a line tells all before it", () =>
  withFolder(async (folder) => {
    const files = runFiles(folder);
    const ledger = await openLedger(files, { id: "r1", title: "A test" });
    await ledger.note([TOUCH]);
    await Deno.writeTextFile(files.ledger, '{"line":"undo","un', {
      append: true,
    });
    const content = await readLedger(files.ledger);
    assert.deepEqual(content?.undos, [TOUCH]);
    assert.equal(content?.undoneBy, undefined);
    await closeLedger(files.ledger, "a test");
    assert.equal((await readLedger(files.ledger))?.undoneBy, "a test");
  }));

Deno.test("only its owner can read a ledger: it holds the token of /faults", () =>
  withFolder(async (folder) => {
    const files = runFiles(folder);
    await openLedger(files, { id: "r1", title: "A test" });
    const { mode } = await Deno.stat(files.ledger);
    assert.equal((mode ?? 0) & 0o077, 0);
  }));

Deno.test("chaos abort undoes by itself what a dead runner has left", () =>
  withFolder(async (folder) => {
    const marker = `${folder}/undone`;
    const ledger = await openLedger(runFiles(`${folder}/runs/r1`), {
      id: "r1",
      title: "A test",
    });
    await ledger.note([{ ...TOUCH, program: "touch", args: [marker] }]);
    const tools = {
      clock: { ...systemClock, sleep: () => Promise.resolve() },
      fetch,
      patienceMs: 100,
    };
    const [ended] = await abortRuns(`${folder}/runs`, undefined, tools);
    assert.deepEqual([ended?.id, ended?.failed], ["r1", []]);
    assert.ok((await Deno.stat(marker)).isFile);
    assert.deepEqual(await abortRuns(`${folder}/runs`, undefined, tools), []);
  }));
