import assert from "node:assert/strict";
import { effectsOutside } from "./effects.ts";
import { experimentWith, HARMLESS } from "./run_fixture.ts";

const KNOWN = {
  gateway_url: "http://127.0.0.1:8080",
  payments_url: "http://127.0.0.1:8082",
  namespace: "shop",
};

type Raw = Readonly<Record<string, unknown>>;

/** The words about an experiment with this probe in its hypothesis. */
function ofProbe(provider: Raw): readonly string[] {
  const experiment = experimentWith({
    "steady-state-hypothesis": {
      title: "it holds",
      probes: [{ type: "probe", name: "p", tolerance: 1, provider }],
    },
  });
  return effectsOutside(experiment, KNOWN).map(({ path, words }) => {
    assert.equal(path[0], "steady-state-hypothesis");
    return words;
  });
}

/** The words about an experiment with this action. */
function ofAction(provider: Raw): readonly string[] {
  const experiment = experimentWith(
    { method: [{ ...HARMLESS, provider }], rollbacks: [HARMLESS] },
    { blast_radius: { parts: ["payments"], impact: "nobody" } },
  );
  return effectsOutside(experiment, KNOWN)
    .filter(({ path: [list] }) => list === "method")
    .map(({ words }) => words);
}

for (
  const query of [
    "SELECT count(*)::int FROM events WHERE sold + pending > total_tickets",
    "SELECT 1;",
    "WITH sold AS (SELECT sum(quantity) AS n FROM orders) SELECT n FROM sold",
    "SELECT count(*) FROM orders o JOIN events e ON e.id = o.event_id",
    "SELECT coalesce(max(sold), 0) FROM events WHERE event_date > now()",
    "SELECT 1 -- a word at the end",
  ]
) {
  Deno.test(`a probe may ask ${query}`, () => {
    assert.deepEqual(ofProbe({ type: "sql", query }), []);
  });
}

for (
  const [query, words] of [
    ["UPDATE events SET price_cents = 1", /has UPDATE/],
    ["SELECT 1; UPDATE events SET price_cents = 1", /has 2 statements/],
    ["SET transaction_read_only = off; SELECT 1", /one SELECT/],
    ["COPY (SELECT 1) TO PROGRAM 'id'", /one SELECT/],
    ["DELETE FROM events RETURNING 1", /has DELETE/],
    ["DROP TABLE events", /has DROP/],
    [
      "WITH x AS (DELETE FROM events RETURNING 1) SELECT count(*) FROM x",
      /has DELETE/,
    ],
    ["SELECT 1 FROM events FOR UPDATE", /has FOR UPDATE/],
    ["SELECT pg_read_file('/etc/passwd')", /calls pg_read_file/],
    ["SELECT pg_sleep(3600)", /calls pg_sleep/],
    ["SELECT lo_import('/etc/passwd')", /calls lo_import/],
    ["SELECT count(*) FROM dblink('host=x', 'SELECT 1') AS t", /dblink/],
    ["SELECT count(*) FROM dblink('x', 'y') AS t(a int)", /cannot be read/],
    ["SELECT set_config('role', 'postgres', false)", /calls set_config/],
    ["SELECT nextval('orders_id_seq')", /calls nextval/],
    [
      "SELECT (SELECT pg_terminate_backend(pid) FROM a LIMIT 1)",
      /pg_terminate/,
    ],
    [
      "SELECT query_to_xml('DELETE FROM events', true, true, '')",
      /query_to_xml/,
    ],
    ["not SQL at all", /cannot be read/],
  ] as const
) {
  Deno.test(`a probe may not ask ${query}`, () => {
    assert.match(ofProbe({ type: "sql", query }).join("\n"), words);
  });
}

Deno.test("a probe may look at any service of the target", () => {
  for (const base of [KNOWN.gateway_url, KNOWN.payments_url]) {
    assert.deepEqual(ofProbe({ type: "http", url: `${base}/health` }), []);
  }
});

for (
  const [url, words] of [
    ["http://127.0.0.1:9999/events", /127.0.0.1:9999 is not an address/],
    ["http://example.com/?k=secret", /example.com is not an address/],
    ["https://127.0.0.1:8080/events", /not an address/],
    ["http://127.0.0.1:8080@example.com/", /not an address/],
    ["http://me:secret@127.0.0.1:8080/events", /not an address/],
    ["http://localhost:8080/events", /not an address/],
    ["http://169.254.169.254/latest/meta-data", /not an address/],
  ] as const
) {
  Deno.test(`a probe may not call ${url}`, () => {
    assert.match(ofProbe({ type: "http", url }).join("\n"), words);
  });
}

Deno.test("a probe that changes something needs its service in the blast radius", () => {
  const url = `${KNOWN.payments_url}/charge`;
  assert.match(
    ofProbe({ type: "http", url, method: "POST" }).join("\n"),
    /sends POST to payments, which is outside of the blast radius/,
  );
});

Deno.test("a call as an action needs its service in the blast radius, even a GET", () => {
  assert.match(
    ofAction({ type: "http", url: `${KNOWN.gateway_url}/x` }).join("\n"),
    /outside of the blast radius \(payments\)/,
  );
  const url = `${KNOWN.payments_url}/charge`;
  assert.deepEqual(ofAction({ type: "http", url, method: "POST" }), []);
});

Deno.test("headers with secrets are not sent", () => {
  const url = `${KNOWN.gateway_url}/events`;
  const headers = { Authorization: "Bearer x", accept: "text/plain" };
  const words = ofProbe({ type: "http", url, headers });
  assert.equal(words.length, 1);
  assert.match(words[0] ?? "", /sends the header Authorization/);
});

for (
  const [name, value, isFine] of [
    ["EVENTS_URL", "http://127.0.0.1:9", true],
    ["EVENTS_URL", "http://events-v2:8081", true],
    ["EVENTS_URL", "http://nowhere.invalid", true],
    ["EVENTS_URL", "", true],
    ["PAYMENT_FAILURE_RATE", "0.5", true],
    ["EVENTS_URL", "http://collector.example.com/", false],
    ["DB_HOST", "10.1.2.3", false],
    ["ANYTHING", "https://collector.example.com", false],
  ] as const
) {
  Deno.test(`a service may get ${name}=${value}: ${isFine}`, () => {
    const found = ofAction({
      type: "environment",
      service: "payments",
      variables: { [name]: value },
    });
    assert.equal(found.length, isFine ? 0 : 1);
    if (!isFine) assert.match(found[0] ?? "", /outside of the shop/);
  });
}
