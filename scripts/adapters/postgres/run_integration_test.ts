// Runs with -P=test-system
/**
 * Client programs as real processes: a shell that does what pg_dump and
 * pg_restore do in their good and in their bad moments.
 */

import assert from "node:assert/strict";
import { CouldNotRun } from "../../lib/cli/tool.ts";
import type { Invocation } from "./client.ts";
import { clientOutput, runClient } from "./run.ts";

/** `pg_dump`, as far as a script does it. */
function program(script: string, env: Record<string, string> = {}): Invocation {
  return { file: "sh", args: ["-c", script, "pg_dump"], env };
}

function bytes(text: string): ReadableStream<Uint8Array> {
  return new Blob([text]).stream();
}

Deno.test("what a program writes is its output, from its environment and its input", async () => {
  const script = 'printf "%s " "$PGUSER"; cat';
  const text = await clientOutput(
    program(script, { PGUSER: "me" }),
    bytes("in"),
  );
  assert.equal(text, "me in");
});

Deno.test("a program that fails is reported with its own last words and its code", async () => {
  await assert.rejects(
    clientOutput(program("echo first >&2; echo no such table >&2; exit 3")),
    (error) =>
      error instanceof CouldNotRun &&
      /^pg_dump ended with code 3: first\nno such table$/.test(error.message),
  );
});

Deno.test("of a program that talks without end only the last words are kept", async () => {
  const script = "seq 1 20000 >&2; echo the end >&2; exit 1";
  await assert.rejects(
    clientOutput(program(script)),
    (error: Error) =>
      error.message.length < 5000 && /the end$/.test(error.message),
  );
});

Deno.test("a program that is not installed is refused, and is no bug", async () => {
  const nothing = { file: "pg_nothing", args: [], env: {} };
  await assert.rejects(
    () => clientOutput(nothing),
    (error) =>
      error instanceof CouldNotRun && /pg_nothing: .*not installed/
        .test(error.message),
  );
});

Deno.test("a program that was killed is reported with the signal", async () => {
  await assert.rejects(clientOutput(program("kill -9 $$")), /SIGKILL/);
});

Deno.test("a program that fails before it has read its input is reported, not the broken pipe", async () => {
  await assert.rejects(
    clientOutput(
      program("echo it is full >&2; exit 1"),
      bytes("x".repeat(5e6)),
    ),
    (error) => error instanceof CouldNotRun && /it is full/.test(error.message),
  );
});

Deno.test("an input that turns out to be wrong ends the program, and is reported", async () => {
  const wrong = ReadableStream.from((async function* () {
    yield new Uint8Array([1]);
    await Promise.resolve();
    throw new CouldNotRun("it was changed after it was written");
  })());
  const { output, ended } = runClient(
    program("cat >/dev/null; sleep 600"),
    wrong,
  );
  await assert.rejects(
    Promise.all([output.cancel(), ended]),
    /it was changed after it was written/,
  );
});

Deno.test("a program that is not needed any more can be ended, also twice", async () => {
  const running = runClient(program("exec sleep 600"));
  running.kill();
  await assert.rejects(
    Promise.all([running.output.cancel(), running.ended]),
    /SIGTERM/,
  );
  running.kill();
});
