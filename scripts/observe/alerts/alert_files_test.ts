import assert from "node:assert/strict";
import { readAlerting } from "./alert_files.ts";

/** Reads these files, by path. */
async function alertingIn(files: Readonly<Record<string, string>>) {
  return await readAlerting({
    files: (pattern) =>
      Promise.resolve(Object.keys(files).filter((path) => pattern.test(path))),
    read: (path) => Promise.resolve(files[path]),
  });
}

const GRAFANA = "monitoring/grafana/provisioning/alerting";

const RULES = `
groups:
  - name: shop
    interval: 30s
    rules:
      - title: PayFails
        condition: B
        for: 2m
        labels: { severity: page, tier: 1 }
        annotations: { summary: x }
        data:
          - refId: A
            datasourceUid: prometheus
            model: { expr: up, instant: true }
          - refId: B
            datasourceUid: __expr__
            model:
              type: threshold
              expression: A
              conditions: [{ evaluator: { type: lt, params: [1] } }]
`;

const CONTACTS = `
contactPoints:
  - name: pager
    receivers:
      - type: webhook
        settings: { url: http://alert-receiver:8086/alerts }
      - { type: email, settings: {} }
policies:
  - receiver: pager
    group_wait: 10s
`;

const PROMETHEUS = `
groups:
  - name: shop
    rules:
      - record: pay:errors:ratio
        expr: a / b
      - alert: PayFails
        expr: pay:errors:ratio > 0.1
        for: 1m
        keep_firing_for: 2m
        labels: { severity: critical }
`;

Deno.test("Grafana's rules, contact points and policies are read from all files of its folder", async () => {
  const { rules, contacts, root, problems } = await alertingIn({
    [`${GRAFANA}/rules.yaml`]: RULES,
    [`${GRAFANA}/deep/contacts.yml`]: CONTACTS,
  });
  assert.deepEqual(problems, []);
  assert.deepEqual(
    rules.map(({ name, expr, forMs, everyMs, labels, dialect, file }) => ({
      name,
      expr,
      forMs,
      everyMs,
      labels,
      dialect,
      file,
    })),
    [{
      name: "PayFails",
      expr: "((up) < 1) or absent(up)",
      forMs: 120_000,
      everyMs: 30_000,
      labels: { severity: "page", tier: "1" },
      dialect: "grafana",
      file: `${GRAFANA}/rules.yaml`,
    }],
  );
  assert.deepEqual(contacts, [{
    name: "pager",
    webhooks: ["http://alert-receiver:8086/alerts"],
    tellsEnd: true,
  }]);
  assert.equal(root?.grouping.waitMs, 10_000);
});

Deno.test("Prometheus's rules and Alertmanager's routes are read as well", async () => {
  const { rules, recordings, contacts, root } = await alertingIn({
    "monitoring/prometheus/alerts.yaml": PROMETHEUS,
    "monitoring/alertmanager/alertmanager.yml": `
route: { receiver: pager, routes: [{ receiver: chat, matchers: [team=pay] }] }
receivers:
  - name: pager
    webhook_configs: [{ url: http://a, send_resolved: false }]
  - name: chat
`,
  });
  const [rule = assert.fail()] = rules;
  assert.deepEqual(
    [rule.name, rule.expr, rule.forMs, rule.keepFiringMs, rule.everyMs],
    ["PayFails", "pay:errors:ratio > 0.1", 60_000, 120_000, 60_000],
  );
  assert.deepEqual(recordings, [
    { record: "pay:errors:ratio", expr: "a / b", labels: {} },
  ]);
  assert.deepEqual(contacts.map(({ name, tellsEnd }) => [name, tellsEnd]), [
    ["pager", false],
    ["chat", false],
  ]);
  assert.equal(root?.routes[0]?.receiver, "chat");
});

Deno.test("of the rules that ship, series may be used and alerts do not count", async () => {
  const { rules, recordings } = await alertingIn({
    "monitoring/rules/pay.yaml": PROMETHEUS,
  });
  assert.deepEqual(rules, []);
  assert.equal(recordings.length, 1);
});

