// Runs with -P=test-system
/**
 * Actions on the development stack, over its real control and on real
 * processes, and how each of them is undone.
 */

import assert from "node:assert/strict";
import { systemClock } from "../../../services/shared/clock.ts";
import { fakeClock } from "../../../services/shared/clock_fake.ts";
import { poll } from "../../lib/wait/wait.ts";
import { CouldNotRun } from "../../lib/cli/tool.ts";
import type { Prepared } from "../model/action_context.ts";
import { actionProvider } from "../model/action_providers.ts";
import { type TestStack, withDevStack } from "../dev_stack_fixture.ts";
import { devTarget } from "../targets/dev.ts";
import { undoOne } from "../undo_one.ts";
import { prepare } from "./prepare.ts";

async function prepared(
  { state }: Pick<TestStack, "state">,
  raw: Readonly<Record<string, unknown>>,
): Promise<Prepared> {
  return await prepare(actionProvider.parse(raw), {
    target: await devTarget(state, fetch),
    fetch,
    clock: fakeClock(),
    runId: "run-1",
    ownerSeed: 7,
    ttlS: 30,
    namespace: undefined,
  });
}

const part = (name: string, what: string) => ({ type: "part", name, do: what });

const signal = new AbortController().signal;

/** Only Linux tells of a process whether it is stopped. */
const ignore = Deno.build.os !== "linux";

/** Whether a process comes to be stopped, or to go on, within two seconds. */
async function becomes(pid: number, isStopped: boolean): Promise<boolean> {
  return await poll(async () => {
    const text = await Deno.readTextFile(`/proc/${pid}/stat`);
    const state = text.slice(text.lastIndexOf(")") + 2)[0];
    return (state === "T") === isStopped;
  }, { clock: systemClock, withinMs: 2000 });
}

for (const what of ["kill", "stop", "restart"]) {
  Deno.test(`a part that gets the order to ${what} is started again`, () =>
    withDevStack(async (stack) => {
      const { undo, inject } = await prepared(stack, part("payments", what));
      assert.deepEqual(stack.commands, [], "it was done already");
      await inject(signal);
      const [start] = undo;
      assert.ok(start);
      await undoOne(start, fetch);
      assert.deepEqual(stack.commands, [`${what} payments`, "start payments"]);
    }));
}

Deno.test("a part that is started needs no undoing", () =>
  withDevStack(async (stack) => {
    const { undo, inject } = await prepared(stack, part("events", "start"));
    await inject(signal);
    assert.deepEqual([undo, stack.commands], [[], ["start events"]]);
  }));

Deno.test("a frozen process does not run, and goes on when it is undone", {
  ignore,
}, () =>
  withDevStack(async (stack) => {
    const { undo, inject } = await prepared(stack, part("payments", "freeze"));
    assert.ok(await becomes(stack.pid, false));
    await inject(signal);
    assert.ok(await becomes(stack.pid, true));
    const [thaw] = undo;
    assert.ok(thaw?.kind === "thaw" && thaw.processes.length > 0);
    await undoOne(thaw, fetch);
    assert.ok(await becomes(stack.pid, false));
  }));

Deno.test("a process that has the number of another by now is left alone", {
  ignore,
}, () =>
  withDevStack(async (stack) => {
    const { inject } = await prepared(stack, part("payments", "freeze"));
    await inject(signal);
    const foreign = [{ pid: stack.pid, command: "another program" }];
    await undoOne({ kind: "thaw", processes: foreign }, fetch);
    assert.ok(await becomes(stack.pid, true));
    await (await prepared(stack, part("payments", "thaw"))).inject(signal);
    assert.ok(await becomes(stack.pid, false));
  }));

for (
  const [what, raw, words] of [
    [
      "a part that does not run cannot be frozen",
      part("events", "freeze"),
      /does not run/,
    ],
    [
      "a part that is not there is refused",
      part("kafka", "kill"),
      /no such part/,
    ],
    [
      "a server that another program runs is left alone",
      part("redis", "kill"),
      /another program runs/,
    ],
    [
      "variables of what does not run cannot be noted",
      { type: "environment", service: "events", variables: { A: "1" } },
      /does not run/,
    ],
  ] as const
) {
  Deno.test(what, () =>
    withDevStack(async (stack) => {
      await assert.rejects(
        prepared(stack, raw),
        (error) => error instanceof CouldNotRun && words.test(error.message),
      );
      assert.deepEqual(stack.commands, []);
    }));
}

Deno.test("other variables are a restart, and the old ones come back", () =>
  withDevStack(async (stack) => {
    const { undo, inject } = await prepared(stack, {
      type: "environment",
      service: "payments",
      variables: { PAYMENT_LATENCY_MS: "2000", PAYMENT_FAILURE_RATE: "1" },
    });
    await inject(signal);
    for (const one of undo) await undoOne(one, fetch);
    assert.deepEqual(stack.commands, [
      "restart payments PAYMENT_LATENCY_MS=2000 PAYMENT_FAILURE_RATE=1",
      "restart payments PAYMENT_LATENCY_MS=20 PAYMENT_FAILURE_RATE=",
    ]);
  }));

Deno.test("a service that hangs in its fault is restarted to end it", () =>
  withDevStack(async ({ state, commands }) => {
    const hanging: typeof fetch = () =>
      Promise.reject(new DOMException("timed out", "TimeoutError"));
    const text = await undoOne({
      kind: "fault",
      service: "payments",
      url: "http://127.0.0.1:1",
      token: "t",
      fault: "event_loop_block",
      seed: 7,
      state,
    }, hanging);
    assert.deepEqual(commands, ["kill payments", "start payments"]);
    assert.match(text, /start done/);
  }));

Deno.test("a stack that has ended needs no undoing", () =>
  withDevStack(async (stack) => {
    const { undo } = await prepared(stack, part("payments", "kill"));
    await stack.end();
    for (const one of undo) {
      assert.match(await undoOne(one, fetch), /stack has ended/);
    }
    await assert.rejects(devTarget(stack.state, fetch), /no stack runs/);
  }));

Deno.test("a command that may fail has been undone, another has not", async () => {
  const undo = { kind: "command", program: "false", args: [] } as const;
  assert.match(
    await undoOne({ ...undo, args: [], may_fail: true }, fetch),
    /false: 1/,
  );
  await assert.rejects(
    undoOne({ ...undo, args: [], may_fail: false }, fetch),
    /ended with 1/,
  );
});
