import assert from "node:assert/strict";
import { type FakeHost, fakeHost } from "../../../lib/cli/host_fake.ts";
import { runTool } from "../../../lib/cli/tool.ts";
import { fetchClient } from "../client/fetch_client.ts";
import { fakeShop } from "../shop_fixture.ts";
import { findLimitTool } from "./find_limit.ts";

/** A shop whose payments fail while more than `holds` a second come. */
async function findIn(
  holds: number,
  ...args: readonly string[]
): Promise<{
  readonly host: FakeHost;
  readonly code: number;
  readonly asked: readonly string[];
}> {
  const host = fakeHost({ args: ["--event=6", "--step=2s", ...args] });
  const asked: string[] = [];
  const arrivals: number[] = [];
  const shop = fakeShop((path) => {
    const now = host.clock.monotonic();
    if (path === "/events") arrivals.push(now);
    const lately = arrivals.filter((at) => now - at < 1000).length;
    return lately > holds ? 503 : 200;
  });
  const fetch: typeof globalThis.fetch = (input) => {
    const url = String(input);
    asked.push(url);
    return url.endsWith("/metrics")
      ? Promise.resolve(new Response("events_db_pool_size 1\n"))
      : shop.fetch(input);
  };
  const tool = findLimitTool({
    fetch,
    newSeed: () => 1,
    deno: "2",
    client: ({ timeoutMs }, clock) => fetchClient({ fetch, clock, timeoutMs }),
    cpuSeconds: () => 0,
  });
  const running = runTool(host, tool);
  await host.clock.advance(60_000);
  return { host, code: await running, asked };
}

const BROWSE = ["--scenario=browse", "--expect=errors<1%"];
const STEPS = ["--from=2", "--by=2", "--to=8"];

Deno.test("the rate that held is printed, and the exit code is 0", async () => {
  const { host, code } = await findIn(5, ...BROWSE, ...STEPS);
  assert.equal(code, 0);
  assert.match(
    host.stdout.join("\n"),
    /Limit: 4 visits a second hold, 6 break\n {2}errors<1%: measured/,
  );
});

Deno.test("each step is a line under its head, the one that broke is tried twice", async () => {
  const { host } = await findIn(5, ...BROWSE, ...STEPS);
  const rates = host.stderr.flatMap((line) =>
    /^ +(\d+) /.exec(line)?.[1] ?? []
  );
  assert.deepEqual(rates, ["2", "4", "6", "6"]);
  assert.match(host.stderr.join("\n"), /visits\/s +orders\/s +p50/);
});

Deno.test("a shop that breaks at the first step is code 1", async () => {
  const { host, code } = await findIn(0, ...BROWSE, ...STEPS);
  assert.equal(code, 1);
  assert.match(host.stdout.join(), /Even 2 visits a second break/);
});

Deno.test("a first step above the last one is refused before any load", async () => {
  const { host, code, asked } = await findIn(9, "--from=9", "--to=8");
  assert.equal(code, 2);
  assert.match(
    host.stderr.join("\n"),
    /--from must be at most --to 8, current value is 9/,
  );
  assert.deepEqual(asked, []);
});

Deno.test("steps of a tenth reach the last one", async () => {
  const steps = ["--from=0.5", "--by=0.1", "--to=0.8", "--json"];
  const { host } = await findIn(99, ...BROWSE, ...steps);
  const limit = JSON.parse(host.stdout.join(""));
  assert.deepEqual(
    limit.steps.map(({ rate }: { readonly rate: number }) => rate),
    [0.5, 0.6, 0.7, 0.8],
  );
});

Deno.test("services are watched beside the gateway, or where --watch says", async () => {
  const watched = async (...args: readonly string[]) => {
    const once = ["--from=1", "--to=1", "--url=http://shop:9000"];
    const { asked } = await findIn(99, ...BROWSE, ...once, ...args);
    return [...new Set(asked.filter((url) => url.endsWith("/metrics")))];
  };
  assert.deepEqual(await watched(), [
    "http://shop:9000/metrics",
    "http://shop:8081/metrics",
    "http://shop:8082/metrics",
  ]);
  assert.deepEqual(await watched("--watch=a=http://one/,b=https://two"), [
    "http://one/metrics",
    "https://two/metrics",
  ]);
});

for (const bad of ["events", "events=ftp://x", "=http://x", "a=http://x,,"]) {
  Deno.test(`--watch ${bad} is refused`, async () => {
    const { host, code } = await findIn(9, ...BROWSE, `--watch=${bad}`);
    assert.equal(code, 2);
    assert.match(host.stderr.join("\n"), /--watch must be pairs such as/);
  });
}
