import assert from "node:assert/strict";
import type { CheckContext } from "../../checks/mod.ts";
import { machineWith } from "../../checks/machine_fixture.ts";
import { watchMissed } from "./not_handed_in.ts";

const GLOBS = ["submissions/lab9.md", "k8s/**", ".github/workflows/**"];

async function missed(
  look: (context: CheckContext) => Promise<unknown>,
): Promise<readonly string[]> {
  const { context, take } = watchMissed(machineWith({}), GLOBS);
  await look(context);
  return take();
}

Deno.test("what no lab asks for may be absent without a fault of the student's", async () => {
  assert.deepEqual(await missed(({ files }) => files(/^backups\//)), [
    "backups/",
  ]);
  assert.deepEqual(await missed(({ read }) => read(".dev/pods.json")), [
    ".dev/pods.json",
  ]);
});

Deno.test("what is asked for, and absent, was not done", async () => {
  for (const path of ["submissions/lab9.md", "k8s/a/b.yaml"]) {
    assert.deepEqual(await missed(({ read }) => read(path)), []);
  }
  for (
    const pattern of [/^k8s\/.*\.ya?ml$/, /^k8s/, /\.ya?ml$/, /^\.github\//]
  ) {
    assert.deepEqual(await missed(({ files }) => files(pattern)), []);
  }
});

Deno.test("each check answers for itself", async () => {
  const { context, take } = watchMissed(machineWith({}), GLOBS);
  await context.read("backups/a.json");
  assert.equal(take().length, 1);
  assert.equal(take().length, 0);
});
