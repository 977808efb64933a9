import assert from "node:assert/strict";
import { composeResilience } from "./compose.ts";

const failure = new Error("payments are down");

/** Three attempts at once, as patient as Lab 11 wants it. */
async function threeTimes<T>(call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch {
    return await call().catch(call);
  }
}

Deno.test("the breaker is outside: a charge with all its attempts is one call to it", async () => {
  let judged = 0;
  const breaker = {
    call<T>(charge: () => Promise<T>): Promise<T> {
      judged++;
      return charge();
    },
  };
  let attempts = 0;
  const guard = composeResilience({ breaker, retry: threeTimes });
  await assert.rejects(
    guard(() => (attempts++, Promise.reject(failure))),
    (error) => error === failure,
  );
  assert.deepEqual([judged, attempts], [1, 3]);
  assert.equal(await guard(() => Promise.resolve("charged")), "charged");
  assert.equal(judged, 2);
});

Deno.test("an open breaker is asked once: nothing is attempted or waited for", async () => {
  let asked = 0;
  let attempts = 0;
  const open = { call: () => (asked++, Promise.reject(failure)) };
  const guard = composeResilience({ breaker: open, retry: threeTimes });
  await assert.rejects(
    guard(() => (attempts++, Promise.resolve())),
    (error) => error === failure,
  );
  assert.deepEqual([asked, attempts], [1, 0]);
});
