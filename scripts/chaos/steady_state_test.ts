import assert from "node:assert/strict";
import { check, firstBroken } from "./check.ts";
import {
  type HypothesisProbe,
  hypothesisProbe,
  type Phase,
} from "./model/experiment.ts";
import { probeContext } from "./probes/probe_fixture.ts";
import { untilSteady } from "./steady_state.ts";
import { watch } from "./watch.ts";

function probe(
  name: string,
  changes: Readonly<Record<string, unknown>> = {},
): HypothesisProbe {
  return hypothesisProbe.parse({
    type: "probe",
    name,
    tolerance: 200,
    provider: { type: "http", url: `http://gateway/${name}` },
    ...changes,
  });
}

function only(name: string, ...when: readonly Phase[]): HypothesisProbe {
  return probe(name, { quickticket: { when } });
}

/** A shop that answers each path with the status that a test says, now. */
function shop(statusOf: (path: string, call: number) => number | undefined) {
  const asked: string[] = [];
  const context = probeContext({
    fetch: (input) => {
      const path = new URL(String(input)).pathname.slice(1);
      asked.push(path);
      const status = statusOf(path, asked.length);
      return status === undefined
        ? Promise.reject(new TypeError("refused"))
        : Promise.resolve(new Response("", { status }));
    },
  });
  return { context, asked };
}

const NEVER = new AbortController().signal;

Deno.test("a check asks the probes of its phase, and no others", async () => {
  const probes = [
    probe("always"),
    only("first", "before"),
    only("last", "during", "after"),
  ];
  for (
    const [phase, names] of [
      ["before", ["always", "first"]],
      ["during", ["always", "last"]],
      ["after", ["always", "last"]],
    ] as const
  ) {
    const { context, asked } = shop(() => 200);
    const state = await check({ probes, phase, context, signal: NEVER });
    assert.deepEqual(asked, names);
    assert.equal(state.steady_state_met, true);
  }
});

Deno.test("one probe that finds something else is enough to break a check, and is named", async () => {
  const { context } = shop((path) => path === "b" ? 500 : 200);
  const told: string[] = [];
  const state = await check({
    probes: [probe("a"), probe("b")],
    phase: "during",
    context,
    signal: NEVER,
    onBroken: ({ words }) => told.push(words),
  });
  assert.equal(state.steady_state_met, false);
  assert.match(told.join(), /^b: 500 \(0 ms\), allowed is 200$/);
  assert.match(firstBroken(state) ?? "", /^b: 500/);
});

const BLIND = probe("share", {
  tolerance: [0, 1],
  provider: {
    type: "metrics",
    measure: "ratio",
    service: "gateway",
    of: "a_total",
    to: "b_total",
    window: 3600,
  },
});

Deno.test("an unknown value does not break a check while the fault is on, but does before and after", async () => {
  const { context } = shop(() => 200);
  // One look is there, and it is too young for the window.
  const history = {
    of: () => [{ at: context.clock.monotonic(), instances: new Map() }],
    look: () => Promise.resolve(),
  };
  for (
    const [phase, isMet] of [
      ["before", false],
      ["during", true],
      ["after", false],
    ] as const
  ) {
    const told: string[] = [];
    const state = await check({
      probes: [BLIND],
      phase,
      context: { ...context, history },
      signal: NEVER,
      onBroken: ({ words }) => told.push(words),
    });
    assert.equal(state.steady_state_met, isMet, phase);
    assert.equal(state.probes[0]?.tolerance_met, false);
    assert.equal(told.length, isMet ? 0 : 1);
  }
});

Deno.test("a check that is cut off blames no service", async () => {
  const { context } = shop(() => undefined);
  const told: string[] = [];
  await check({
    probes: [probe("a")],
    phase: "during",
    context,
    signal: AbortSignal.abort(),
    onBroken: ({ words }) => told.push(words),
  });
  assert.deepEqual(told, []);
});

/** Waits until it is steady, with one check a second. */
async function steady(
  statuses: readonly number[],
  { checks = 2, withinMs = 10_000, signal = NEVER } = {},
) {
  const { context, asked } = shop((_, call) =>
    statuses[Math.min(call, statuses.length) - 1]
  );
  const waiting = untilSteady({
    probes: [probe("a")],
    phase: "after",
    context,
    signal,
    withinMs,
    everyMs: 1000,
    checks,
  });
  await context.clock.advance(60_000);
  return { ...await waiting, asked: asked.length };
}

Deno.test("a system is steady when it was good so many times in a row, from the first of them on", async () => {
  const { since, asked } = await steady([500, 200, 500, 200, 200]);
  assert.deepEqual([since, asked], [3000, 5]);
});

Deno.test("a system that is good at once is asked no more than needed", async () => {
  const { since, asked } = await steady([200], { checks: 3 });
  assert.deepEqual([since, asked], [0, 3]);
});

Deno.test("a system that stays bad is given up when its time is over", async () => {
  const { since, asked, state } = await steady([500], { withinMs: 3000 });
  assert.deepEqual([since, asked], [undefined, 4]);
  assert.equal(state.steady_state_met, false);
});

Deno.test("a good row that began in time may end after it", async () => {
  const { since } = await steady([500, 500, 200], {
    withinMs: 2000,
    checks: 3,
  });
  assert.equal(since, 2000);
});

Deno.test("a row that breaks after the time is no recovery", async () => {
  const statuses = [500, 500, 200, 500, 200];
  const { since } = await steady(statuses, { withinMs: 2000, checks: 3 });
  assert.equal(since, undefined);
});

Deno.test("who stops waiting gets no answer", async () => {
  const { since } = await steady([200], {
    checks: 3,
    signal: AbortSignal.abort(),
  });
  assert.equal(since, undefined);
});

Deno.test("a watch tells what broke first, once, and ends by itself", async () => {
  const { context, asked } = shop((_, call) => call < 3 ? 200 : 500);
  const told: string[] = [];
  const watching = watch({
    probes: [probe("a")],
    context,
    everyMs: 1000,
    isOn: () => true,
    onBroken: ({ words }) => told.push(words),
  });
  await context.clock.advance(10_000);
  await watching.stop();
  assert.equal(told.length, 1);
  assert.equal(asked.length, 3);
  assert.equal(watching.states.length, 3);
  assert.match(watching.broken?.words ?? "", /^a: 500/);
});

Deno.test("a watch that is stopped while all is well says nothing of its last check", async () => {
  const { context } = shop(() => 200);
  const watching = watch({
    probes: [probe("a")],
    context,
    everyMs: 1000,
    isOn: () => true,
    onBroken: () => assert.fail("nothing is broken"),
  });
  await context.clock.advance(2500);
  await watching.stop();
  assert.equal(watching.broken, undefined);
  assert.equal(watching.states.length, 3);
});

Deno.test("what only the fault brings about is not expected before it", async () => {
  let isOn = false;
  const { context, asked } = shop(() => 200);
  const watching = watch({
    probes: [probe("always"), only("effect", "during")],
    context,
    everyMs: 1000,
    isOn: () => isOn,
    onBroken: () => {},
  });
  await context.clock.advance(1500);
  assert.deepEqual(asked, ["always", "always"]);
  isOn = true;
  await context.clock.advance(1000);
  await watching.stop();
  assert.deepEqual(asked.slice(2), ["always", "effect"]);
});
