import assert from "node:assert/strict";
import { fakeClock } from "../clock_fake.ts";
import { createFaults, type Faults, type FaultsOptions } from "./faults.ts";

const KINDS = ["latency", "error", "payment_failure"] as const;

function faultsWith(options: Partial<FaultsOptions> = {}): Faults {
  return createFaults({
    service: "demo",
    clock: fakeClock(),
    random: () => 0.5,
    kinds: KINDS,
    ...options,
  });
}

function error(options: {
  readonly rate?: number;
  readonly route?: string;
  readonly seed?: number;
  readonly ttl_s?: number;
  readonly status?: number;
} = {}) {
  return {
    kind: "error",
    status: 500,
    rate: 1,
    ttl_s: 60,
    ...options,
  } as const;
}

Deno.test("without faults nothing is in force", () => {
  const faults = faultsWith();
  assert.equal(faults.active("error"), undefined);
  assert.equal(faults.roll("error", "/events"), undefined);
  assert.deepEqual(faults.view(), []);
});

Deno.test("a fault goes away at the end of its ttl, and not before", async () => {
  const clock = fakeClock(1_000_000);
  const faults = faultsWith({ clock });
  faults.replace([error({ ttl_s: 10 })]);
  await clock.advance(9_999);
  assert.equal(faults.active("error")?.status, 500);
  await clock.advance(1);
  assert.equal(faults.active("error"), undefined);
  assert.deepEqual(faults.view(), []);
});

Deno.test("each fault ends at its own time", async () => {
  const clock = fakeClock();
  const faults = faultsWith({ clock });
  faults.replace([
    error({ ttl_s: 1 }),
    { kind: "latency", latency_ms: 5, rate: 1, ttl_s: 2 },
  ]);
  await clock.advance(1000);
  assert.equal(faults.active("error"), undefined);
  assert.equal(faults.active("latency")?.latency_ms, 5);
  await clock.advance(1000);
  assert.equal(faults.active("latency"), undefined);
});

Deno.test("replace() puts the new faults in the place of all old ones", () => {
  const faults = faultsWith();
  faults.replace([error()]);
  faults.replace([{ kind: "payment_failure", rate: 1, ttl_s: 5 }]);
  assert.equal(faults.active("error"), undefined);
  assert.equal(faults.active("payment_failure")?.rate, 1);
  faults.replace([]);
  assert.deepEqual(faults.view(), []);
});

Deno.test("a fault of a route hits that route only, and before one of all", () => {
  const faults = faultsWith();
  faults.replace([error({ route: "/a", status: 501 })]);
  assert.equal(faults.active("error", "/a")?.status, 501);
  assert.equal(faults.active("error", "/b"), undefined);
  assert.equal(faults.active("error"), undefined);
  faults.replace([error({ status: 500 }), error({ route: "/a", status: 501 })]);
  assert.equal(faults.active("error", "/a")?.status, 501);
  assert.equal(faults.active("error", "/b")?.status, 500);
});

Deno.test("roll() hits below the rate: rate 0 never, rate 1 always", () => {
  for (
    const [draw, rate, hit] of [
      [0, 0, false],
      [0.299, 0.3, true],
      [0.3, 0.3, false],
      [0.999999, 1, true],
    ] as const
  ) {
    const faults = faultsWith({ random: () => draw });
    faults.replace([error({ rate })]);
    assert.equal(faults.roll("error") !== undefined, hit, `${draw} ${rate}`);
  }
});

Deno.test("several faults of one kind draw for themselves, the first hit counts", () => {
  const draws = [0.1, 0.9, 0.1, 0.9, 0.9];
  const faults = faultsWith({ random: () => draws.shift() ?? 1 });
  faults.replace([
    error({ rate: 0.5, status: 501 }),
    error({ rate: 0.5, status: 502 }),
  ]);
  const statuses = [1, 2, 3].map(() => faults.roll("error")?.status);
  assert.deepEqual(statuses, [501, 502, undefined]);
  assert.equal(faults.active("error")?.status, 501);
});

