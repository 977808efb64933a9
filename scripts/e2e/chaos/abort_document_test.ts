import assert from "node:assert/strict";
import { fakeClock } from "../../../services/shared/clock_fake.ts";
import { abortDocument } from "./abort_document.ts";

Deno.test("the generated part is written anew, what people wrote stays", () => {
  const before = "# Results\n\n## How soon a fault is off\n\nold figures\n\n" +
    "## On Kubernetes\n\nby hand\n";
  const after = abortDocument(before, "| new | figures |", fakeClock());
  assert.match(
    after,
    /^# Results\n\n## How soon a fault is off\n\nDO NOT EDIT/,
  );
  assert.match(after, /\| new \| figures \|\n\n## On Kubernetes\n\nby hand\n$/);
  assert.doesNotMatch(after, /old figures/);
});
