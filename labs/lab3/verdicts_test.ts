import assert from "node:assert/strict";
import { machineWith } from "../../scripts/checks/machine_fixture.ts";
import { lab3 } from "./check.ts";
import { countRaw, growth } from "./count_raw.ts";
import { evaluateLag } from "./lag_check.ts";
import { evaluateOutage } from "./outage_check.ts";
import { evaluateSli } from "./recorded_sli.ts";
import { evaluateLoaded } from "./sli_check.ts";
import { evaluateTargets } from "./targets_check.ts";

Deno.test("on a machine on which nothing runs no check passes", async () => {
  for (const check of lab3.checks) {
    const verdict = await check.run(machineWith({})).then(
      (finding) => finding.verdict,
      (error: Error) => error.name,
    );
    assert.ok(
      ["not_started", "CouldNotRun"].includes(verdict),
      `${check.id} ${verdict}`,
    );
  }
});

const SERVICES = ["gateway", "events", "payments"];
const TARGETS = SERVICES.map((job) => ({
  job,
  health: "up",
  every: "15s",
  error: "",
}));
const BUILDS = SERVICES.map((service) => ({ job: service, service }));

Deno.test("a target is up, asked every 15 s, and is who it is called after", () => {
  assert.equal(evaluateTargets(TARGETS, BUILDS).verdict, "pass");
  const changed = (change: object) =>
    TARGETS.map((one, i) => i === 1 ? { ...one, ...change } : one);
  const refused = "connection refused";
  assert.match(
    evaluateTargets(changed({ health: "down", error: refused }), BUILDS)
      .measured,
    /refused/,
  );
  assert.equal(
    evaluateTargets(changed({ every: "1m" }), BUILDS).verdict,
    "fail",
  );
  assert.equal(
    evaluateTargets(changed({ job: "event" }), BUILDS).verdict,
    "fail",
  );
  const crossed = BUILDS.map(({ job }) => ({ job, service: "events" }));
  assert.equal(evaluateTargets(TARGETS, crossed).verdict, "fail");
});

Deno.test("all requests are known one scrape later", () => {
  const seen = { sent: 60, served: 60, missing: 0, lagS: 15, luckyS: 4 };
  assert.equal(evaluateLag(seen).verdict, "pass");
  assert.equal(evaluateLag({ ...seen, lagS: 31 }).verdict, "fail");
  assert.equal(evaluateLag({ ...seen, missing: 60, lagS: 75 }).verdict, "fail");
  assert.equal(evaluateLag({ ...seen, served: 0 }).verdict, "could_not_verify");
});

Deno.test("an outage is seen, on a board with data", () => {
  const seen = {
    failures: 50,
    requests: 500,
    before: 0,
    during: 7,
    upAfterS: 9,
    errorsAfterS: 20,
    empty: [],
    queries: 8,
    isBack: true,
  };
  assert.equal(evaluateOutage(seen).verdict, "pass");
  assert.equal(evaluateOutage({ ...seen, during: 0 }).verdict, "fail");
  assert.equal(
    evaluateOutage({ ...seen, empty: ["events_pool"] }).verdict,
    "fail",
  );
  assert.equal(evaluateOutage({ ...seen, isBack: false }).verdict, "fail");
  assert.equal(
    evaluateOutage({ ...seen, before: 4 }).verdict,
    "could_not_verify",
  );
  assert.equal(
    evaluateOutage({ ...seen, failures: 0 }).verdict,
    "could_not_verify",
  );
});

Deno.test("a counter that falls has begun again", () => {
  assert.equal(growth([5, 8, 2, 4]), 7);
  assert.equal(growth([20]), 0);
  const series = (status: string, ...values: number[]) => ({
    metric: { __name__: "gateway_requests_total", status },
    values,
  });
  const counted = countRaw([
    series("200", 0, 90),
    series("404", 1, 7),
    series("503", 0, 4),
  ]);
  assert.deepEqual(counted, {
    requests: 100,
    failures: 4,
    refused: 6,
    quick: 0,
    timed: 0,
  });
});

Deno.test("what is recorded is held against what was counted", () => {
  const counted = {
    requests: 1000,
    failures: 200,
    refused: 250,
    quick: 990,
    timed: 1000,
  };
  const recorded = { availability: 0.803, latency: 0.99, burn: 39.4 };
  assert.equal(evaluateSli(recorded, counted).verdict, "pass");
  assert.equal(
    evaluateSli({ ...recorded, availability: 0.55 }, counted).verdict,
    "fail",
  );
  assert.equal(
    evaluateSli({ ...recorded, availability: undefined }, counted).verdict,
    "fail",
  );
  assert.equal(
    evaluateSli({ ...recorded, latency: 0.9 }, counted).verdict,
    "fail",
  );
  assert.equal(
    evaluateSli({ ...recorded, burn: 3.94 }, counted).verdict,
    "fail",
  );
  assert.equal(
    evaluateSli(recorded, { ...counted, failures: 0 }).verdict,
    "could_not_verify",
  );
});

Deno.test("a rule is in force when the running Prometheus has it without an error", () => {
  assert.equal(evaluateLoaded([{ name: "a", health: "ok" }]), undefined);
  assert.equal(evaluateLoaded([{ name: "a" }])?.verdict, "fail");
  assert.equal(
    evaluateLoaded([{ name: "a", health: "err", lastError: "x" }])?.verdict,
    "fail",
  );
});
