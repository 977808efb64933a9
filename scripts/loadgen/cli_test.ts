import assert from "node:assert/strict";
import { type FakeHost, fakeHost } from "../lib/host_fake.ts";
import { runTool } from "../lib/tool.ts";
import { loadgenTool } from "./cli.ts";

const EVENTS = [[1, 100], [6, 1_000_000]].map(([id, total_tickets]) => ({
  id,
  name: "x",
  venue: "y",
  date: "2026-12-31T00:00:00.000Z",
  total_tickets,
  price_cents: 100,
  available: total_tickets,
}));

const RESERVATION = {
  reservation_id: "r1",
  event_id: 6,
  quantity: 1,
  total_cents: 100,
  expires_in_seconds: 300,
};

/** A shop that answers as its `status` says, and remembers who asked what. */
function shop(status: (path: string) => number = () => 200) {
  const asked: string[] = [];
  const fetch = (input: string | URL | Request): Promise<Response> => {
    const { pathname } = new URL(String(input));
    asked.push(pathname);
    const body = pathname === "/events" ? EVENTS : RESERVATION;
    return Promise.resolve(Response.json(body, { status: status(pathname) }));
  };
  return { asked, fetch };
}

async function run(
  args: readonly string[],
  fetch: typeof globalThis.fetch,
  draw = 0.95,
): Promise<{ readonly host: FakeHost; readonly code: number }> {
  const host = fakeHost({ args, env: { GATEWAY_URL: "http://shop:8080" } });
  const running = runTool(host, loadgenTool({ fetch, random: () => draw }));
  await host.clock.advance(60_000);
  return { host, code: await running };
}

Deno.test("loadgen buys the biggest event and prints what it did", async () => {
  const { asked, fetch } = shop();
  const args = ["--rps", "2", "--duration", "20s"];
  const { host, code } = await run(args, fetch);
  assert.equal(code, 0);
  assert.ok(asked.includes("/events/6/reserve"));
  assert.ok(asked.includes("/reserve/r1/pay"));
  assert.ok(host.stdout.includes("completed purchases: 40"));
  assert.match(host.stderr.join("\n"), /10 s +2\.\d rps/);
});

Deno.test("sold out is not an error; 5xx is one, and --max-failures judges", async () => {
  const soldOut = shop((path) => path.endsWith("/reserve") ? 409 : 200);
  const calm = ["--duration", "2s", "--max-failures", "0"];
  assert.equal((await run(calm, soldOut.fetch)).code, 0);
  const broken = shop((path) => path.endsWith("/pay") ? 502 : 200);
  assert.equal((await run(["--duration", "2s"], broken.fetch)).code, 0);
  const judged = await run([...calm, "--json"], broken.fetch);
  assert.equal(judged.code, 1);
  const told = JSON.parse(judged.host.stdout.join(""));
  assert.equal(told.byOperation.purchase.server_error, 10);
  assert.equal(told.purchases, 0);
});

Deno.test("a shop that is not there is a clear error and code 2", async () => {
  const refused = () => Promise.reject(new TypeError("connection refused"));
  const { host, code } = await run(["--duration", "2s"], refused);
  assert.equal(code, 2);
  assert.match(host.stderr.join("\n"), /Cannot ask http:\/\/shop:8080\/events/);
  const named = await run(["--duration", "2s", "--event", "1"], refused);
  assert.equal(named.code, 2);
  assert.match(named.host.stderr.join("\n"), /answered a single visit/);
});

Deno.test("bad flags are told all at once, and nothing is sent", async () => {
  const { asked, fetch } = shop();
  const { host, code } = await run(["--rps", "abc", "--duration", "1"], fetch);
  assert.equal(code, 2);
  assert.match(host.stderr[0] ?? "", /--rps must be .*; --duration must be/);
  assert.deepEqual(asked, []);
});
