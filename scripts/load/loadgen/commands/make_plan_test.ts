import assert from "node:assert/strict";
import { parseFlags } from "../../../lib/cli/flags.ts";
import { parseExpectations } from "../result/expect.ts";
import browse from "../scenario/browse.ts";
import mixed from "../scenario/mixed.ts";
import type { Scenario } from "../scenario/scenario.ts";
import { fakeShop } from "../shop_fixture.ts";
import { gather, RUN_FLAGS } from "./flags.ts";
import { eventsOf, expectationsOf, makePlan } from "./make_plan.ts";

const around = (fetch = fakeShop().fetch) => ({ fetch, newSeed: () => 77 });

async function planOf(...args: string[]) {
  const source = { args: gather(args, "expect"), env: () => undefined };
  const { flags } = parseFlags("loadgen", RUN_FLAGS, source);
  return await makePlan(flags, mixed, around());
}

Deno.test("without flags five strangers a second come for a minute", async () => {
  assert.deepEqual((await planOf()).load, {
    kind: "open",
    stages: [{ ms: 60_000, from: 5, to: 5 }],
    arrivals: "even",
    maxInFlight: 2000,
  });
});

Deno.test("stages go before a rate and a duration", async () => {
  const { load } = await planOf("--stages=10s:1..9", "--rps=5");
  assert.ok(load.kind === "open");
  assert.deepEqual(load.stages, [{ ms: 10_000, from: 1, to: 9 }]);
});

Deno.test("users make it a closed run, as long as asked", async () => {
  const { load } = await planOf(
    ...["--users=3", "--ramp=2/s", "--think=1s..2s", "--duration=30s"],
  );
  assert.deepEqual(load, {
    kind: "closed",
    users: 3,
    ramp: 2,
    thinkMs: [1000, 2000],
    durationMs: 30_000,
  });
});

const REFUSED: readonly (readonly [readonly string[], RegExp])[] = [
  [["--users=3", "--stages=10s:5"], /closed model.*choose one/],
  [["--shares=2", "--share=2", "--seed=1"], /--share must be below --shares 2/],
  [["--shares=2"], /--shares needs --seed/],
];

for (const [args, message] of REFUSED) {
  Deno.test(`${args.join(" ")} is refused`, async () => {
    await assert.rejects(planOf(...args), { name: "UsageError", message });
  });
}

Deno.test("a seed that is given is kept, another is drawn", async () => {
  assert.equal((await planOf("--seed=0")).seed, 0);
  assert.equal((await planOf()).seed, 77);
});

Deno.test("an event that is named is visited, and the shop is not asked", async () => {
  const { asked, fetch } = fakeShop();
  const to = { event: 3, url: "http://shop" };
  assert.deepEqual(await eventsOf(to, mixed, fetch), [3]);
  assert.deepEqual(asked, []);
});

Deno.test("else a scenario's own events are visited, or the one with most tickets", async () => {
  const { asked, fetch } = fakeShop();
  const to = { event: undefined, url: "http://shop" };
  const own: Scenario = { ...browse, events: [1, 2] };
  assert.deepEqual(await eventsOf(to, own, fetch), [1, 2]);
  assert.deepEqual(asked, []);
  const big: Scenario = { ...browse, events: "biggest" };
  assert.deepEqual(await eventsOf(to, big, fetch), [6]);
  assert.deepEqual(asked, ["/events"]);
});

const NOT_SAID: readonly (readonly [string, Response | Error, RegExp])[] = [
  ["is down", new TypeError("refused"), /refused\nIs the shop up/],
  ["answers 500", new Response("", { status: 500 }), /it answered 500/],
  ["answers something else", Response.json({ events: [] }), /Cannot ask/],
  ["has no events", Response.json([]), /no events on sale; run deno task seed/],
];

for (const [what, answer, message] of NOT_SAID) {
  Deno.test(`a shop that ${what} does not say which event is the biggest`, async () => {
    const fetch = () =>
      answer instanceof Error
        ? Promise.reject(answer)
        : Promise.resolve(answer);
    const to = { event: undefined, url: "http://shop" };
    await assert.rejects(
      eventsOf(to, { ...browse, events: "biggest" }, fetch),
      { name: "CouldNotRun", message },
    );
  });
}

const expected = (...texts: string[]) =>
  expectationsOf(
    { expect: parseExpectations(texts.join("\n")), expectFile: undefined },
    mixed,
  );

Deno.test("an expectation may be of a step, of a journey, of all, and of the run", async () => {
  const texts = ["pay.p99<1s", "purchase.errors<1%", "all.p50<1s", "orders>0"];
  const all = await expected(...texts);
  assert.deepEqual(all.map(({ text }) => text), texts);
});

Deno.test("one of another name is refused with the names that there are", async () => {
  await assert.rejects(expected("p99<1s", "chekout.p99<1s"), {
    name: "UsageError",
    message: /chekout must be a step or journey of mixed: .*\bpay\b.*\blook\b/,
  });
});
