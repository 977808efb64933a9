import assert from "node:assert/strict";
import type { Incident } from "./delivery_log.ts";
import { type Delivered, metricsOf } from "./metrics.ts";
import { delivered, HOUR, MINUTE, page, PERIOD } from "./metrics_fixture.ts";

interface Blame {
  readonly what: string;
  readonly pages: readonly Incident[];
  /** Which of three deployments, at 10:00, 12:00 and 14:00, is bad. */
  readonly bad: readonly number[];
}

const BLAMES: readonly Blame[] = [
  { what: "no page", pages: [], bad: [] },
  {
    what: "a page minutes after a deployment",
    pages: [page(12 * HOUR + MINUTE, 13 * HOUR)],
    bad: [1],
  },
  {
    what: "a page an hour after a deployment",
    pages: [page(13 * HOUR, 14 * HOUR)],
    bad: [1],
  },
  {
    what: "a page more than an hour after",
    pages: [page(13 * HOUR + 1, 14 * HOUR)],
    bad: [],
  },
  {
    what: "a page before any deployment",
    pages: [page(9 * HOUR, null)],
    bad: [],
  },
  {
    what: "a page that was a drill",
    pages: [page(12 * HOUR + MINUTE, 13 * HOUR, true)],
    bad: [],
  },
  {
    what: "two pages for one deployment",
    pages: [
      page(12 * HOUR + MINUTE, 12 * HOUR + 2 * MINUTE),
      page(12 * HOUR + 5 * MINUTE, 13 * HOUR),
    ],
    bad: [1],
  },
  {
    what: "pages after two deployments",
    pages: [page(10 * HOUR, 11 * HOUR), page(14 * HOUR + 1, null)],
    bad: [0, 2],
  },
];

for (const { what, pages, bad } of BLAMES) {
  Deno.test(`${what}: ${bad.length} of three deployments failed`, () => {
    const all = [10, 12, 14].map((hour, at) =>
      delivered(`${at}`.repeat(7), hour * HOUR)
    );
    const whole = metricsOf(all, pages, PERIOD);
    assert.equal(whole.failed, bad.length);
    for (const [at, one] of all.entries()) {
      const alone = { from: one.endedAt, to: one.endedAt };
      const { failed } = metricsOf(all, pages, alone);
      assert.equal(failed, bad.includes(at) ? 1 : 0, `deployment ${at}`);
    }
  });
}

Deno.test("a page while a canary serves is laid to the canary, not to the version before it", () => {
  const good = delivered("aaaaaaa", 10 * HOUR);
  const canary: Delivered = {
    ...delivered("bbbbbbb", 10 * HOUR + 20 * MINUTE),
    startedAt: 10 * HOUR + 10 * MINUTE,
    outcome: "aborted",
  };
  const during = page(10 * HOUR + 15 * MINUTE, 10 * HOUR + 21 * MINUTE);
  assert.equal(metricsOf([good, canary], [during], PERIOD).failed, 1);
  // After it was taken back, what pages is what serves again.
  const after = page(10 * HOUR + 30 * MINUTE, 11 * HOUR);
  assert.equal(metricsOf([good, canary], [after], PERIOD).failed, 2);
});

Deno.test("a page is laid to the deployment that began last, though another ended later", () => {
  const quick = {
    ...delivered("bbbbbbb", 10 * HOUR + 6 * MINUTE),
    service: "events",
    startedAt: 10 * HOUR + 5 * MINUTE,
  };
  const slow = {
    ...delivered("aaaaaaa", 10 * HOUR + 30 * MINUTE),
    startedAt: 10 * HOUR,
  };
  const paged = page(10 * HOUR + 35 * MINUTE, 10 * HOUR + 45 * MINUTE);
  const { recoveryMs } = metricsOf([quick, slow], [paged], PERIOD);
  assert.equal(recoveryMs, 40 * MINUTE, "from the begin of the quick one");
});

Deno.test("an incident that goes on lasts until now", () => {
  const bad = delivered("aaaaaaa", 10 * HOUR);
  const open = page(10 * HOUR + MINUTE, null);
  const now = { from: 0, to: 12 * HOUR };
  assert.equal(metricsOf([bad], [open], now).recoveryMs, 2 * HOUR);
});

Deno.test("a deployment during an incident is rework, one after it is not", () => {
  const paged = page(9 * HOUR, 11 * HOUR);
  const during = delivered("aaaaaaa", 10 * HOUR);
  const after = delivered("bbbbbbb", 12 * HOUR);
  assert.equal(metricsOf([during, after], [paged], PERIOD).reworked, 1);
  assert.equal(metricsOf([after], [paged], PERIOD).reworked, 0);
});
