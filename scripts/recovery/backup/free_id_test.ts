import assert from "node:assert/strict";
import { fakeClock } from "../../../services/shared/clock_fake.ts";
import { freeId } from "./free_id.ts";
import { textBytes } from "./store.ts";
import { memoryStore } from "./store_fixture.ts";

const AT = Date.parse("2026-11-24T12:00:00.400Z");

Deno.test("a free id is given at once", async () => {
  const clock = fakeClock(AT);
  const id = await freeId(memoryStore(), "shop", clock);
  assert.equal(id, "shop_20261124T120000Z");
  assert.deepEqual(clock.slept, []);
});

for (const taken of ["json", "dump", "dump.age"]) {
  Deno.test(`an id of which there is a .${taken} is left alone: the next second is free`, async () => {
    const store = memoryStore();
    await store.write(`shop_20261124T120000Z.${taken}`, textBytes("x"));
    const clock = fakeClock(AT);
    const id = freeId(store, "shop", clock);
    await clock.advance(2000);
    assert.equal(await id, "shop_20261124T120001Z");
    assert.deepEqual(clock.slept, [600]);
  });
}

Deno.test("another database's backup of the same second is not in the way", async () => {
  const store = memoryStore();
  await store.write("other_20261124T120000Z.json", textBytes("x"));
  const clock = fakeClock(AT);
  assert.equal(await freeId(store, "shop", clock), "shop_20261124T120000Z");
});
