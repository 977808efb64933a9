// Runs with -P=test-sockets
/**
 * A stop amid clients that send half a request, or never read an answer.
 */

import assert from "node:assert/strict";
import {
  SECOND,
  serve,
  stopped,
  test,
  threeKinds,
} from "./guarded_server_fixture.ts";
import { get, postHead } from "./raw_client_fixture.ts";

test("a stop loses no honest request, whatever else is open", async () => {
  const stage = serve();
  const { silent, halfHead, served } = await threeKinds(stage);
  const halfBody = await stage.connect();
  await halfBody.send(postHead("/echo", 100) + "{");
  const slowBody = await stage.connect();
  await slowBody.send(postHead("/echo", 6) + "abc");
  const working = await stage.connect();
  await working.send(get("/work"));
  while (stage.app.inFlight() < 3) await stage.clock.advance(1);

  const began = stage.clock.monotonic();
  const ended = stopped(stage, 4 * SECOND);
  await served.send(get("/livez")); // it was on its way already
  await slowBody.send("def");
  assert.match(await served.end, /connection: close\r\n[^]*"alive"/i);
  assert.match(await slowBody.end, /200 OK[^]*abcdef$/);
  assert.match(await halfBody.end, /^HTTP\/1.1 408 /);
  assert.equal(await silent.end, "");
  assert.equal(await halfHead.end, "");
  stage.work.resolve();
  assert.match(await working.end, /200 OK[^]*"done":true/);
  assert.equal(await ended, true);
  const took = stage.clock.monotonic() - began;
  assert.ok(took < 3.5 * SECOND, `half a grace for the body, not ${took} ms`);
  await assert.rejects(stage.connect(), Deno.errors.ConnectionRefused);
});

test("a stop does not wait for a client that never reads its answer", async () => {
  const stage = serve();
  const deaf = await Deno.connect({
    hostname: "127.0.0.1",
    port: stage.server.port,
  });
  await deaf.write(new TextEncoder().encode(get("/big")));
  while (stage.made === 0) await stage.clock.advance(1);
  assert.equal(await stopped(stage), true);
  deaf.close();
});
