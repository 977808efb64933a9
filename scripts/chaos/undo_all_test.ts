import assert from "node:assert/strict";
import { fakeClock } from "../../services/shared/clock_fake.ts";
import type { Undo } from "./model/undo.ts";
import { undoAll } from "./undo_all.ts";
import { undoText } from "./undo_one.ts";

const LIMITS = { withinMs: 1000 };
const ENDED = "error in payments ended";

function fault(service: string, name: string, seed = 7): Undo {
  const url = `http://${service}`;
  return { kind: "fault", service, url, token: "t", fault: name, seed };
}

const THAW: Undo = { kind: "thaw", processes: [] };

type Reply = (service: string, method: string) => Response | Error;

/** Services that have these faults, and answer as `reply` says where it does. */
function services(
  faults: Record<string, readonly Readonly<Record<string, unknown>>[]>,
  reply: (service: string, method: string) => ReturnType<Reply> | undefined =
    () => undefined,
) {
  const calls: string[] = [];
  let [now, most] = [0, 0];
  const fetch_: typeof fetch = async (input, init) => {
    const { hostname } = new URL(String(input));
    const method = init?.method ?? "GET";
    calls.push(`${method} ${hostname}`);
    most = Math.max(most, ++now);
    await Promise.resolve();
    now--;
    const special = reply(hostname, method);
    if (special instanceof Error) throw special;
    if (special !== undefined) return special;
    if (method === "PUT") {
      const body = JSON.parse(String(init?.body));
      faults[hostname] = body.faults;
    }
    const view = (faults[hostname] ?? []).map((one) => ({
      source: "runtime",
      rate: 1,
      seconds_left: 9,
      ...one,
    }));
    return Response.json({ kinds: [], faults: view });
  };
  return { fetch: fetch_, faults, calls, most: () => most };
}

Deno.test("the faults of a run are ended, and no other faults", async () => {
  const shop = services({
    payments: [
      { kind: "error", seed: 7 },
      { kind: "error", seed: 8 },
      { kind: "latency", seed: 7 },
      { kind: "error" },
    ],
  });
  const clock = fakeClock();
  const [undone] = await undoAll([fault("payments", "error")], {
    clock,
    fetch: shop.fetch,
    ...LIMITS,
  });
  assert.deepEqual([undone?.ok, undone?.text], [true, ENDED]);
  assert.deepEqual(
    shop.faults.payments?.map(({ kind, seed }) => [kind, seed]),
    [["error", 8], ["latency", 7], ["error", undefined]],
  );
});

Deno.test("frozen processes go on before any service is asked to end a fault", async () => {
  const shop = services({ payments: [{ kind: "error", seed: 7 }] });
  const undone = await undoAll([fault("payments", "error"), THAW], {
    clock: fakeClock(),
    fetch: shop.fetch,
    ...LIMITS,
  });
  assert.deepEqual(undone.map(({ undo }) => undo.kind), ["thaw", "fault"]);
});

Deno.test("two faults of one service are ended in turn: each writes the whole list", async () => {
  const shop = services({
    payments: [{ kind: "error", seed: 7 }, { kind: "latency", seed: 7 }],
  });
  const undone = await undoAll(
    [fault("payments", "error"), fault("payments", "latency")],
    { clock: fakeClock(), fetch: shop.fetch, ...LIMITS },
  );
  assert.ok(undone.every(({ ok }) => ok));
  assert.deepEqual(shop.faults.payments, []);
  assert.equal(shop.most(), 1);
});

Deno.test("faults of several services are ended at the same time", async () => {
  const names = ["gateway", "events", "payments"];
  const shop = services(
    Object.fromEntries(
      names.map((name) => [name, [{ kind: "error", seed: 7 }]]),
    ),
  );
  await undoAll(names.map((name) => fault(name, "error")), {
    clock: fakeClock(),
    fetch: shop.fetch,
    ...LIMITS,
  });
  assert.equal(shop.most(), 3);
});

Deno.test("undoing twice is as good as once", async () => {
  const shop = services({ payments: [{ kind: "error", seed: 7 }] });
  const options = { clock: fakeClock(), fetch: shop.fetch, ...LIMITS };
  for (let i = 0; i < 2; i++) {
    const [undone] = await undoAll([fault("payments", "error")], options);
    assert.equal(undone?.ok, true);
  }
});

