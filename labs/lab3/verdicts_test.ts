import assert from "node:assert/strict";
import { machineWith } from "../../scripts/checks/machine_fixture.ts";
import type { SeriesAnswer } from "../../scripts/adapters/prometheus/synthetic_series.ts";
import { evaluateBudget } from "./budget_check.ts";
import { lab3 } from "./check.ts";
import { evaluateConfig, evaluateTargets } from "./config_checks.ts";
import { countRaw, growth } from "./count_raw.ts";
import { evaluateLag } from "./lag_check.ts";
import { evaluateOutage } from "./outage_check.ts";
import { evaluateFacts } from "./rules_check.ts";
import { evaluateLoaded, evaluateSli } from "./sli_check.ts";
import { FACTS, PAY_FACTS } from "./synthetic_series.ts";

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

const CONFIG = `
global: { scrape_interval: 15s, evaluation_interval: 15s }
scrape_configs:
  - job_name: gateway
    static_configs: [{ targets: ["gateway:8080"] }]
  - job_name: events
    static_configs: [{ targets: ["events:8081"] }]
  - job_name: payments
    static_configs: [{ targets: ["payments:8082"] }]
`;

Deno.test("three jobs every 15 s are right, however they say it", () => {
  assert.equal(evaluateConfig(undefined).verdict, "not_started");
  assert.equal(evaluateConfig(CONFIG).verdict, "pass");
  const own = CONFIG.replace("scrape_interval: 15s, ", "")
    .replaceAll(
      "    static_configs",
      "    scrape_interval: 15s\n    static_configs",
    );
  assert.equal(evaluateConfig(own).verdict, "pass");
  const found = CONFIG.replace(
    'static_configs: [{ targets: ["events:8081"] }]',
    "dns_sd_configs: [{ names: [events], type: A, port: 8081 }]",
  );
  assert.equal(evaluateConfig(found).verdict, "pass");
});

for (
  const [from, to, says] of [
    ["scrape_interval: 15s, ", "", /scraped every 1m/],
    ["evaluation_interval: 15s", "external_labels: {}", /evaluated every 1m/],
    ["payments:8082", "payments:8080", /payments is asked at payments:8080/],
    ["gateway:8080", "localhost:8080", /gateway is asked at localhost:8080/],
    ["job_name: events", "job_name: event", /no job events/],
    ["scrape_configs:", "scrape_configs", /cannot be read/],
  ] as const
) {
  Deno.test(`prometheus.yml with ${to || `no ${from}`} is refused`, () => {
    const { verdict, measured } = evaluateConfig(CONFIG.replace(from, to));
    assert.equal(verdict, "fail");
    assert.match(measured, says);
  });
}

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

/** As right rules answer. */
const RIGHT: readonly SeriesAnswer[] = FACTS.map(({ truth }) => samples(truth));

function samples(...values: readonly (number | undefined)[]): SeriesAnswer {
  const known = values.filter((value) => value !== undefined);
  return {
    kind: "samples",
    samples: known.map((value) => ({ metric: {}, value })),
  };
}

function judged(wrong: Readonly<Record<number, SeriesAnswer>>) {
  return evaluateFacts(FACTS, RIGHT.map((answer, i) => wrong[i] ?? answer), "");
}

Deno.test("rules are right when they are in every series; no value may be NaN", () => {
  assert.equal(judged({}).verdict, "pass");
  assert.equal(judged({ 3: samples(NaN) }).verdict, "pass");
  assert.equal(
    evaluateFacts(PAY_FACTS, PAY_FACTS.map(({ truth }) => samples(truth)), "")
      .verdict,
    "pass",
  );
});

for (
  const [what, wrong, says] of [
    ["counts a 4xx", { 0: samples(0.88) }, /4xx is counted/],
    ["has no sum", { 0: samples(1, 1, 1) }, /3 series/],
    ["is empty before the first failure", { 1: samples() }, /has no value/],
    ["is 1 where nobody asks", { 3: samples(1) }, /nobody asks.*is 1/],
    ["is 1 where nothing is known", { 4: samples(1) }, /knows nothing.*is 1/],
    ["looks at another bucket", { 7: samples(0.97) }, /another one: 1 s/],
    ["divides by another budget", { 10: samples(0.4) }, /taken for 5 %/],
    [
      "is no query",
      { 0: { kind: "refused", why: "parse error" } },
      /not answered/,
    ],
  ] as const
) {
  Deno.test(`a rule that ${what} is refused`, () => {
    const { verdict, measured } = judged(wrong);
    assert.equal(verdict, "fail");
    assert.match(measured, says);
  });
}

Deno.test("rules that cannot be read are told in promtool's words", () => {
  const { verdict, measured } = evaluateFacts(
    FACTS,
    "rules.yml: 9:15: unclosed",
    "",
  );
  assert.equal(verdict, "fail");
  assert.match(measured, /9:15/);
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

const TABLE = `| What | Value |
| --- | ---: |
| Requests a second, measured in 3.5 | 11.0 |
| Share of all requests that failed in 3.5 (%) | 9.0 % |
| Requests in 7 days at that rate | 6,652,800 |
| Requests that may fail in 7 days | 33264 |
| Minutes of a total outage in 7 days | 50.4 |
| Burn rate at the share that failed | 18 |
| Hours until the budget is gone at that burn rate | 9.3 |
`;

Deno.test("the budget follows from the two figures that were measured", () => {
  assert.equal(evaluateBudget(undefined).verdict, "not_started");
  assert.equal(
    evaluateBudget(TABLE.replace(/\| [\d.,% ]+ \|$/gm, "| |")).verdict,
    "not_started",
  );
  assert.equal(evaluateBudget(TABLE).verdict, "pass");
  for (
    const [from, to] of [
      ["6,652,800", "665,280"],
      ["33264", "332640"],
      ["50.4", "216"],
      ["| 18 |", "| 9 |"],
      ["9.3", "18"],
      ["9.0 %", ""],
    ] as const
  ) assert.equal(evaluateBudget(TABLE.replace(from, to)).verdict, "fail", to);
});
