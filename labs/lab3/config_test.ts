import assert from "node:assert/strict";
import { machineWith } from "../../scripts/checks/machine_fixture.ts";
import { evaluateConfig } from "./config_check.ts";

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

const FOLDER = "monitoring/prometheus";
const EVENTS = 'static_configs: [{ targets: ["events:8081"] }]';

function changed(...pairs: readonly (readonly [string, string])[]): string {
  return pairs.reduce((text, [from, to]) => {
    assert.ok(text.includes(from), from);
    return text.replaceAll(from, to);
  }, CONFIG);
}

const found = (
  text: string | undefined,
  has: Readonly<Record<string, string>> = {},
) => evaluateConfig(text, machineWith({ has }));

const RIGHT: Readonly<Record<string, string>> = {
  "as the lab shows it": CONFIG,
  "an interval in each job": changed(
    ["scrape_interval: 15s, ", ""],
    ["    static_configs", "    scrape_interval: 15s\n    static_configs"],
  ),
  "jobs that win over global": changed(
    ["scrape_interval: 15s,", "scrape_interval: 1m,"],
    ["    static_configs", "    scrape_interval: 15s\n    static_configs"],
  ),
  "milliseconds": changed(["scrape_interval: 15s", "scrape_interval: 15000ms"]),
  "quotes": changed(["15s", '"15s"']),
  "a merge key": changed(
    ["scrape_interval: 15s, ", ""],
    [
      "- job_name: gateway",
      "- &job\n    job_name: gateway\n    scrape_interval: 15s",
    ],
    ["- job_name: events", "- <<: *job\n    job_name: events"],
    ["- job_name: payments", "- <<: *job\n    job_name: payments"],
  ),
  "other jobs": `${CONFIG}  - job_name: prometheus
    static_configs: [{ targets: ["localhost:9090"] }]
`,
  "targets by DNS": changed([
    EVENTS,
    "dns_sd_configs: [{ names: [events], type: A, port: 8081 }]",
  ]),
  "an address made by relabelling": changed([
    EVENTS,
    'static_configs: [{ targets: ["events"] }]\n' +
    '    relabel_configs: [{ target_label: __address__, replacement: "events:8081" }]',
  ]),
  "labels and what is the default": changed([
    EVENTS,
    'metrics_path: /metrics\n    scheme: http\n    static_configs: [{ targets: ["events:8081"], labels: { team: shop } }]',
  ]),
  "CRLF": CONFIG.replaceAll("\n", "\r\n"),
  "JSON": JSON.stringify({
    global: { scrape_interval: "15s", evaluation_interval: "15s" },
    scrape_configs: ["gateway:8080", "events:8081", "payments:8082"].map(
      (target) => ({
        job_name: target.split(":")[0],
        static_configs: [{ targets: [target] }],
      }),
    ),
  }),
};

for (const [name, text] of Object.entries(RIGHT)) {
  Deno.test(`3.1 takes prometheus.yml with ${name}`, async () => {
    const { verdict, measured } = await found(text);
    assert.equal(verdict, "pass", measured);
  });
}

const WRONG: readonly (readonly [string, string, RegExp])[] = [
  ["scrape_interval: 15s, ", "", /scraped every 1m/],
  ["evaluation_interval: 15s", "external_labels: {}", /evaluated every 1m/],
  ["scrape_interval: 15s", "scrape_interval: 30s", /scraped every 30s/],
  ["payments:8082", "payments:8080", /payments is asked at payments:8080/],
  ["gateway:8080", "localhost:8080", /gateway is asked at localhost:8080/],
  [
    '"events:8081"',
    '"events:8081", "payments:8082"',
    /asked at events:8081, payments/,
  ],
  ['"events:8081"', "", /asked at no target/],
  ["job_name: events", "job_name: event", /no job events/],
  ["job_name: events", "job_name: gateway", /2 jobs gateway; no job events/],
  [
    EVENTS,
    `metrics_path: /metric\n    ${EVENTS}`,
    /events is asked for \/metric$/,
  ],
  [EVENTS, `scheme: https\n    ${EVENTS}`, /events is asked by https/],
  [EVENTS, `scrape_interval: 1m\n    ${EVENTS}`, /events is scraped every 1m/],
  ["scrape_configs:", "scrape_configs", /cannot be read: .*line/],
  ["job_name: events", "job: events", /job_name/],
];

for (const [from, to, says] of WRONG) {
  Deno.test(`3.1 refuses prometheus.yml with ${to || `no ${from}`}`, async () => {
    const { verdict, measured } = await found(changed([from, to]));
    assert.equal(verdict, "fail");
    assert.match(measured, says);
  });
}

Deno.test("3.1 reads jobs and targets from files that prometheus.yml names", async () => {
  const [head = "", jobs = ""] = CONFIG.split("scrape_configs:");
  const split = `${head}scrape_config_files: ["jobs/*.yml"]`;
  const file = `scrape_configs:${jobs}`;
  assert.equal((await found(split)).verdict, "fail");
  const here = { [`${FOLDER}/jobs/a.yml`]: file };
  assert.equal((await found(split, here)).verdict, "pass");

  const named = changed([EVENTS, 'file_sd_configs: [{ files: ["./t.json"] }]']);
  const targets = (address: string) => ({
    [`${FOLDER}/t.json`]: JSON.stringify([{ targets: [address] }]),
  });
  assert.equal((await found(named, targets("events:8081"))).verdict, "pass");
  assert.equal((await found(named, targets("events:8080"))).verdict, "fail");
  assert.equal((await found(undefined)).verdict, "not_started");
});
