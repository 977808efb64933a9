import assert from "node:assert/strict";
import { Notification } from "../alert_receiver/alert.ts";
import { ruleOf } from "./alert_fixture.ts";
import type { Alert } from "./evaluator.ts";
import type { ContactPoint } from "./routing.ts";
import { deliver, fromHere, post } from "./webhook.ts";

const FIRING: Alert = {
  rule: ruleOf({
    annotations: { summary: "{{ $values.A.Value }} of {{ $labels.path }}" },
  }),
  labels: { alertname: "Pay", path: "/pay", severity: "page" },
  value: 7,
  startsAt: Date.parse("2026-11-25T12:00:00Z"),
  endsAt: undefined,
};
const ENDED: Alert = {
  ...FIRING,
  endsAt: Date.parse("2026-11-25T12:05:00Z"),
};

const contact = (change: Partial<ContactPoint> = {}): ContactPoint => ({
  name: "pager",
  webhooks: ["http://127.0.0.1:8086/alerts"],
  tellsEnd: true,
  ...change,
});

/** Delivers, and says to which addresses what was sent. */
async function sent(
  alerts: readonly Alert[],
  contacts: readonly ContactPoint[],
  answer: (url: string) => Response | Error = () => new Response(),
) {
  const bodies: { readonly url: string; readonly body: unknown }[] = [];
  const fetch: typeof globalThis.fetch = (input, init) => {
    const url = String(input);
    bodies.push({ url, body: JSON.parse(String(init?.body)) });
    const found = answer(url);
    return found instanceof Error
      ? Promise.reject(found)
      : Promise.resolve(found);
  };
  const count = await deliver({ receiver: "pager", alerts }, contacts, fetch);
  return { count, bodies };
}

Deno.test("what is sent is what the alert receiver reads", async () => {
  const { count, bodies } = await sent([FIRING, ENDED], [contact()]);
  assert.equal(count, 1);
  const { receiver, alerts } = Notification.parse(bodies[0]?.body);
  assert.equal(receiver, "pager");
  assert.deepEqual(alerts.map(({ status, endsAt }) => [status, endsAt]), [
    ["firing", undefined],
    ["resolved", "2026-11-25T12:05:00.000Z"],
  ]);
  assert.deepEqual(alerts[0]?.annotations, { summary: "7 of /pay" });
  assert.deepEqual(alerts[0]?.values, { A: 7 });
});

const STATES: readonly (readonly [readonly Alert[], string])[] = [
  [[FIRING], "firing"],
  [[ENDED, FIRING], "firing"],
  [[ENDED], "resolved"],
];

for (const [alerts, status] of STATES) {
  Deno.test(`a notification of ${alerts.length} alerts, of which one may fire, is ${status}`, async () => {
    const { bodies } = await sent(alerts, [contact()]);
    assert.equal((bodies[0]?.body as { status: string }).status, status);
  });
}

Deno.test("a contact point that wants no ends receives only firing alerts", async () => {
  const quiet = [contact({ tellsEnd: false })];
  const both = await sent([FIRING, ENDED], quiet);
  assert.equal(Notification.parse(both.bodies[0]?.body).alerts.length, 1);
  const ended = await sent([ENDED], quiet);
  assert.deepEqual([ended.count, ended.bodies.length], [0, 0]);
});

Deno.test("an undefined receiver takes nothing", async () => {
  const { count, bodies } = await sent([FIRING], [contact({ name: "mail" })]);
  assert.deepEqual([count, bodies.length], [0, 0]);
});

Deno.test("each webhook that took it counts; one that is down stops no other", async () => {
  const webhooks = [
    "http://127.0.0.1:1/a",
    "http://127.0.0.1:2/b",
    "http://127.0.0.1:3/c",
  ];
  const { count, bodies } = await sent(
    [FIRING],
    [contact({ webhooks })],
    (url) =>
      url.includes(":1/")
        ? new TypeError("refused")
        : new Response("", { status: url.includes(":2/") ? 500 : 200 }),
  );
  assert.deepEqual([count, bodies.length], [1, 3]);
});

const ADDRESSES: readonly (readonly [string, string])[] = [
  ["http://alert-receiver:8086/alerts", "http://127.0.0.1:8086/alerts"],
  ["http://host.docker.internal:8086/", "http://127.0.0.1:8086/"],
  ["http://localhost:8086/x?a=b", "http://localhost:8086/x?a=b"],
  ["http://127.0.0.1:9/", "http://127.0.0.1:9/"],
  ["http://[::1]:8086/alerts", "http://[::1]:8086/alerts"],
  ["https://hooks.example.org/x", "https://hooks.example.org/x"],
];

for (const [url, here] of ADDRESSES) {
  Deno.test(`${url} is reached from this machine at ${here}`, () => {
    assert.equal(fromHere(url), here);
  });
}

Deno.test("posting says whether it was taken, and never fails", async () => {
  const of = (answer: Promise<Response>) => post("http://x", {}, () => answer);
  assert.equal(await of(Promise.resolve(new Response())), true);
  const refused = new Response("", { status: 400 });
  assert.equal(await of(Promise.resolve(refused)), false);
  assert.equal(await of(Promise.reject(new TypeError("refused"))), false);
});
