import assert from "node:assert/strict";
import { fakeClock } from "./clock_fake.ts";
import { type Connection, createConnections } from "./connections.ts";

const PATIENCE = { firstRequestMs: 10_000, nextRequestMs: 100_000 };

/** Connections whose names are written down when they are cut. */
function stage() {
  const clock = fakeClock();
  const connections = createConnections(clock);
  const cut: string[] = [];
  return {
    clock,
    connections,
    cut,
    open: (name: string): Connection =>
      connections.add(() => void cut.push(name)),
  };
}

function answer(connection: Connection): void {
  connection.requestBegan();
  connection.requestEnded();
}

Deno.test("closeLate() gives a stranger less time than a client that was served", async () => {
  const { clock, connections, cut, open } = stage();
  open("stranger");
  answer(open("client"));
  await clock.advance(9999);
  assert.equal(connections.closeLate(PATIENCE), 0);
  await clock.advance(1);
  assert.equal(connections.closeLate(PATIENCE), 1);
  assert.deepEqual(cut, ["stranger"]);
  await clock.advance(90_000);
  connections.closeLate(PATIENCE);
  assert.deepEqual(cut, ["stranger", "client"]);
  assert.equal(connections.size, 0);
});

Deno.test("closeLate() counts from the last answer, and leaves work alone", async () => {
  const { clock, connections, cut, open } = stage();
  const busy = open("busy");
  answer(busy);
  busy.requestBegan();
  await clock.advance(1_000_000);
  connections.closeLate(PATIENCE);
  busy.requestEnded();
  await clock.advance(99_999);
  connections.closeLate(PATIENCE);
  assert.deepEqual(cut, []);
  await clock.advance(1);
  connections.closeLate(PATIENCE);
  assert.deepEqual(cut, ["busy"]);
});

Deno.test("closeLate() ends a connection whose last answer said so, but lets it be read", async () => {
  const { clock, connections, cut, open } = stage();
  const refused = open("refused");
  refused.requestBegan();
  refused.willEnd();
  await clock.advance(5000);
  connections.closeLate(PATIENCE);
  refused.requestEnded();
  await clock.advance(999);
  connections.closeLate(PATIENCE);
  assert.deepEqual(cut, []);
  await clock.advance(1);
  connections.closeLate(PATIENCE);
  assert.deepEqual(cut, ["refused"]);
});

Deno.test("closeLate() leaves a body to the deadline that can answer", async () => {
  const { clock, connections, cut, open } = stage();
  const slow = open("slow body");
  slow.requestBegan();
  slow.bodyAwaited();
  await clock.advance(1_000_000);
  connections.closeLate(PATIENCE);
  assert.deepEqual(cut, []);
});

Deno.test("makeRoom() closes strangers first, each time the one that waited longest", async () => {
  const { clock, connections, cut, open } = stage();
  answer(open("client"));
  for (const name of ["silent 1", "silent 2"]) {
    await clock.advance(10);
    open(name);
  }
  await clock.advance(10);
  const body = open("slow body");
  body.requestBegan();
  body.bodyAwaited();
  const busy = open("busy");
  busy.requestBegan();
  assert.equal(connections.makeRoom(1), 1);
  assert.deepEqual(cut, ["silent 1"]);
  assert.equal(connections.makeRoom(5), 3);
  assert.deepEqual(cut, ["silent 1", "silent 2", "slow body", "client"]);
  assert.equal(connections.size, 1, "the one at work is left");
});

Deno.test("a body that has arrived is work; several requests can share a connection", () => {
  const { connections, cut, open } = stage();
  const both = open("HTTP/2");
  both.requestBegan();
  both.requestBegan();
  both.bodyAwaited();
  connections.makeRoom(1);
  assert.deepEqual(cut, [], "one of the two is worked on");
  both.requestEnded();
  both.bodyEnded();
  connections.makeRoom(1);
  assert.deepEqual(cut, [], "its body is here now");
});

Deno.test("a connection that its client closes is forgotten, and never cut", () => {
  const { connections, cut, open } = stage();
  open("left").closed();
  assert.equal(connections.size, 0);
  connections.makeRoom(1);
  connections.cutAll();
  assert.deepEqual(cut, []);
});
