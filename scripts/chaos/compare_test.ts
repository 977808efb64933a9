import assert from "node:assert/strict";
import { journalWith } from "../../labs/lab8/journal_fixture.ts";
import { compareText } from "./compare.ts";

Deno.test("runs stand side by side: what was changed, and each figure", () => {
  const all = journalWith({ measured: { "list-5xx": "0.5 (5 of 10)" } });
  const one = journalWith({
    measured: { "pay-5xx": "0.1 (1 of 10)" },
    own: { variables: { max_conns: 10 }, verdict: "broken", abort_s: 1 },
  });
  const text = compareText([
    { name: "stacked", journal: all },
    { name: "stacked-large-pool", journal: one },
  ]);
  assert.deepEqual(text.split("\n"), [
    "| run | changed | verdict | requests/s | list-5xx | pay-5xx |",
    "| --- | --- | --- | --- | --- | --- |",
    "| stacked |  | held | 20.0 | 0.5 (5 of 10) | - |",
    "| stacked-large-pool | max_conns=10 | broken | 20.0 | - | 0.1 (1 of 10) |",
  ]);
});
