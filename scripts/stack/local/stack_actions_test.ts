import assert from "node:assert/strict";
import { CouldNotRun } from "../../lib/cli/mod.ts";
import { StackActions } from "./stack_actions.ts";
import type { Supervised } from "./supervisor.ts";

const SERVICES = [
  { name: "gateway", variables: ["PORT", "PAY_TIMEOUT_MS", "LOG_LEVEL"] },
  { name: "payments", variables: ["PORT", "PAYMENT_FAILURE_RATE"] },
];

/** Actions on processes that only note what is done to them. */
function scene(failing: readonly string[] = []) {
  const done: string[] = [];
  const process = (name: string): Supervised => {
    const act = (action: string) => () => {
      done.push(`${action} ${name}`);
      return failing.includes(action)
        ? Promise.reject(new CouldNotRun(`${name} did not ${action}`))
        : Promise.resolve();
    };
    return {
      name,
      pid: 1,
      start: act("start"),
      stop: act("stop"),
      kill: act("kill"),
      restart: act("restart"),
    };
  };
  const actions = new StackActions({
    services: SERVICES,
    members: {
      get(name, action) {
        if (["gateway", "payments", "redis"].includes(name)) {
          return process(name);
        }
        throw new CouldNotRun(`Cannot ${action} ${name}`);
      },
    },
    env: { LOG_LEVEL: "debug" },
    onDone: () => Promise.resolve(void done.push("done")),
  });
  return { actions, done };
}

for (const action of ["start", "stop", "kill", "restart"] as const) {
  Deno.test(`${action} is done only to the process of that name, and then reported`, async () => {
    const { actions, done } = scene();
    await actions.act(action, "redis");
    assert.deepEqual(done, [`${action} redis`, "done"]);
  });
}

Deno.test("an action that fails is reported too: the state has changed all the same", async () => {
  const { actions, done } = scene(["restart"]);
  await assert.rejects(actions.act("restart", "payments"), /did not restart/);
  assert.deepEqual(done, ["restart payments", "done"]);
});

Deno.test("a process that the stack does not run is not acted on", async () => {
  const { actions, done } = scene();
  await assert.rejects(actions.act("kill", "nats"), /Cannot kill nats/);
  assert.deepEqual(done, []);
  assert.equal(await actions.reload("redis"), true);
});

Deno.test("variables stay until they are changed again, each service has its own", async () => {
  const { actions } = scene();
  assert.deepEqual(actions.overridesOf("payments"), { LOG_LEVEL: "debug" });
  await actions.act("restart", "payments", ["PAYMENT_FAILURE_RATE=0.5"]);
  await actions.act("restart", "payments");
  assert.deepEqual(actions.overridesOf("payments"), {
    LOG_LEVEL: "debug",
    PAYMENT_FAILURE_RATE: "0.5",
  });
  await actions.act("restart", "payments", ["PAYMENT_FAILURE_RATE="]);
  assert.equal(actions.overridesOf("payments").PAYMENT_FAILURE_RATE, "");
  assert.deepEqual(actions.overridesOf("gateway"), { LOG_LEVEL: "debug" });
  assert.deepEqual(actions.overridesOf("redis"), {});
});

const REFUSED: readonly (readonly [string, readonly string[], RegExp])[] = [
  ["gateway", ["PAY_TIMEOUT=5"], /did you mean PAY_TIMEOUT_MS\?/],
  ["gateway", ["LOG_LEVEL=info", "PORT=1"], /the stack decides its PORT/],
  ["gateway", ["debug"], /must be VAR=value, current value is debug/],
  ["redis", ["MAXMEMORY=1"], /MAXMEMORY is not a variable of redis/],
];

for (const [name, words, message] of REFUSED) {
  Deno.test(`restart ${name} ${words.join(" ")} is refused, and nothing is changed or ended`, async () => {
    const { actions, done } = scene();
    const before = actions.overridesOf(name);
    await assert.rejects(actions.act("restart", name, words), message);
    assert.deepEqual(actions.overridesOf(name), before);
    assert.deepEqual(done, []);
  });
}

type Step = readonly ["start" | "stop" | "kill" | "restart", string];

const RELOADS: readonly (readonly [readonly Step[], boolean])[] = [
  [[], true],
  [[["stop", "gateway"]], false],
  [[["kill", "gateway"]], false],
  [[["stop", "gateway"], ["start", "gateway"]], true],
  [[["kill", "gateway"], ["restart", "gateway"]], true],
  [[["start", "gateway"], ["stop", "gateway"]], false],
  [[["stop", "payments"]], true],
];

for (const [steps, isReloaded] of RELOADS) {
  const words = steps.map((step) => step.join(" ")).join(", ") || "nothing";
  Deno.test(`after ${words} a changed source ${isReloaded ? "restarts" : "does not start"} the gateway`, async () => {
    const { actions, done } = scene();
    for (const [action, name] of steps) await actions.act(action, name);
    const before = done.length;
    assert.equal(await actions.reload("gateway"), isReloaded);
    const after = isReloaded ? ["restart gateway", "done"] : [];
    assert.deepEqual(done.slice(before), after);
  });
}

Deno.test("a stop that failed still means that a person wants it stopped", async () => {
  const { actions } = scene(["stop"]);
  await assert.rejects(actions.act("stop", "gateway"));
  assert.equal(await actions.reload("gateway"), false);
});
