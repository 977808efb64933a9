import assert from "node:assert/strict";
import { pidsOf, touchedBeside } from "./observations.ts";

const STATE = {
  supervisor: { pid: 1, started: "" },
  control: { url: "", token: "" },
  services: {
    gateway: { url: "", pid: 10, log: "" },
    events: { url: "", pid: null, log: "" },
  },
  postgres: { url: "", pid: 20 },
};

Deno.test("the processes of a stack are those of its services and of its stores", () => {
  assert.deepEqual(pidsOf(STATE), { gateway: 10, events: null, postgres: 20 });
  const full = { ...STATE, redis: { url: "", pid: null } };
  assert.equal(pidsOf(full).redis, null);
});

const BEFORE = { gateway: 10, events: 11, postgres: 20, redis: 30 };

for (
  const [what, after, touched] of [
    ["nothing was touched", BEFORE, []],
    ["the broken part was restarted", { ...BEFORE, events: 12 }, []],
    ["another part was restarted", { ...BEFORE, redis: 31 }, ["redis"]],
    ["another part was ended", { ...BEFORE, gateway: null }, ["gateway"]],
    [
      "everything was restarted",
      { gateway: 1, events: 2, postgres: 3, redis: 4 },
      ["gateway", "postgres", "redis"],
    ],
  ] as const
) {
  Deno.test(`of an incident in events: ${what}`, () => {
    assert.deepEqual(touchedBeside("events", BEFORE, after), touched);
  });
}
