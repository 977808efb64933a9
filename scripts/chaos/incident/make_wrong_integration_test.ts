// Runs with -P=test-system
/**
 * Something is made wrong, or nothing is left of the attempt.
 */

import assert from "node:assert/strict";
import type { State } from "../../adapters/running_stack/mod.ts";
import { testShop } from "../shop_fixture.ts";
import { readLedger, runFiles } from "../undo_log.ts";
import { makeWrong, type WrongOptions } from "./make_wrong.ts";
import { type Scenario, SCENARIOS } from "./scenario.ts";

const [first] = SCENARIOS;
assert.ok(first);

const SCENARIO: Scenario = {
  ...first,
  do: {
    type: "fault",
    service: "gateway",
    fault: { kind: "latency", latency_ms: 5, rate: 1 },
  },
};

const STATE: State = {
  supervisor: { pid: 1, started: "" },
  control: { url: "", token: "" },
  services: { gateway: { url: "", pid: 10, log: "" } },
};

const BASELINE = { state: () => Promise.resolve(STATE) };

/** The calls to the guard and the ledger, beside those of the test. */
async function attempt(
  body: (
    options: WrongOptions,
    shop: ReturnType<typeof testShop>,
  ) => Promise<void>,
  change: (options: WrongOptions) => Partial<WrongOptions> = () => ({}),
) {
  const folder = await Deno.makeTempDir();
  const files = runFiles(`${folder}/run`);
  const log: string[] = [];
  const shop = testShop();
  const options: WrongOptions = {
    scenario: SCENARIO,
    target: shop.target,
    clock: shop.clock,
    fetch: shop.fetch,
    id: "1",
    ownerSeed: 7,
    files,
    startGuard: () => {
      log.push("guard");
      return Promise.resolve({
        pid: 0,
        release: () => Promise.resolve(void log.push("release")),
      });
    },
  };
  try {
    await body({ ...options, ...change(options) }, shop);
    return { log, shop, ledger: await readLedger(files.ledger) };
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

Deno.test("something is made wrong under a guard, written down, and undone", async () => {
  const { log, shop, ledger } = await attempt(async (options, shop) => {
    const wrong = await makeWrong(options, BASELINE);
    assert.deepEqual(shop.faults.view(), [], "the exercise hides its fault");
    assert.equal(shop.faults.view(options.ownerSeed).length, 1);
    const written = await readLedger(options.files.ledger);
    assert.deepEqual(written?.undos, [...wrong.undos]);
    assert.equal(written?.undoneBy, undefined);
    assert.deepEqual(wrong.before, { gateway: 10 });
    await wrong.undo();
  });
  assert.deepEqual(shop.faults.view(7), []);
  assert.deepEqual(log, ["guard", "release"]);
  assert.notEqual(ledger?.undoneBy, undefined);
});

Deno.test("what cannot be made wrong at all does not even begin", async () => {
  const { log } = await attempt(
    (options) =>
      assert.rejects(makeWrong(options, BASELINE), /no service payments/),
    () => ({
      scenario: {
        ...SCENARIO,
        do: {
          type: "fault",
          service: "payments",
          fault: { kind: "error", rate: 1 },
        },
      },
    }),
  );
  assert.deepEqual(log, []);
});

Deno.test("an attempt that fails half way is undone, and leaves no guard behind", async () => {
  const { log, shop, ledger } = await attempt(
    (options) =>
      assert.rejects(makeWrong(options, BASELINE), /it broke in the middle/),
    ({ fetch }) => {
      let puts = 0;
      return {
        fetch: async (input, init) => {
          const answer = await fetch(input, init);
          if (init?.method === "PUT" && puts++ === 0) {
            throw new TypeError("it broke in the middle");
          }
          return answer;
        },
      };
    },
  );
  assert.deepEqual(shop.faults.view(), [], "the fault is still there");
  assert.deepEqual(log, ["guard", "release"]);
  assert.notEqual(ledger?.undoneBy, undefined);
});

Deno.test("a stack that ends meanwhile leaves no guard behind", async () => {
  const { log } = await attempt((options) =>
    assert.rejects(
      makeWrong(options, {
        state: () => Promise.reject(new Error("the stack has ended")),
      }),
      /the stack has ended/,
    )
  );
  assert.deepEqual(log, ["guard", "release"]);
});
