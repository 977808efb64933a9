import assert from "node:assert/strict";
import { fakeClock } from "../../../../services/shared/mod.ts";
import { drawsOf } from "../engine/random.ts";
import type { Ended } from "../client/http_client.ts";
import { play } from "./play.ts";
import { bodyOf } from "../shop_fixture.ts";
import checkout from "./checkout.ts";
import { sliceRecorder } from "../engine/slice.ts";

/** Plays a checkout; every answer takes 100 ms and is what `answer` makes it. */
async function played(
  answer: (path: string) => Partial<Ended>,
  lateMs = 0,
) {
  const clock = fakeClock();
  const told: string[] = [];
  const [journey] = checkout.journeys;
  assert.ok(journey);
  const playing = play(journey, {
    url: "http://shop",
    events: [6],
    clock,
    client: {
      close: () => {},
      async send({ url }) {
        await clock.sleep(100);
        const path = new URL(url).pathname;
        const text = JSON.stringify(bodyOf(path));
        return { result: "ok", status: 200, text, ...answer(path) };
      },
    },
    recorder: {
      step: (name, result, _, ms) => told.push(`${name} ${result} ${ms}`),
      journey: (name, result, ms) => told.push(`${name} ${result} ${ms}`),
      order: () => told.push("order"),
    },
  }, { dueMs: -lateMs, random: drawsOf(1) });
  await clock.advance(1000);
  await playing;
  return told;
}

Deno.test("a late start counts for the first step and the journey, not for the steps after", async () => {
  assert.deepEqual(await played(() => ({}), 500), [
    "list ok 600",
    "reserve ok 100",
    "pay ok 100",
    "order",
    "checkout ok 800",
  ]);
});

Deno.test("a journey ends with the step that did not go well, and has its result", async () => {
  const soldOut = await played((path) =>
    path.endsWith("/reserve") ? { result: "sold_out", status: 409 } : {}
  );
  assert.deepEqual(soldOut, [
    "list ok 100",
    "reserve sold_out 100",
    "checkout sold_out 200",
  ]);
});

Deno.test("an answer that breaks the contract is broken, and no order", async () => {
  for (const text of ["{}", "not json", ""]) {
    const told = await played((path) => path.endsWith("/pay") ? { text } : {});
    assert.deepEqual(told.slice(2), ["pay broken 100", "checkout broken 300"]);
  }
});

Deno.test("a refused request has no latency: it would flatter", () => {
  const recorder = sliceRecorder();
  recorder.step("list", "refused", 0, 0.1);
  const { tallies } = recorder.cut(1000);
  assert.equal(tallies.list?.results.refused, 1);
  assert.equal(tallies.list?.latency, "");
});
