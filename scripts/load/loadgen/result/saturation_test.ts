import assert from "node:assert/strict";
import { isUsedUp, machineReading, usesOf } from "./saturation.ts";

Deno.test("a machine whose cores are never idle is used up", () => {
  const at = (busySeconds: number, atMs: number) =>
    machineReading({ busySeconds, cores: 4 }, atMs);
  const [use] = usesOf([at(100, 0), at(119, 5000)]);
  assert.equal(use?.resource, "machine CPU");
  assert.equal(use?.detail, "3.80 of 4 cores");
  assert.ok(use && isUsedUp(use));
  assert.deepEqual(usesOf([at(100, 0)]), []);
});
