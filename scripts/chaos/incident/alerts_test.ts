import assert from "node:assert/strict";
import type { MetricsHistory } from "../model/metrics_history.ts";
import { metricsHistory } from "../model/metrics_history.ts";
import { fakeClock } from "../../../services/shared/clock_fake.ts";
import { ALERTS, firingNow, type Usual, valuesNow } from "./alerts.ts";

/** The figures of a gateway over ten seconds, a look each second. */
interface Second {
  /** Lists answered 200 and 500. */
  readonly lists?: number;
  readonly listErrors?: number;
  /** Pays answered 200 and 502. */
  readonly pays?: number;
  readonly payErrors?: number;
}

async function historyOf(
  seconds: readonly (Second | undefined)[],
): Promise<{ readonly history: MetricsHistory; readonly now: number }> {
  const clock = fakeClock();
  const sums = { lists: 0, listErrors: 0, pays: 0, payErrors: 0 };
  let now: Second | undefined = {};
  const history = metricsHistory({
    clock,
    services: ["gateway", "events"],
    wants: () => true,
    read: (service) => {
      if (now === undefined) return Promise.reject(new Error("refused"));
      if (service !== "gateway") return Promise.resolve([]);
      const line = (path: string, status: number, value: number) =>
        `gateway_requests_total{method="GET",path="${path}",status="${status}"} ${value}`;
      const text = [
        line("/events", 200, sums.lists),
        line("/events", 500, sums.listErrors),
        line("/reserve/{id}/pay", 200, sums.pays),
        line("/reserve/{id}/pay", 502, sums.payErrors),
      ].join("\n") + "\n";
      return Promise.resolve([{ instance: "gateway", text }]);
    },
  });
  await history.look();
  for (const second of seconds) {
    now = second;
    const { lists = 0, listErrors = 0, pays = 0, payErrors = 0 } = second ?? {};
    sums.lists += lists;
    sums.listErrors += listErrors;
    sums.pays += pays;
    sums.payErrors += payErrors;
    await clock.advance(1000);
    await history.look();
  }
  return { history, now: clock.monotonic() };
}

function ten(second: Second | undefined): readonly (Second | undefined)[] {
  return Array.from({ length: 10 }, () => second);
}

async function firing(
  seconds: readonly (Second | undefined)[],
  usual?: Usual,
): Promise<readonly string[]> {
  const { history, now } = await historyOf(seconds);
  return firingNow(history, now, usual ?? valuesNow(history, now))
    .map(({ name }) => name);
}

const GOOD: Second = { lists: 10, pays: 2 };

Deno.test("a shop that answers every visitor has no symptom", async () => {
  assert.deepEqual(await firing(ten(GOOD)), []);
});

Deno.test("lists that fail page by their share of all lists", async () => {
  assert.deepEqual(await firing(ten({ ...GOOD, listErrors: 5 })), [
    "ListFailing",
  ]);
});

Deno.test("pays that fail page for the checkout, and not for the list", async () => {
  assert.deepEqual(
    await firing(ten({ lists: 10, pays: 1, payErrors: 3 })),
    ["CheckoutFailing"],
  );
});

Deno.test("one failure of very few is no symptom yet", async () => {
  const quiet: readonly Second[] = [
    ...Array.from({ length: 9 }, () => ({ lists: 10 })),
    { lists: 10, payErrors: 1 },
  ];
  assert.deepEqual(await firing(quiet), []);
});

Deno.test("a gateway that says nothing is down, whatever it said before", async () => {
  const dying = [...ten(GOOD), undefined, undefined, undefined];
  assert.deepEqual(await firing(dying), ["NobodyAnswers"]);
});

Deno.test("a gateway that never said anything is down", async () => {
  const { history } = await historyOf([]);
  const empty: MetricsHistory = { ...history, of: () => [] };
  const [first] = firingNow(empty, 10_000, new Map());
  assert.equal(first?.name, "NobodyAnswers");
});

Deno.test("a page tells a figure that a person can read", async () => {
  const { history, now } = await historyOf(ten({ ...GOOD, listErrors: 5 }));
  const [list] = firingNow(history, now, new Map());
  assert.match(list?.words ?? "", /^33 % /);
  assert.doesNotMatch(list?.words ?? "", /\{value\}/);
});

Deno.test("every page has a place for its figure, and a name of its own", () => {
  for (const { page } of ALERTS) assert.ok(page.includes("{value}"), page);
  const names = ALERTS.map(({ name }) => name);
  assert.equal(new Set(names).size, names.length);
});
