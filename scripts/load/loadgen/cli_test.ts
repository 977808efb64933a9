import assert from "node:assert/strict";
import { type FakeHost, fakeHost } from "../../lib/cli/host_fake.ts";
import { runTool } from "../../lib/cli/tool.ts";
import { loadgenTool } from "./cli.ts";
import { fetchClient } from "./client/fetch_client.ts";
import type { Surroundings } from "./commands/run.ts";
import { fakeShop } from "./shop_fixture.ts";
import { Summary } from "./result/summary.ts";

function surroundings(fetch: typeof globalThis.fetch): Surroundings {
  return {
    fetch,
    newSeed: () => 42,
    deno: "2",
    client: ({ timeoutMs }, clock) => fetchClient({ fetch, clock, timeoutMs }),
    cpuSeconds: () => 0,
  };
}

async function run(
  args: readonly string[],
  fetch: typeof globalThis.fetch,
): Promise<{ readonly host: FakeHost; readonly code: number }> {
  const host = fakeHost({ args, env: { GATEWAY_URL: "http://shop:8080" } });
  const tool = loadgenTool(surroundings(fetch));
  const running = runTool(host, tool);
  await host.clock.advance(60_000);
  return { host, code: await running };
}

Deno.test("loadgen buys the biggest event and prints what it did", async () => {
  const { asked, fetch } = fakeShop();
  const args = ["--rps", "2", "--duration", "20s"];
  const { host, code } = await run(args, fetch);
  assert.equal(code, 0);
  assert.ok(asked.includes("/events/6/reserve"));
  const bought = asked.filter((path) => path.endsWith("/pay")).length;
  assert.equal(bought, 4);
  const told = host.stdout.join("\n");
  assert.match(told, /40 visits in 20\.0 s, 2\.0 a second/);
  assert.match(told, /completed orders: 4, 0\.2 a second/);
  assert.match(told, /seed 42/);
  assert.match(host.stderr.join("\n"), /10 s +2\.0 rps/);
});

Deno.test("the summary is what its schema says", async () => {
  const { fetch } = fakeShop();
  const { host } = await run(["--duration", "10s", "--json"], fetch);
  const summary = Summary.parse(JSON.parse(host.stdout.join("")));
  assert.equal(summary.arrivals.started, 50);
  assert.equal(summary.intervals.length, 10);
  assert.deepEqual(
    summary.intervals.map(({ started }) => started),
    new Array<number>(10).fill(5),
  );
  assert.equal(summary.verdict.passed, true);
  assert.equal(summary.run.seed, 42);
});

Deno.test("the schema is printed as JSON Schema, with words about the fields", async () => {
  const { fetch } = fakeShop();
  const { host, code } = await run(["schema"], fetch);
  assert.equal(code, 0);
  const schema = JSON.parse(host.stdout.join("\n"));
  assert.equal(schema.properties.schema.const, "quickticket-loadgen/1");
  const { sold_out } = schema.properties.requests.properties.results.properties;
  assert.equal(sold_out.description, "409; not a failure");
});

Deno.test("5xx are failures, and --max-failures evaluates them", async () => {
  const broken = fakeShop((path) => path.endsWith("/reserve") ? 502 : 200);
  const args = ["--duration", "4s", "--max-failures", "29", "--json"];
  const { host, code } = await run(args, broken.fetch);
  assert.equal(code, 1);
  const told = Summary.parse(JSON.parse(host.stdout.join("")));
  assert.equal(told.steps.reserve?.results.server_error, 6);
  assert.deepEqual(told.steps.reserve?.statuses, { 502: 6 });
  assert.match(told.verdict.reasons.join(), /30\.00 % of the visits failed/);
});

Deno.test("sold out is no failure, but a run that bought nothing has failed", async () => {
  const soldOut = fakeShop((path) => path.endsWith("/reserve") ? 409 : 200);
  const args = ["--duration", "4s", "--max-failures", "0"];
  const { host, code } = await run(args, soldOut.fetch);
  assert.equal(code, 1);
  const told = host.stdout.join("\n");
  assert.match(told, /failed visits: 0/);
  assert.match(
    told,
    /failed: No order was completed, though 2 came to buy.*6 x sold out/,
  );
  // Visitors who only look need not buy.
  const looking = await run([...args, "--scenario", "browse"], soldOut.fetch);
  assert.equal(looking.code, 0);
});

