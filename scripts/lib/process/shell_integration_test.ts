// Runs with -P=test-system
import assert from "node:assert/strict";
import { systemClock } from "../../../services/shared/clock.ts";
import { openShell } from "./shell.ts";

Deno.test("another terminal that ends takes nothing from the first one", async () => {
  const notes = await Deno.makeTempDir();
  const shell = openShell({
    folder: notes,
    notes,
    clock: systemClock,
    env: {},
  });
  try {
    await shell.start("echo ready; sleep 60", /ready/, 10_000);
    await shell.run("export COLOUR=blue", 10_000);
    await shell.stop();
    const { output } = await shell.run('echo "it is $COLOUR"', 10_000);
    assert.equal(output.trim(), "it is blue");
  } finally {
    await shell.stop();
    await Deno.remove(notes, { recursive: true });
  }
});
