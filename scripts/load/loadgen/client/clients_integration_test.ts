// Runs with -P=test-sockets
import assert from "node:assert/strict";
import { fakeClock, systemClock } from "../../../../services/shared/mod.ts";
import { fetchClient } from "./fetch_client.ts";
import type { HttpClient } from "./http_client.ts";
import { socketClient } from "./socket_client.ts";

const clock = systemClock;
const encoder = new TextEncoder();

const CLIENTS: Readonly<Record<string, () => HttpClient>> = {
  fetchClient: () => fetchClient({ fetch, clock, timeoutMs: 200 }),
  socketClient: () => socketClient({ clock, timeoutMs: 200 }),
};

/** A server of HTTP. */
function serve(handler: (request: Request) => Response | Promise<Response>) {
  const server = Deno.serve(
    { hostname: "127.0.0.1", port: 0, onListen: () => {} },
    handler,
  );
  return {
    url: `http://127.0.0.1:${server.addr.port}`,
    close: () => server.shutdown(),
  };
}

/** A server that sends the given bytes to every client. */
function speak(text: string) {
  const listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const talking = (async () => {
    for await (const connection of listener) {
      await connection.read(new Uint8Array(1000));
      await connection.write(encoder.encode(text));
      connection.close();
    }
  })();
  return {
    url: `http://127.0.0.1:${listener.addr.port}`,
    async close() {
      listener.close();
      await talking;
    },
  };
}

for (const [name, make] of Object.entries(CLIENTS)) {
  Deno.test(`${name}: what is sent arrives, and the answer comes back`, async () => {
    const shop = serve(async (request) =>
      Response.json({
        method: request.method,
        path: new URL(request.url).pathname,
        type: request.headers.get("Content-Type"),
        body: await request.text(),
      })
    );
    const client = make();
    const said = async (method: string, body?: unknown) => {
      const url = `${shop.url}/events/6/reserve`;
      const { result, status, text = "" } = await client.send({
        method,
        url,
        body,
        wantsText: true,
      });
      assert.deepEqual([result, status], ["ok", 200]);
      return JSON.parse(text);
    };
    const path = "/events/6/reserve";
    const type = "application/json";
    assert.deepEqual(await said("POST", { name: "Zoë" }), {
      method: "POST",
      path,
      type,
      body: '{"name":"Zoë"}',
    });
    assert.deepEqual(await said("GET"), {
      method: "GET",
      path,
      type: null,
      body: "",
    });
    client.close();
    await shop.close();
  });

  Deno.test(`${name}: sold out, 4xx, 5xx are distinguished`, async () => {
    const shop = serve((request) =>
      new Response("x", {
        status: Number(new URL(request.url).pathname.slice(1)),
      })
    );
    const client = make();
    const results = [];
    for (const status of [200, 404, 409, 429, 503]) {
      const url = `${shop.url}/${status}`;
      const ended = await client.send({ method: "GET", url, wantsText: true });
      results.push([ended.status, ended.result]);
    }
    assert.deepEqual(results, [
      [200, "ok"],
      [404, "client_error"],
      [409, "sold_out"],
      [429, "client_error"],
      [503, "server_error"],
    ]);
    client.close();
    await shop.close();
  });

  Deno.test(`${name}: refused, timeout and broken are distinguished`, async () => {
    const client = make();
    const resultAt = async (url: string): Promise<string> =>
      (await client.send({ method: "GET", url, wantsText: false })).result;
    const stall = Promise.withResolvers<Response>();
    const slow = serve(() => stall.promise);
    assert.equal(await resultAt(slow.url), "timeout");
    stall.resolve(new Response("late"));
    await slow.close();
    assert.equal(await resultAt(slow.url), "refused");
    for (
      const text of [
        "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nab",
        "what?",
        "",
      ]
    ) {
      const rude = speak(text);
      assert.equal(await resultAt(rude.url), "broken", text);
      await rude.close();
    }
    client.close();
  });
}

Deno.test("socketClient: one connection serves one request after the other, until it is old", async () => {
  const ports = new Set<number>();
  const server = Deno.serve({
    hostname: "127.0.0.1",
    port: 0,
    onListen: () => {},
  }, (_, { remoteAddr }) => {
    ports.add(remoteAddr.port);
    return new Response("x".repeat(100_000));
  });
  const url = `http://127.0.0.1:${server.addr.port}/`;
  const clock = fakeClock(); // a slow machine does not make a connection old
  const client = socketClient({ clock, timeoutMs: 2000 });
  const ask = () => client.send({ method: "GET", url, wantsText: true });
  for (let i = 0; i < 5; i++) assert.equal((await ask()).text?.length, 100_000);
  assert.equal(ports.size, 1);
  await Promise.all([ask(), ask(), ask()]);
  assert.equal(ports.size, 3);
  await clock.advance(600);
  for (let i = 0; i < 5; i++) await ask();
  assert.equal(
    ports.size,
    4,
    "those that rested are too old, a new one serves",
  );
  client.close();
  await server.shutdown();
});

Deno.test("socketClient: a resting connection that the server closes is not used again", async () => {
  const answer = encoder.encode("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
  const hangUps: (() => void)[] = [];
  const clock = fakeClock();
  const client = socketClient({
    clock,
    timeoutMs: 2000,
    connect() {
      let isAnswered = false;
      const closed = Promise.withResolvers<null>();
      hangUps.push(() => closed.resolve(null));
      return Promise.resolve({
        read(into: Uint8Array) {
          if (isAnswered) return closed.promise;
          isAnswered = true;
          into.set(answer);
          return Promise.resolve(answer.length);
        },
        write: (bytes: Uint8Array) => Promise.resolve(bytes.length),
        close: () => {},
      });
    },
  });
  const url = "http://shop/reserve/1/pay";
  const pay = () => client.send({ method: "POST", url, wantsText: false });
  assert.equal((await pay()).result, "ok");
  hangUps[0]?.();
  await clock.advance(0); // lets everything go on that can
  assert.equal((await pay()).result, "ok");
  assert.equal(hangUps.length, 2);
});

Deno.test("socketClient: a connection that is not taken in time is a timeout", async () => {
  const client = socketClient({
    clock,
    timeoutMs: 50,
    connect: () => new Promise(() => {}),
  });
  const { result } = await client.send({
    method: "GET",
    url: "http://127.0.0.1:1/",
    wantsText: false,
  });
  assert.equal(result, "timeout");
});
