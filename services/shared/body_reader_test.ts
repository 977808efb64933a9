import assert from "node:assert/strict";
import {
  BODY_TIMEOUT_MS,
  MAX_BODY_BYTES,
  MAX_SLOW_BODIES,
} from "./body_reader.ts";
import { fakeClock } from "./clock_fake.ts";
import { createServiceApp } from "./service_app.ts";

/** A service whose one route answers with the length of what it got. */
function demo() {
  const clock = fakeClock();
  const app = createServiceApp({ service: "demo", version: "1", clock });
  app.hono.post("/length", async (c) => {
    return c.json({ length: (await c.req.text()).length });
  });
  return { app, clock };
}

/** A body that says "{", and then what the test does with it. */
function openBody(headers: Record<string, string> = {}) {
  let controller!: ReadableStreamDefaultController<Uint8Array>;
  const body = new ReadableStream<Uint8Array>({
    start(made) {
      controller = made;
      controller.enqueue(new TextEncoder().encode("{"));
    },
  });
  const request = new Request("http://demo/length", {
    method: "POST",
    headers,
    body,
  });
  return { request, controller };
}

type Demo = ReturnType<typeof demo>;

async function counted({ app }: Demo): Promise<readonly string[]> {
  const { values } = await app.registry
    .getSingleMetric("demo_requests_total")!.get();
  return values.map(({ labels, value }) => `${labels.status} ${value}`);
}

for (const headers of [{}, { "Content-Length": "100" }]) {
  const kind = "Content-Length" in headers ? "a length" : "chunks";
  Deno.test(`a body with ${kind} that breaks off is the client's fault: 400, and counted so`, async () => {
    const stage = demo();
    const { request, controller } = openBody(headers);
    const answer = stage.app.hono.request(request);
    controller.error(new Error("connection reset by peer"));
    assert.equal((await answer).status, 400);
    assert.match((await (await answer).json()).detail, /broke off/);
    assert.equal((await answer).headers.get("connection"), "close");
    assert.deepEqual(await counted(stage), ["400 1"]);
    assert.equal(stage.app.readingBodies(), 0);
  });

  Deno.test(`a body with ${kind} that does not end is answered 408 in bounded time`, async () => {
    const stage = demo();
    const { app, clock } = stage;
    const answer = Promise.resolve(app.hono.request(openBody(headers).request));
    await clock.advance(BODY_TIMEOUT_MS - 1);
    app.giveUpOnLateBodies();
    await clock.advance(1);
    assert.equal(app.readingBodies(), 1);
    app.giveUpOnLateBodies();
    assert.equal((await answer).status, 408);
    assert.equal((await answer).headers.get("connection"), "close");
    assert.deepEqual(await counted(stage), ["408 1"]);
    assert.equal(app.readingBodies(), 0);
  });
}

Deno.test("a body that is slow but in time is read", async () => {
  const { app, clock } = demo();
  const { request, controller } = openBody();
  const answer = app.hono.request(request);
  await clock.advance(BODY_TIMEOUT_MS - 1);
  app.giveUpOnLateBodies();
  controller.enqueue(new TextEncoder().encode("}"));
  controller.close();
  assert.deepEqual(await (await answer).json(), { length: 2 });
});

Deno.test("a chunked body above the limit is answered 413 before it ends", async () => {
  const { app } = demo();
  const { request, controller } = openBody();
  controller.enqueue(new Uint8Array(MAX_BODY_BYTES));
  const answer = await app.hono.request(request);
  assert.equal(answer.status, 413);
  assert.equal(answer.headers.get("connection"), "close");
});

Deno.test("giveUpOnBodies() ends all waits, also those that begin later", async () => {
  const { app } = demo();
  const bodies = [openBody(), openBody(), openBody()];
  const answers = bodies.map(({ request }) => app.hono.request(request));
  await Promise.resolve();
  assert.equal(app.readingBodies(), 3);
  app.giveUpOnBodies();
  for (const answer of answers) assert.equal((await answer).status, 408);
  assert.equal((await app.hono.request(openBody().request)).status, 408);
});

Deno.test("of several bodies the late one alone is given up", async () => {
  const { app, clock } = demo();
  const first = app.hono.request(openBody().request);
  await clock.advance(BODY_TIMEOUT_MS / 2);
  const second = openBody();
  const answer = app.hono.request(second.request);
  await clock.advance(BODY_TIMEOUT_MS / 2);
  app.giveUpOnLateBodies();
  assert.equal((await first).status, 408);
  assert.equal(app.readingBodies(), 1);
  second.controller.close();
  assert.equal((await answer).status, 200);
});

Deno.test("of too many slow bodies the slowest are given up, prompt ones never", async () => {
  const { app, clock } = demo();
  const answers = [];
  for (let i = 0; i < MAX_SLOW_BODIES + 3; i++) {
    answers.push(app.hono.request(openBody().request));
    await clock.advance(1);
  }
  app.giveUpOnLateBodies();
  await clock.advance(99);
  app.giveUpOnLateBodies(); // the last three may still be in time
  await clock.advance(1);
  assert.equal(app.readingBodies(), MAX_SLOW_BODIES + 3);
  const prompt = openBody();
  const answer = app.hono.request(prompt.request);
  app.giveUpOnLateBodies();
  prompt.controller.close();
  assert.equal((await answer).status, 200);
  for (const slowest of answers.slice(0, 3)) {
    assert.equal((await slowest).status, 408);
  }
  assert.equal(app.readingBodies(), MAX_SLOW_BODIES);
});

Deno.test("a connection learns of a body that is late, and of no other", async () => {
  const { app } = demo();
  const told: string[] = [];
  const connection = {
    requestBegan() {},
    requestEnded() {},
    bodyAwaited: () => void told.push("awaited"),
    bodyEnded: () => void told.push("ended"),
    willEnd: () => void told.push("will end"),
    closed() {},
  };
  const prompt = { method: "POST", body: "{}" };
  assert.equal(
    (await app.hono.request("/length", prompt, { connection })).status,
    200,
  );
  assert.deepEqual(told, []);
  const { request, controller } = openBody();
  const answer = app.hono.request(request, undefined, { connection });
  await Promise.resolve();
  app.giveUpOnLateBodies();
  app.giveUpOnLateBodies();
  assert.deepEqual(told, ["awaited"]);
  controller.close();
  await answer;
  assert.deepEqual(told, ["awaited", "ended"]);
  const broken = openBody();
  const refused = app.hono.request(broken.request, undefined, { connection });
  broken.controller.error(new Error("reset"));
  await refused;
  assert.deepEqual(told, ["awaited", "ended", "will end"]);
});