Deno.test("expectations evaluate the run, each by its own measure", async () => {
  const { fetch } = fakeShop();
  const args = ["--rps", "10", "--duration", "10s"];
  const good = ["--expect", "pay.p99<300ms", "--expect=orders/s>=1"];
  const kept = await run([...args, ...good], fetch);
  assert.equal(kept.code, 0);
  assert.match(kept.host.stdout.join(), /passed: pay.p99<300ms, orders/);
  const missed = await run([...args, ...good, "--expect", "orders>10"], fetch);
  assert.equal(missed.code, 1);
  assert.match(missed.host.stdout.join("\n"), /failed: orders>10: measured 10/);
});

Deno.test("what was not measured does not pass", async () => {
  const soldOut = fakeShop((path) => path.endsWith("/reserve") ? 409 : 200);
  const args = ["--duration=4s", "--expect=pay.p99<300ms", "--json"];
  const { host, code } = await run(args, soldOut.fetch);
  assert.equal(code, 1);
  const { verdict } = Summary.parse(JSON.parse(host.stdout.join("")));
  assert.deepEqual(verdict.expectations, [
    { text: "pay.p99<300ms", measured: null, passed: false },
  ]);
  assert.equal(verdict.reasons[0], "pay.p99<300ms: nothing was measured");
});

Deno.test("an expectation of a step that the scenario does not have is refused", async () => {
  const { asked, fetch } = fakeShop();
  const { host, code } = await run(["--expect", "charge.p99<1s"], fetch);
  assert.equal(code, 2);
  assert.match(host.stderr.join(), /charge must be a step or journey of mixed/);
  assert.deepEqual(asked, []);
});

Deno.test("an expectation that is broken ends the run, but not before the delay", async () => {
  const { fetch } = fakeShop((path) => path.endsWith("/pay") ? 500 : 200);
  const { host, code } = await run([
    "--duration=50s",
    "--expect=errors.5xx<1%",
    "--abort-after=20s",
    "--json",
  ], fetch);
  assert.equal(code, 1);
  const { run: how } = Summary.parse(JSON.parse(host.stdout.join("")));
  assert.equal(how.ended, "aborted");
  assert.equal(how.seconds, 20);
  assert.match(host.stderr.join("\n"), /ended after 20 s: errors.5xx<1%/);
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

Deno.test("all bad flags are reported together, and nothing is sent", async () => {
  const { asked, fetch } = fakeShop();
  const { host, code } = await run(["--rps", "abc", "--duration", "1"], fetch);
  assert.equal(code, 2);
  assert.match(host.stderr[0] ?? "", /--rps must be .*; --duration must be/);
  assert.deepEqual(asked, []);
});

Deno.test("Ctrl-C ends the run early, with its result", async () => {
  const { fetch } = fakeShop();
  const host = fakeHost({ args: ["--event=6", "--json"] });
  const tool = loadgenTool(surroundings(fetch));
  const running = runTool(host, tool);
  await host.clock.advance(4500);
  host.send("SIGINT");
  assert.equal(await running, 0);
  const { run: how } = Summary.parse(JSON.parse(host.stdout.join("")));
  assert.deepEqual([how.ended, how.seconds], ["stopped", 4.5]);
});

Deno.test("the closed model prints Locust's table, sold out as its failures", async () => {
  const { fetch } = fakeShop((path) => path.endsWith("/reserve") ? 409 : 200);
  const { host } = await run([
    "--users=5",
    "--ramp=5/s",
    "--think=1s",
    "--duration=10s",
  ], fetch);
  const told = host.stdout.join("\n");
  assert.match(told, /^Type +Name +# reqs +# fails \| +Avg +Min +Max +Med \|/);
  assert.match(
    told,
    /POST +\/events\/\{id\}\/reserve +\d+ +\d+\(100\.00%\) \|/,
  );
  assert.match(told, /Aggregated +50 /);
});
