// Runs with -P=test-system
/**
 * The state file of a stack, and the commands to a stack.
 */

import assert from "node:assert/strict";
import { CouldNotRun } from "../../lib/cli/tool.ts";
import { isAlive, listenForCommands, sendCommand } from "./control.ts";
import { claimState, readState, type State, writeState } from "./state.ts";

const STATE: State = {
  supervisor: { pid: 1, started: "2026-11-24T12:00:00Z" },
  control: { url: "http://127.0.0.1:1", token: "t" },
  services: { gateway: { url: "http://127.0.0.1:2", pid: null, log: "l" } },
};

async function withFolder(
  body: (file: string, folder: string) => Promise<void>,
): Promise<void> {
  const folder = await Deno.makeTempDir();
  try {
    await body(`${folder}/state.json`, folder);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

Deno.test("a state is read as it was written, and only its owner can read it", () =>
  withFolder(async (file) => {
    await writeState(file, STATE);
    assert.deepEqual(await readState(file), STATE);
    assert.equal(((await Deno.stat(file)).mode ?? 0) & 0o077, 0);
  }));

Deno.test("of two stacks that start at the same moment one has the place", () =>
  withFolder(async (file, folder) => {
    const starts = await Promise.allSettled(
      Array.from({ length: 5 }, () => claimState(file, STATE)),
    );
    const lost = starts.filter(({ status }) => status === "rejected");
    assert.equal(lost.length, 4);
    for (const one of lost) {
      assert.ok(one.status === "rejected" && one.reason instanceof CouldNotRun);
    }
    const names = await Array.fromAsync(
      Deno.readDir(folder),
      (one) => one.name,
    );
    assert.deepEqual(names, ["state.json"], "a draft was left behind");
  }));

Deno.test("a state is replaced as a whole: a reader never sees half of one", () =>
  withFolder(async (file) => {
    await writeState(file, STATE);
    let isOver = false;
    const writing = (async () => {
      for (let i = 0; i < 100; i++) {
        const log = "x".repeat(i * 100);
        const services = { gateway: { url: "", pid: i, log } };
        await writeState(file, { ...STATE, services });
      }
      isOver = true;
    })();
    while (!isOver) assert.notEqual(await readState(file), undefined);
    await writing;
  }));

for (
  const [what, text] of [
    ["half of one", '{"supervisor":'],
    ["of another version", '{"version": 1}'],
    ["empty", ""],
  ]
) {
  Deno.test(`a state that is ${what} is as good as none`, () =>
    withFolder(async (file) => {
      await Deno.writeTextFile(file, text ?? "");
      assert.equal(await readState(file), undefined);
    }));
}

Deno.test("a state that is not there is none", () =>
  withFolder(async (file) => {
    assert.equal(await readState(file), undefined);
  }));

const COMMAND = {
  action: "restart",
  name: "payments",
  variables: ["A=1"],
} as const;

const asked = { ...COMMAND, variables: [...COMMAND.variables] };

Deno.test("a command reaches the stack, and its answer comes back", async () => {
  const control = listenForCommands(({ action, name, variables }) =>
    Promise.resolve(`${action} ${name} ${variables}`)
  );
  const state = { ...STATE, control };
  assert.equal(await isAlive(state), true);
  assert.equal(await sendCommand(state, asked), "restart payments A=1");
  await control.close();
  assert.equal(await isAlive(state), false);
});

Deno.test("a command that cannot be done is reported in words, a bug with its stack", async () => {
  let error: Error = new CouldNotRun("there is no such part");
  const control = listenForCommands(() => Promise.reject(error));
  const state = { ...STATE, control };
  await assert.rejects(
    sendCommand(state, asked),
    (error) =>
      error instanceof CouldNotRun && error.message === "there is no such part",
  );
  error = new TypeError("a bug");
  await assert.rejects(sendCommand(state, asked), /TypeError: a bug\n +at /);
  await control.close();
});

Deno.test("without the token a client cannot command a stack or learn that it is there", async () => {
  const control = listenForCommands(() => assert.fail("it was obeyed"));
  const state = { ...STATE, control: { ...control, token: "guess" } };
  assert.equal(await isAlive(state), false);
  await assert.rejects(sendCommand(state, asked), CouldNotRun);
  await control.close();
});

Deno.test("a stopped stack is reported as stopped", async () => {
  await assert.rejects(
    sendCommand(STATE, asked),
    (error) =>
      error instanceof CouldNotRun &&
      /^Cannot restart payments: /.test(error.message),
  );
});
