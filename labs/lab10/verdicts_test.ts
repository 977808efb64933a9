import assert from "node:assert/strict";
import { refuses } from "./verdict_fixture.ts";
import { machineWith } from "../../scripts/checks/machine_fixture.ts";
import type { Finding } from "../../scripts/checks/verdict.ts";
import { lab10 } from "./check.ts";
import { brokenStep, LIMIT_FILE, stepOf } from "./evidence_fixture.ts";
import { evaluateLimit } from "./limit_check.ts";
import { evaluateAgain, ratesAround } from "./limit_live_check.ts";
import report from "./report.md" with { type: "text" };

Deno.test("on a machine with nothing no check passes", async () => {
  for (const check of lab10.checks) {
    const verdict = await check.run(machineWith({})).then(
      (finding) => finding.verdict,
      (error: Error) => error.name,
    );
    assert.notEqual(verdict, "pass", check.id);
    assert.notEqual(verdict, "fail", check.id);
  }
});

Deno.test("an empty report is not started, and no failure", async () => {
  const machine = machineWith({ has: { "submissions/lab10.md": report } });
  for (const check of lab10.checks) {
    const finding = await check.run(machine);
    assert.equal(finding.verdict, "not_started", check.id);
  }
});

const section = (named = "events CPU", breaks = "150", holds = "100"): string =>
  `## Load\n\n- Holds: ${holds} visits/s\n- **Breaking point:** ${breaks} visits/s\n` +
  `- Limiting resource: ${named}\n`;

const limitOf = (limit: typeof LIMIT_FILE, text = section()): Finding =>
  evaluateLimit({ limit, unreadable: [] }, text);

Deno.test("a limit is what its steps show, and its resource what metrics show", () => {
  assert.equal(limitOf(LIMIT_FILE).verdict, "pass");
  assert.equal(
    limitOf(LIMIT_FILE, section("the event loop of events")).verdict,
    "pass",
  );
  assert.equal(
    evaluateLimit({ limit: undefined, unreadable: [] }, "").verdict,
    "not_started",
  );
  refuses(
    limitOf(LIMIT_FILE, section("gateway CPU")),
    /no metric shows "gateway CPU"/,
  );
  refuses(
    limitOf(LIMIT_FILE, section("events pool")),
    /at 150 visits\/s no metric shows "events pool"/,
  );
  refuses(
    limitOf(LIMIT_FILE, section("the network")),
    /names no part and resource/,
  );
  refuses(
    limitOf(LIMIT_FILE, section("events CPU", "200")),
    /breaking point is \d+, and limit.json/,
  );
  refuses(
    limitOf(LIMIT_FILE, section("events CPU", "150", "125")),
    /holds, and limit.json/,
  );
});

Deno.test("a breaking point without evidence does not count", () => {
  const last = (change: Parameters<typeof brokenStep>[1]): Finding =>
    limitOf({
      ...LIMIT_FILE,
      steps: [stepOf(50), stepOf(100), brokenStep(150, change)],
    });
  refuses(last({ p99: 40, p50: 5 }), /p99 is 40 ms, and its reason says 812.4/);
  refuses(
    last({ p99: 40, p50: 5, reasons: ["it felt slow"] }),
    /nothing supports that/,
  );
  refuses(
    last({ reasons: [] }),
    /p99 was 812.4 ms, and it is said to have held/,
  );
  refuses(
    last({ reasons: ["No order was completed, though 9 came"] }),
    /no customer could buy/,
  );
  refuses(
    last({
      uses: [{
        resource: "generator CPU",
        share: 0.97,
        detail: "0.97 of a core",
      }],
    }),
    /generator itself was used up/,
  );
  refuses(
    limitOf({
      ...LIMIT_FILE,
      steps: [stepOf(50, { ordersPerSecond: 0 }), brokenStep(150)],
    }),
    /a rate that sells nothing does not count/,
  );
  refuses(
    limitOf({ steps: [stepOf(50)], holds: 50 }),
    /nothing broke up to 50/,
  );
  refuses(
    limitOf({ ...LIMIT_FILE, breaks: 300 }, section("events CPU", "300")),
    /its steps say/,
  );
});

Deno.test("the limit is there again within a step, by the same resource", () => {
  assert.deepEqual(ratesAround(LIMIT_FILE), { below: 50, above: 200 });
  const low = stepOf(50);
  const high = brokenStep(200);
  const named = "events CPU";
  const sells = true;
  assert.equal(evaluateAgain({ low, high, named, sells }).verdict, "pass");
  const soldOut = { low, high, named, sells: false };
  assert.equal(evaluateAgain(soldOut).verdict, "could_not_verify");
  refuses(
    evaluateAgain({ low: brokenStep(50), high, named, sells }),
    /the lower one breaks/,
  );
  refuses(
    evaluateAgain({ low, high: stepOf(200), named, sells }),
    /the higher one holds, too/,
  );
  refuses(
    evaluateAgain({ low, high, named: "payments CPU", sells }),
    /no metric shows/,
  );
  const idle = stepOf(50, { ordersPerSecond: 0.1 });
  assert.equal(
    evaluateAgain({ low: idle, high, named, sells }).verdict,
    "could_not_verify",
  );
  const own = [{
    resource: "generator CPU",
    share: 0.95,
    detail: "0.95 of a core",
  }];
  const busy = brokenStep(200, { uses: own });
  assert.equal(
    evaluateAgain({ low, high: busy, named, sells }).verdict,
    "could_not_verify",
  );
});
