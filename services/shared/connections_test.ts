import assert from "node:assert/strict";
import { fakeClock } from "./clock_fake.ts";
import { type Connection, createConnections } from "./connections.ts";

const LIMITS = {
  maxStrangers: 3,
  maxIdle: 2,
  firstRequestMs: 10_000,
  nextRequestMs: 100_000,
};

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

Deno.test("tidy() gives a stranger less time than a client that was served", async () => {
  const { clock, connections, cut, open } = stage();
  open("stranger");
  answer(open("client"));
  await clock.advance(9999);
  connections.tidy(LIMITS);
  assert.deepEqual(cut, []);
  await clock.advance(1);
  connections.tidy(LIMITS);
  assert.deepEqual(cut, ["stranger"]);
  await clock.advance(90_000);
  connections.tidy(LIMITS);
  assert.deepEqual(cut, ["stranger", "client"]);
  assert.equal(connections.size, 0);
});

Deno.test("tidy() counts from the last answer, and leaves work alone", async () => {
  const { clock, connections, cut, open } = stage();
  const busy = open("busy");
  answer(busy);
  busy.requestBegan();
  await clock.advance(1_000_000);
  connections.tidy(LIMITS);
  busy.requestEnded();
  await clock.advance(99_999);
  connections.tidy(LIMITS);
  assert.deepEqual(cut, []);
  await clock.advance(1);
  connections.tidy(LIMITS);
  assert.deepEqual(cut, ["busy"]);
});

Deno.test("tidy() ends a connection whose last answer said so, but lets it be read", async () => {
  const { clock, connections, cut, open } = stage();
  const refused = open("refused");
  refused.requestBegan();
  refused.willEnd();
  await clock.advance(5000);
  connections.tidy(LIMITS);
  refused.requestEnded();
  await clock.advance(999);
  connections.tidy(LIMITS);
  assert.deepEqual(cut, []);
  await clock.advance(1);
  connections.tidy(LIMITS);
  assert.deepEqual(cut, ["refused"]);
});

Deno.test("tidy() leaves a body to the deadline that can answer", async () => {
  const { clock, connections, cut, open } = stage();
  const slow = open("slow body");
  slow.requestBegan();
  slow.bodyAwaited();
  await clock.advance(1_000_000);
  connections.tidy(LIMITS);
  assert.deepEqual(cut, []);
});

Deno.test("tidy() keeps so many strangers and so many idle clients, the latest of each", async () => {
  const { clock, connections, cut, open } = stage();
  for (const name of ["a", "b", "c", "d", "e"]) {
    open(name);
    answer(open(name.toUpperCase()));
    open(`busy ${name}`).requestBegan();
    await clock.advance(1);
  }
  connections.tidy(LIMITS);
  assert.deepEqual(cut, [], "all of them have just come");
  await clock.advance(100);
  open("just here");
  connections.tidy(LIMITS);
  assert.deepEqual(cut, ["a", "b", "A", "B", "C"]);
  assert.equal(connections.size, 11);
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
  assert.equal(connections.makeRoom(5), 0, "none has waited for 100 ms");
  await clock.advance(100);
  open("just here");
  assert.equal(connections.makeRoom(1), 1);
  assert.deepEqual(cut, ["silent 1"]);
  assert.equal(connections.makeRoom(5), 3);
  assert.deepEqual(cut, ["silent 1", "silent 2", "slow body", "client"]);
  assert.equal(connections.size, 2, "the one at work, and the newest");
});

Deno.test("a body that has arrived is work; several requests can share a connection", async () => {
  const { clock, connections, cut, open } = stage();
  const both = open("HTTP/2");
  both.requestBegan();
  both.requestBegan();
  both.bodyAwaited();
  await clock.advance(1000);
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
