import assert from "node:assert/strict";
import { fakeHost } from "../cli/host_fake.ts";
import { exitOf, heldTable, holdAll } from "./acceptance.ts";

async function held(
  ...promises: readonly (readonly [string, () => Promise<string>])[]
) {
  const host = fakeHost();
  const all = await holdAll(
    host,
    promises.map(([what, hold]) => ({ what, hold })),
  );
  return { all, lines: host.stdout };
}

const kept = () => Promise.resolve("3 of 3");
const missed = () => Promise.reject(new Error("2 of 3"));

Deno.test("each promise is reported as kept or broken, and all are counted", async () => {
  const { all, lines } = await held(["sells", kept], ["settles", missed]);
  assert.deepEqual(lines, [
    "ok      sells: 3 of 3 (0.0 s)",
    "FAILED  settles: 2 of 3 (0.0 s)",
    "1 passed, 1 failed",
  ]);
  assert.deepEqual(all.map(({ isKept, figure }) => [isKept, figure]), [
    [true, "3 of 3"],
    [false, "2 of 3"],
  ]);
});

Deno.test("a promise that is missed does not keep the next from being held", async () => {
  const { all } = await held(["a", missed], ["b", missed], ["c", kept]);
  assert.deepEqual(all.map(({ isKept }) => isKept), [false, false, true]);
});

Deno.test("promises are held one after another, in their order", async () => {
  const order: string[] = [];
  const noted = (name: string) => async () => {
    order.push(`${name} begins`);
    await Promise.resolve();
    order.push(`${name} ends`);
    return "";
  };
  await held(["a", noted("a")], ["b", noted("b")]);
  assert.deepEqual(order, ["a begins", "a ends", "b begins", "b ends"]);
});

Deno.test("a thrown value that is not an error is reported in its own words", async () => {
  const { all } = await held(["a", () => Promise.reject("out of disk")]);
  assert.equal(all[0]?.figure, "out of disk");
});

Deno.test("the exit code is 0 when all are kept, and 1 when one is not", async () => {
  assert.equal(exitOf((await held(["a", kept])).all), 0);
  assert.equal(exitOf((await held(["a", kept], ["b", missed])).all), 1);
});

Deno.test("the table marks what was missed, and a figure is one cell of one line", async () => {
  const odd = () => Promise.reject(new Error("a | b\n  c"));
  const { all } = await held(["sells", kept], ["settles", odd]);
  assert.deepEqual(heldTable(all).split("\n"), [
    "| Promise | Measured |",
    "| --- | --- |",
    "| sells | 3 of 3 |",
    "| settles | **missed:** a \\| b c |",
    "",
  ]);
});
