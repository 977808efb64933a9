// Runs with -P=test-system
/** The stages as kustomize renders them; no cluster is needed. */

import assert from "node:assert/strict";
import { realHost } from "../../lib/cli/host.ts";
import { createKubectl } from "../../adapters/kubernetes/kubectl.ts";
import { manifestProblems } from "./manifest_rules.ts";
import { namesIn, renderStage, STAGES } from "./stages.ts";

const kubectl = createKubectl();
const missing = await kubectl.run(["version", "--client"])
  .then(() => false, () => true);
if (missing) realHost().err("SKIPPED: tests of manifests need kubectl on PATH");

for (const stage of STAGES) {
  Deno.test({
    name: `every pod of ${stage} is as locked down as it must be`,
    ignore: missing,
    async fn() {
      const rendered = await renderStage(kubectl, stage);
      assert.deepEqual(manifestProblems(rendered), []);
    },
  });
}

Deno.test({
  name: "each stage has what the one before had, but for what its lab replaces",
  ignore: missing,
  async fn() {
    const replaced = new Map([
      ["lab07", ["Deployment/gateway"]],
      ["lab09", ["Deployment/postgres"]],
    ]);
    let before = new Set<string>();
    for (const stage of STAGES) {
      const names = namesIn(await renderStage(kubectl, stage));
      const gone = [...before].filter((name) => !names.has(name));
      assert.deepEqual(gone, replaced.get(stage) ?? [], stage);
      before = new Set(names);
    }
    assert.ok(before.has("Rollout/gateway") && before.size > 35);
  },
});