Deno.test("a seed makes the draws repeat from the start each time it is set", () => {
  const faults = faultsWith({ random: Math.random });
  function twenty(): readonly boolean[] {
    faults.replace([error({ rate: 0.5, seed: 11 })]);
    return Array.from({ length: 20 }, () => faults.roll("error") !== undefined);
  }
  const first = twenty();
  assert.deepEqual(twenty(), first);
  assert.ok(first.includes(true) && first.includes(false));
});

Deno.test("the environment's faults are in force and shown, without a ttl", async () => {
  const clock = fakeClock();
  const faults = faultsWith({
    clock,
    environment: [{ kind: "payment_failure", rate: 0.3 }],
  });
  await clock.advance(10_000_000);
  assert.equal(faults.active("payment_failure")?.rate, 0.3);
  assert.deepEqual(faults.view(), [
    { kind: "payment_failure", rate: 0.3, source: "env" },
  ]);
});

Deno.test("a fault of the environment without effect is ignored", () => {
  const faults = faultsWith({
    environment: [
      { kind: "payment_failure", rate: 0 },
      { kind: "latency", rate: 1, latency_ms: 0 },
    ],
  });
  assert.deepEqual(faults.view(), []);
});

Deno.test("a fault set at run time stands before the environment's, which then returns", async () => {
  const clock = fakeClock();
  const faults = faultsWith({
    clock,
    environment: [{ kind: "payment_failure", rate: 1 }],
  });
  faults.replace([{ kind: "payment_failure", rate: 0, ttl_s: 5 }]);
  assert.equal(faults.roll("payment_failure"), undefined);
  assert.deepEqual(faults.view(), [{
    kind: "payment_failure",
    rate: 0,
    source: "runtime",
    ttl_s: 5,
    seconds_left: 5,
  }]);
  await clock.advance(5000);
  assert.equal(faults.roll("payment_failure")?.rate, 1);
});

Deno.test("view() counts the seconds down, the last one to its end", async () => {
  const clock = fakeClock();
  const faults = faultsWith({ clock });
  faults.replace([error({ ttl_s: 2 })]);
  const seen: unknown[] = [];
  for (let step = 0; step < 5; step++) {
    const [fault] = faults.view();
    seen.push(fault?.source === "runtime" ? fault.seconds_left : fault);
    await clock.advance(500);
  }
  assert.deepEqual(seen, [2, 2, 1, 1, undefined]);
});

Deno.test("onChange() tells of replacement and, at the next look, of the end", async () => {
  const clock = fakeClock();
  const faults = faultsWith({ clock });
  let changes = 0;
  faults.onChange(() => changes++);
  faults.replace([error({ ttl_s: 1 })]);
  assert.equal(changes, 1);
  await clock.advance(1000);
  assert.equal(changes, 1);
  faults.active("latency");
  assert.equal(changes, 2);
  faults.view();
  assert.equal(changes, 2);
});

Deno.test("a fault that flaps is there in its spells only, and says when it rests", async () => {
  const clock = fakeClock();
  // Spells of their mean length: -ln(1 - draw) = 1.
  const faults = faultsWith({ clock, random: () => 1 - 1 / Math.E });
  const environment = [{ kind: "error", status: 503, rate: 1 }] as const;
  const shadowing = faultsWith({ clock, random: () => 0.5, environment });
  const flapping = { ...error(), flap: { on_s: 2, off_s: 8 } };
  faults.replace([flapping]);
  shadowing.replace([flapping]);
  const seen: boolean[] = [];
  for (let second = 0; second < 12; second++) {
    seen.push(faults.active("error") !== undefined);
    const [view] = faults.view();
    assert.equal(view?.source === "runtime" && view.resting, !seen.at(-1));
    await clock.advance(1000);
  }
  assert.deepEqual(
    seen.map((on) => on ? "x" : ".").join(""),
    "xx........xx",
  );
  assert.notEqual(
    shadowing.active("error")?.status,
    503,
    "at rest it still stands before the variable's",
  );
  await clock.advance(60_000);
  assert.equal(faults.view().length, 0);
});
