import assert from "node:assert/strict";
import { fakeClock } from "../../../services/shared/mod.ts";
import { Members } from "./members.ts";
import type { ProcessSpec } from "./supervisor.ts";

const spec = (name: string): ProcessSpec => ({
  name,
  launch: () => assert.fail("nothing is started here"),
  ready: () => Promise.resolve(true),
  readyWithinMs: 1000,
  stopSignal: "SIGTERM",
  stopWithinMs: 1000,
});

async function membersOf(
  names: readonly string[],
  foreign: readonly { readonly name: string; readonly url: string }[] = [],
) {
  const logs: string[] = [];
  const nothing = { write: () => Promise.resolve(), end: () => {} };
  const members = new Members({
    clock: fakeClock(),
    onEnd: undefined,
    onChange: () => {},
    foreign,
    openLog: (name) => {
      logs.push(`open ${name}`);
      return Promise.resolve({
        stdout: nothing,
        stderr: nothing,
        begin: () => {},
        lastWords: () => "",
        close: () => void logs.push(`close ${name}`),
      });
    },
  });
  for (const name of names) await members.add(spec(name));
  return { members, logs };
}

const SHOP = ["gateway", "events", "payments", "redis"];

Deno.test("members keep their order, each with a log that is closed at the end", async () => {
  const { members, logs } = await membersOf(["events", "redis"]);
  assert.deepEqual(members.names, ["events", "redis"]);
  assert.deepEqual(logs, ["open events", "open redis"]);
  members.close();
  assert.deepEqual(logs.slice(2), ["close events", "close redis"]);
});

Deno.test("a member is found by its name, and does not run yet", async () => {
  const { members } = await membersOf(SHOP);
  assert.equal(members.get("events", "stop"), members.find("events"));
  assert.equal(members.find("events")?.pid, undefined);
  assert.equal(members.find("notifications"), undefined);
});

const UNKNOWN: readonly (readonly [name: string, action: string, RegExp])[] = [
  [
    "gatway",
    "stop",
    /^Cannot stop gatway: NAME must be one of gateway, events, payments, redis, did you mean gateway\?$/,
  ],
  ["x", "kill", /^Cannot kill x: NAME must be one of [^?]*$/],
  ["", "start", /^Cannot start : NAME must be one of/],
];

for (const [name, action, message] of UNKNOWN) {
  Deno.test(`to ${action} ${name || "nothing"} is refused with the names that there are`, async () => {
    const { members } = await membersOf(SHOP);
    assert.throws(() => members.get(name, action), {
      name: "CouldNotRun",
      message,
    });
  });
}

Deno.test("a server that the stack only uses is not stopped, and its address says which", async () => {
  const url = "postgres://db:5432/shop";
  const { members } = await membersOf(SHOP, [{ name: "postgres", url }]);
  assert.throws(() => members.get("postgres", "stop"), {
    name: "CouldNotRun",
    message: `Cannot stop postgres: this stack uses the server at ${url}, ` +
      "and does not run it",
  });
});

Deno.test("to kill all that does not run is no error", async () => {
  const { members } = await membersOf(SHOP);
  await members.killAll();
});
