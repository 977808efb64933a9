// Runs with -P=test-sockets
/**
 * The guard's treatment of clients that are slow, idle or too many.
 */

import assert from "node:assert/strict";
import { once } from "node:events";
import { connect } from "node:net";
import {
  meanwhile,
  SECOND,
  serve,
  stopped,
  test,
  threeKinds,
} from "./guarded_server_fixture.ts";
import { get, postHead } from "./raw_client_fixture.ts";

test("a client has 10 s for its first request, and 100 s for the next", async () => {
  const stage = serve();
  const { silent, halfHead, served } = await threeKinds(stage);
  await stage.clock.advance(11 * SECOND);
  assert.equal(await silent.end, "");
  assert.equal(await halfHead.end, "");
  await stage.clock.advance(88 * SECOND);
  await served.send(get("/livez"));
  await served.until(/200 OK[^]*200 OK[^]*\}/);
  await stage.clock.advance(101 * SECOND);
  await served.end;
  assert.equal(await stopped(stage), true);
});

test("when all connections are at work, the next client waits its turn", async () => {
  const stage = serve({ maxOpen: 3 });
  const workers = [];
  for (let i = 1; i <= 3; i++) {
    const worker = await stage.connect();
    await worker.send(get("/work"));
    workers.push(worker);
    while (stage.app.inFlight() < i) await stage.clock.advance(1);
  }
  await stage.clock.advance(11 * SECOND);
  const next = await stage.connect();
  await next.send(get("/livez"));
  await stage.clock.advance(SECOND);
  assert.equal(next.received, "");
  stage.work.resolve();
  for (const worker of workers) await worker.until(/"done":true/);
  await meanwhile(stage, next.until(/200 OK/));
  assert.equal(await stopped(stage), true);
});

test("many silent clients keep no client out: the oldest make room", async () => {
  const stage = serve({ maxOpen: 20 });
  const silent = [];
  for (let i = 0; i < 200; i++) silent.push(await stage.connect());
  for (let i = 0; i < 5; i++) {
    const honest = await stage.connect();
    await honest.send(get("/livez"));
    await meanwhile(stage, honest.until(/200 OK/));
  }
  for (const client of silent.slice(0, 150)) assert.equal(await client.end, "");
  assert.equal(await stopped(stage), true);
});

test("many half-sent bodies keep no client out either", async () => {
  const stage = serve({ maxOpen: 20 });
  const half = [];
  for (let i = 0; i < 60; i++) {
    const client = await stage.connect();
    await client.send(postHead("/echo", 100) + "{");
    half.push(client);
  }
  const honest = await stage.connect();
  await honest.send(get("/livez"));
  await meanwhile(stage, honest.until(/200 OK/));
  await half[0]?.end;
  assert.equal(await stopped(stage, 2 * SECOND), true);
});

test("connections that are reset in the queue do not delay the next one", async () => {
  const stage = serve({ maxOpen: 1 });
  const worker = await stage.connect();
  await worker.send(get("/work"));
  while (stage.app.inFlight() === 0) await stage.clock.advance(1);
  for (let i = 0; i < 300; i++) { // nothing is accepted meanwhile
    const socket = connect(stage.server.port, "127.0.0.1");
    await once(socket, "connect");
    socket.resetAndDestroy();
  }
  const honest = await stage.connect();
  await honest.send(get("/livez"));
  stage.work.resolve();
  await worker.until(/"done":true/);
  const began = stage.clock.monotonic();
  await meanwhile(stage, honest.until(/200 OK/));
  const took = stage.clock.monotonic() - began;
  assert.ok(took < 3 * SECOND, `a pause for each takes 6 s, this ${took} ms`);
  assert.equal(await stopped(stage), true);
});

test("an answer to a body that did not come closes the connection", async () => {
  const stage = serve();
  const slow = await stage.connect();
  await slow.send(postHead("/echo", 100) + "{");
  const huge = await stage.connect();
  await huge.send(postHead("/echo", 1e9) + "{");
  while (stage.app.readingBodies() === 0) await stage.clock.advance(1);
  await stage.clock.advance(10 * SECOND);
  stage.app.giveUpOnLateBodies();
  await Promise.all([slow.until(/\}$/), huge.until(/\}$/)]);
  await stage.clock.advance(2 * SECOND);
  assert.match(await slow.end, /^HTTP\/1.1 408 /);
  assert.match(await huge.end, /^HTTP\/1.1 413 /);
  assert.equal(await stopped(stage), true);
});

test("a client that hangs up in its body is counted as a 400", async () => {
  const stage = serve();
  const gone = await stage.connect();
  await gone.send(postHead("/echo", 100) + "{");
  while (stage.app.readingBodies() === 0) await stage.clock.advance(1);
  gone.close();
  const half = await stage.connect();
  await half.send(postHead("/echo", 100) + "{");
  await half.endSending();
  assert.match(await half.end, /^HTTP\/1.1 400 [^]*broke off/);
  while (stage.app.inFlight() > 0) await stage.clock.advance(1);
  const { values } = await stage.app.registry
    .getSingleMetric("demo_requests_total")!.get();
  assert.deepEqual(
    values.map(({ labels, value }) => [labels.status, value]),
    [["400", 2]],
  );
  assert.equal(await stopped(stage), true);
});

test("clients that never wait for an answer do not keep others waiting", async () => {
  const stage = serve();
  let [others, before] = [0, Infinity];
  stage.app.hono.get("/greedy", (c) => {
    others++;
    return c.body(null);
  });
  stage.app.hono.get("/honest", (c) => {
    before = others;
    return c.body(null);
  });
  const greedy = [];
  for (let i = 0; i < 20; i++) greedy.push(await stage.connect());
  await Promise.all(
    greedy.map((client) => client.send(get("/greedy").repeat(500))),
  );
  const honest = await stage.connect();
  await honest.send(get("/honest"));
  await meanwhile(stage, honest.until(/200 OK/));
  assert.ok(before < 2000, `${before} of 10,000 were answered before`);
  assert.equal(await stopped(stage), true);
});