Deno.test("a service that does not run has no fault", async () => {
  const shop = services({}, () => new TypeError("Connection refused"));
  const [undone] = await undoAll([fault("payments", "error")], {
    clock: fakeClock(),
    fetch: shop.fetch,
    ...LIMITS,
  });
  assert.deepEqual([undone?.ok, undone?.text], [true, "payments does not run"]);
});

Deno.test("what fails is tried again until it succeeds", async () => {
  let left = 3;
  const shop = services(
    { payments: [{ kind: "error", seed: 7 }] },
    () => left-- > 0 ? new Response(null, { status: 503 }) : undefined,
  );
  const clock = fakeClock();
  const undoing = undoAll([fault("payments", "error")], {
    clock,
    fetch: shop.fetch,
    ...LIMITS,
  });
  await clock.advance(2000);
  const [undone] = await undoing;
  assert.deepEqual([undone?.ok, undone?.text], [true, ENDED]);
  assert.equal(clock.slept.length, 3);
  assert.equal((undone?.end ?? 0) - (undone?.start ?? 0), 600);
});

Deno.test("an undo that keeps failing is given up in time, and reported in words", async () => {
  const shop = services({}, () => new Response(null, { status: 503 }));
  const clock = fakeClock();
  const undoing = undoAll([fault("payments", "error"), THAW], {
    clock,
    fetch: shop.fetch,
    ...LIMITS,
  });
  await clock.advance(10_000);
  const undone = await undoing;
  const failed = undone.filter(({ ok }) => !ok);
  assert.deepEqual(failed.map(({ undo }) => undo.kind), ["fault"]);
  assert.match(failed[0]?.text ?? "", /answered 503/);
  assert.ok((failed[0]?.end ?? Infinity) - (failed[0]?.start ?? 0) <= 1200);
});

Deno.test("a service that says yes and keeps the fault is not believed", async () => {
  const shop = services({ payments: [{ kind: "error", seed: 7 }] });
  const clock = fakeClock();
  const stubborn: typeof fetch = (input, init) =>
    shop.fetch(input, { ...init, method: "GET" });
  const undoing = undoAll([fault("payments", "error")], {
    clock,
    fetch: stubborn,
    ...LIMITS,
  });
  await clock.advance(10_000);
  const [undone] = await undoing;
  assert.equal(undone?.ok, false);
  assert.match(undone?.text ?? "", /still in force/);
});

Deno.test("one that fails keeps none of the others from being undone", async () => {
  const shop = services(
    { events: [{ kind: "error", seed: 7 }] },
    (service) =>
      service === "payments" ? new Response(null, { status: 500 }) : undefined,
  );
  const clock = fakeClock();
  const undoing = undoAll(
    [fault("payments", "error"), fault("events", "error")],
    { clock, fetch: shop.fetch, ...LIMITS },
  );
  await clock.advance(10_000);
  await undoing;
  assert.deepEqual(shop.faults.events, []);
});

const TEXTS: readonly (readonly [Undo, string])[] = [
  [fault("payments", "error"), "end error in payments"],
  [THAW, "thaw processes"],
  [{ kind: "start", state: "s", name: "redis" }, "start redis"],
  [
    { kind: "environment", state: "s", service: "events", variables: {} },
    "give events its variables back",
  ],
  [
    { kind: "session", database_url: "postgres://x", application: "chaos 1" },
    "end the session chaos 1",
  ],
  [
    { kind: "container", service: "events", id: "0123" },
    "get the container of events to run",
  ],
  [
    { kind: "command", program: "tc", args: ["qdisc", "del"], may_fail: true },
    "tc qdisc del",
  ],
  [
    {
      kind: "kubernetes",
      namespace: "shop",
      restore: { what: "uncordon", nodes: [] },
    },
    "restore uncordon in shop",
  ],
];

for (const [undo, text] of TEXTS) {
  Deno.test(`undoing "${undo.kind}" is written as: ${text}`, () => {
    assert.equal(undoText(undo), text);
  });
}

Deno.test("no line about undoing tells the token or the database's password", () => {
  const lines = TEXTS.map(([undo]) => undoText(undo)).join("\n");
  assert.doesNotMatch(lines, /postgres:\/\/|token/);
});
