import assert from "node:assert/strict";
import { ruleOf } from "./alert_fixture.ts";
import type { Alert } from "./evaluator.ts";
import { type Notice, Notifier } from "./notifier.ts";
import type { Route } from "./routing.ts";
import { route } from "./schemas.ts";

const SECOND = 1000;

const alertOf = (
  labels: Readonly<Record<string, string>>,
  rule = ruleOf(),
): Alert => ({
  rule,
  labels: { ...labels, alertname: rule.name },
  value: 7,
  startsAt: 0,
  endsAt: undefined,
});

const root = (change: Record<string, unknown> = {}): Route =>
  route.parse({
    receiver: "pager",
    group_by: ["alertname"],
    group_wait: "30s",
    group_interval: "1m",
    repeat_interval: "10m",
    ...change,
  });

const names = (notices: readonly Notice[]): readonly string[] =>
  notices.map(({ receiver, alerts }) =>
    `${receiver}: ${
      alerts.map(({ labels, endsAt }) =>
        `${labels.path}${endsAt === undefined ? "" : " ended"}`
      ).join(", ")
    }`
  );

const PAY = alertOf({ path: "/pay" });
const LIST = alertOf({ path: "/list" });

Deno.test("alerts of one group are sent together, once its wait is over", () => {
  const notifier = new Notifier(root());
  assert.deepEqual(notifier.due([PAY], [], 0), []);
  assert.deepEqual(notifier.due([PAY, LIST], [], 29 * SECOND), []);
  assert.deepEqual(names(notifier.due([PAY, LIST], [], 30 * SECOND)), [
    "pager: /pay, /list",
  ]);
});

Deno.test("an alert that joins a group after it was sent waits for the interval", () => {
  const notifier = new Notifier(root());
  notifier.due([PAY], [], 0);
  notifier.due([PAY], [], 30 * SECOND);
  assert.deepEqual(notifier.due([PAY, LIST], [], 89 * SECOND), []);
  assert.deepEqual(names(notifier.due([PAY, LIST], [], 90 * SECOND)), [
    "pager: /pay, /list",
  ]);
});

Deno.test("an alert that goes on is sent again after the repeat interval, not before", () => {
  const notifier = new Notifier(root());
  notifier.due([PAY], [], 0);
  notifier.due([PAY], [], 30 * SECOND);
  const told: number[] = [];
  for (let at = 31; at <= 1300; at++) {
    if (notifier.due([PAY], [], at * SECOND).length > 0) told.push(at);
  }
  assert.deepEqual(told, [630, 1230]);
});

Deno.test("an alert that ends before it was sent is never sent", () => {
  const notifier = new Notifier(root());
  notifier.due([PAY], [], 0);
  const ended = { ...PAY, endsAt: 10 * SECOND };
  for (let at = 10; at < 600; at += 10) {
    const ceased = at === 10 ? [ended] : [];
    assert.deepEqual(notifier.due([], ceased, at * SECOND), []);
  }
});

Deno.test("the end of one alert of a group is sent beside the alerts that go on", () => {
  const notifier = new Notifier(root());
  notifier.due([PAY, LIST], [], 0);
  notifier.due([PAY, LIST], [], 30 * SECOND);
  const ended = { ...LIST, endsAt: 40 * SECOND };
  assert.deepEqual(notifier.due([PAY], [ended], 40 * SECOND), []);
  assert.deepEqual(names(notifier.due([PAY], [], 90 * SECOND)), [
    "pager: /pay, /list ended",
  ]);
  assert.deepEqual(notifier.due([PAY], [], 150 * SECOND), []);
});

Deno.test("an alert that ends and fires again before it is sent has not ended", () => {
  const notifier = new Notifier(root());
  notifier.due([PAY], [], 0);
  notifier.due([PAY], [], 30 * SECOND);
  notifier.due([], [{ ...PAY, endsAt: 40 * SECOND }], 40 * SECOND);
  notifier.due([PAY], [], 50 * SECOND);
  assert.deepEqual(notifier.due([PAY], [], 90 * SECOND), []);
  assert.deepEqual(names(notifier.due([PAY], [], 630 * SECOND)), [
    "pager: /pay",
  ]);
});

Deno.test("a group that is over begins anew with its wait", () => {
  const notifier = new Notifier(root());
  notifier.due([PAY], [], 0);
  notifier.due([PAY], [], 30 * SECOND);
  notifier.due([], [{ ...PAY, endsAt: 60 * SECOND }], 60 * SECOND);
  assert.equal(notifier.due([], [], 90 * SECOND).length, 1);
  notifier.due([], [], 91 * SECOND);
  assert.deepEqual(notifier.due([PAY], [], 100 * SECOND), []);
  assert.equal(notifier.due([PAY], [], 130 * SECOND).length, 1);
});

const GROUPS: readonly (readonly [string, readonly string[], number])[] = [
  ["by nothing", [], 1],
  ["by the alert's name", ["alertname"], 1],
  ["by path", ["path"], 2],
  ["by a label that no alert has", ["team"], 1],
  ["by all labels", ["..."], 2],
];

for (const [what, by, count] of GROUPS) {
  Deno.test(`two alerts are ${count} notifications when grouped ${what}`, () => {
    const notifier = new Notifier(root({ group_by: by, group_wait: "0s" }));
    assert.equal(notifier.due([PAY, LIST], [], 0).length, count);
  });
}

Deno.test("each contact point on the alert's routes receives it", () => {
  const both = root({
    group_wait: "0s",
    routes: [{ receiver: "chat", continue: true }, { receiver: "mail" }],
  });
  assert.deepEqual(names(new Notifier(both).due([PAY], [], 0)), [
    "chat: /pay",
    "mail: /pay",
  ]);
});

Deno.test("a route with mute timings is not used by a tool without a calendar", () => {
  const muted = root({ group_wait: "0s", mute_time_intervals: ["night"] });
  assert.deepEqual(new Notifier(muted).due([PAY], [], 0), []);
  const rule = ruleOf({ receiver: "chat", mutes: ["night"] });
  const notifier = new Notifier(root({ group_wait: "0s" }));
  assert.deepEqual(notifier.due([alertOf({}, rule)], [], 0), []);
});

const NAMED = alertOf({ path: "/pay" }, ruleOf({ receiver: "chat" }));

Deno.test("a rule that names its contact point goes there, past all policies", () => {
  const policies = root({ group_wait: "0s", routes: [{ receiver: "mail" }] });
  assert.deepEqual(names(new Notifier(policies).due([NAMED], [], 0)), [
    "chat: /pay",
  ]);
});

Deno.test("a rule that names its contact point is sent without any policy", () => {
  const notifier = new Notifier(undefined);
  notifier.due([NAMED, PAY], [], 0);
  assert.deepEqual(names(notifier.due([NAMED, PAY], [], 30 * SECOND)), [
    "chat: /pay",
  ]);
});