const ELSEWHERE = [
  "monitoring/grafana/provisioning/dashboards/x.yaml",
  "monitoring/grafana/provisioning/alerting.yaml",
  "monitoring/notes/alerts.yaml",
  "alerts.yaml",
];

for (const path of ELSEWHERE) {
  Deno.test(`no program reads ${path}, so it is not read here`, async () => {
    const { rules, problems } = await alertingIn({ [path]: PROMETHEUS });
    assert.deepEqual([rules, problems], [[], []]);
  });
}

const UNREADABLE: readonly (readonly [string, string, RegExp])[] = [
  ["no YAML", "groups: [", /rules\.yaml/],
  ["a rule without a title", "groups: [{ name: g, rules: [{}] }]", /title/],
  [
    "an unknown step",
    RULES.replace("type: threshold", "type: magic"),
    /the rule PayFails: step B has the unknown type magic/,
  ],
  ["no duration", RULES.replace("2m", "soon"), /soon is no duration/],
  [
    "a malformed matcher",
    'policies: [{ receiver: x, matchers: ["team=~("] }]',
    /\( is no regular expression/,
  ],
];

for (const [what, text, problem] of UNREADABLE) {
  Deno.test(`a file with ${what} is a problem with its name; the others are read`, async () => {
    const { problems, contacts } = await alertingIn({
      [`${GRAFANA}/rules.yaml`]: text,
      [`${GRAFANA}/z-contacts.yaml`]: CONTACTS,
    });
    assert.equal(problems.length, 1);
    assert.match(problems[0] ?? "", /rules\.yaml/);
    assert.match(problems[0] ?? "", problem);
    assert.equal(contacts.length, 1);
  });
}

Deno.test("an empty file is no problem, nor is one that is about something else", async () => {
  const { problems, rules } = await alertingIn({
    [`${GRAFANA}/empty.yaml`]: "",
    "monitoring/prometheus/prometheus.yml": "scrape_configs: []",
    "monitoring/prometheus/list.yml": "[1, 2]",
  });
  assert.deepEqual([problems, rules], [[], []]);
});

Deno.test("without any file there is nothing, and no tree of policies", async () => {
  assert.deepEqual(await alertingIn({}), {
    rules: [],
    recordings: [],
    contacts: [],
    problems: [],
    untranslated: [],
    root: undefined,
  });
});

Deno.test("a rule that asks a data source which is not provisioned is a problem", async () => {
  const source = (uid: string) => ({
    [`${GRAFANA}/rules.yaml`]: RULES,
    "monitoring/grafana/provisioning/datasources/prometheus.yaml":
      `datasources: [{ name: Prometheus, uid: ${uid} }]`,
  });
  assert.deepEqual((await alertingIn(source("prometheus"))).problems, []);
  const { problems } = await alertingIn(source("elsewhere"));
  assert.match(
    problems[0] ?? "",
    /PayFails asks the data source prometheus; Grafana here has elsewhere/,
  );
});

Deno.test("a setting that Grafana accepts but our tools cannot replay is not a problem of the file", async () => {
  const { problems, untranslated, rules } = await alertingIn({
    [`${GRAFANA}/rules.yaml`]: RULES.replace("threshold", "resample"),
  });
  assert.deepEqual([problems, rules], [[], []]);
  assert.match(
    untranslated[0] ?? "",
    /PayFails: step B is of the type resample/,
  );
});

Deno.test("rules as the API lists them are refused with what to do instead", async () => {
  const { problems } = await alertingIn({
    [`${GRAFANA}/rules.json`]: '[{ "title": "PayFails", "ruleGroup": "a" }]',
  });
  assert.match(problems[0] ?? "", /export the rules as YAML or JSON/);
});

Deno.test("what a rule says of its own notifications counts", async () => {
  const { rules } = await alertingIn({
    [`${GRAFANA}/rules.yaml`]: RULES.replace(
      "for: 2m",
      "for: 2m\n        notification_settings: { receiver: pager, group_wait: 2m }",
    ),
  });
  assert.deepEqual(rules[0]?.grouping, { waitMs: 120_000 });
});
