import assert from "node:assert/strict";
import { lacks, type Proof, withMutants } from "./proof.ts";

const none = { tried: 0, right: 0 };
const proof: Proof = {
  lab: 7,
  title: "Canary releases",
  digest: "a",
  proved: "2026-11-25T20:00:00Z",
  path: "cluster",
  steps: 10,
  commands: 20,
  by_hand: 2,
  failed: 0,
  checks: { tried: 11, right: 11 },
  mutants: none,
  variants: none,
  needs: [],
  wrong: [],
  seconds: 900,
};
const judged = {
  mutants: { tried: 14, right: 14 },
  variants: { tried: 6, right: 6 },
  wrong: [],
};
const added = {
  judged,
  digest: "a",
  needs: ["cluster" as const],
  seconds: 300,
};

Deno.test("mutants of a second sitting make a proof whole", () => {
  assert.notDeepEqual(lacks(proof, "a"), []);
  const whole = withMutants(proof, added);
  assert.deepEqual(lacks(whole, "a"), []);
  assert.equal(whole.seconds, 1200);
});

Deno.test("mutants of files and mutants of a cluster may be checked apart", () => {
  const files = { ...added, needs: ["files" as const] };
  const whole = withMutants(withMutants(proof, added), files);
  assert.deepEqual(whole.mutants, { tried: 28, right: 28 });
  assert.deepEqual(whole.needs, ["cluster", "files"]);
});

Deno.test("nothing is added to another lab's, a changed or a whole proof", () => {
  assert.throws(() => withMutants(undefined, added), /has none/);
  assert.throws(() => withMutants({ ...proof, digest: "b" }, added), /changed/);
  const whole = withMutants(proof, added);
  assert.throws(
    () => withMutants(whole, added),
    /has mutants that need cluster/,
  );
});
