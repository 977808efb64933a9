import assert from "node:assert/strict";
import { CouldNotRun } from "../../lib/cli/mod.ts";
import { FaultRefused, type FaultsClient } from "../../adapters/shop/mod.ts";
import { actionRoutes, type Reach } from "./actions.ts";
import { type LoadControl, MAX_LOAD_S, MAX_RPS } from "./load_control.ts";

/** The buttons with nothing behind them but a list of what was asked for. */
function scene(over: Partial<Reach> = {}) {
  const asked: string[] = [];
  const load: LoadControl = {
    start: ({ rps, seconds }) => void asked.push(`load ${rps} ${seconds}`),
    stop: () => Promise.resolve(void asked.push("stop")),
    view: () => assert.fail("the buttons do not look"),
  };
  const inForce = { enabled: true, active: [] };
  type Answer = Awaited<ReturnType<FaultsClient["read"]>>;
  const answer = inForce as unknown as Answer;
  const told = (words: string): Promise<Answer> => {
    asked.push(words);
    return Promise.resolve(answer);
  };
  const faults: FaultsClient = {
    read: () => told("read"),
    add: ({ kind }) => told(`add ${kind}`),
    remove: (kind) => told(`remove ${kind}`),
    removeWhere: () => told("removeWhere"),
    clear: () => told("clear"),
  };
  const app = actionRoutes({
    load,
    state: () => undefined,
    buy: () =>
      Promise.resolve({ isBought: true, text: "Bought", requestId: "r" }),
    faults: (service) => service === "payments" ? faults : undefined,
    learn: (service) => void asked.push(`learn ${service}`),
    ...over,
  });
  const send = async (method: string, path: string, body?: unknown) => {
    const answer = await app.request(path, {
      method,
      ...body === undefined
        ? {}
        : { body: typeof body === "string" ? body : JSON.stringify(body) },
    });
    return { status: answer.status, json: await answer.json() };
  };
  return { asked, send };
}

Deno.test("buying answers what became of it", async () => {
  const { send } = scene();
  const { status, json } = await send("POST", "/buy");
  assert.deepEqual([status, json.text], [200, "Bought"]);
});

Deno.test("a load is started as asked, and stopped", async () => {
  const { asked, send } = scene();
  await send("POST", "/load", { rps: MAX_RPS, seconds: MAX_LOAD_S });
  await send("DELETE", "/load");
  assert.deepEqual(asked, [`load ${MAX_RPS} ${MAX_LOAD_S}`, "stop"]);
});

const NO_LOADS: readonly unknown[] = [
  { rps: 0, seconds: 1 },
  { rps: MAX_RPS + 1, seconds: 1 },
  { rps: 1, seconds: 0 },
  { rps: 1, seconds: MAX_LOAD_S + 1 },
  { rps: "5", seconds: 1 },
  { rps: 5 },
  "not json",
];

for (const body of NO_LOADS) {
  Deno.test(`a load of ${JSON.stringify(body)} is not understood, and none is started`, async () => {
    const { asked, send } = scene();
    const { status, json } = await send("POST", "/load", body);
    assert.equal(status, 400);
    assert.match(json.refused, /^Not understood: /);
    assert.deepEqual(asked, []);
  });
}

Deno.test("a fault is added, one kind or all are removed, and the page learns it at once", async () => {
  const { asked, send } = scene();
  const fault = { kind: "error", ttl_s: 60, rate: 0.5 };
  assert.equal((await send("POST", "/faults/payments", fault)).status, 200);
  await send("DELETE", "/faults/payments?kind=error");
  await send("DELETE", "/faults/payments");
  assert.deepEqual(asked, [
    "add error",
    "learn payments",
    "remove error",
    "learn payments",
    "clear",
    "learn payments",
  ]);
});

Deno.test("a fault without a life is refused: it would never end", async () => {
  const { asked, send } = scene();
  const { status } = await send("POST", "/faults/payments", { kind: "error" });
  assert.equal(status, 400);
  assert.deepEqual(asked, []);
});

Deno.test("a service without runtime faults refuses in words", async () => {
  const { asked, send } = scene();
  const fault = { kind: "error", ttl_s: 60 };
  const { status, json } = await send("POST", "/faults/redis", fault);
  assert.deepEqual([status, json.refused], [
    409,
    "redis has no runtime faults here",
  ]);
  assert.deepEqual(asked, []);
});

Deno.test("a part can only be acted on while a stack runs", async () => {
  const { send } = scene();
  const acted = await send("POST", "/parts/redis", { action: "kill" });
  assert.deepEqual([acted.status, acted.json.refused], [409, "No stack runs"]);
  const unknown = await send("POST", "/parts/redis", { action: "explode" });
  assert.equal(unknown.status, 400);
});

const ERRORS: readonly (readonly [Error, number, RegExp])[] = [
  [new CouldNotRun("Cannot stop"), 409, /^Cannot stop$/],
  [new FaultRefused("rate must be"), 409, /^rate must be$/],
  [new TypeError("x is undefined"), 500, /^A bug of the console: x is/],
];

for (const [error, status, words] of ERRORS) {
  Deno.test(`an error ${error.name} is ${status}, in words`, async () => {
    const { send } = scene({ buy: () => Promise.reject(error) });
    const refused = await send("POST", "/buy");
    assert.equal(refused.status, status);
    assert.match(refused.json.refused, words);
  });
}
