import assert from "node:assert/strict";
import { goodBank } from "./bank_fixture.ts";
import { questionCodeProblems } from "./question_code.ts";

/** The problems of a week whose first question shows this. */
async function problemsOf(block: string): Promise<string> {
  const bank = goodBank();
  const [first, ...others] = bank.questions;
  assert.ok(first);
  const question = `What is this?\n\n${block}\n`;
  const changed = { ...bank, questions: [{ ...first, question }, ...others] };
  return (await questionCodeProblems(changed, () => Promise.resolve(undefined)))
    .join("\n");
}

Deno.test("questionCodeProblems() finds a query, YAML and JSON that do not parse", async () => {
  assert.equal(await problemsOf("```promql\nsum(rate(a_total[5m]))\n```"), "");
  assert.match(
    await problemsOf("```promql\nsum(rate(a_total[5m])\n```"),
    /w1-01: line 3: Cannot read sum/,
  );
  assert.match(await problemsOf("```yaml\na: [1\n```"), /w1-01: .*no YAML/);
  assert.match(await problemsOf("```json\n{a: 1}\n```"), /w1-01: .*no JSON/);
});

Deno.test("questionCodeProblems() finds a block without a language", async () => {
  assert.match(await problemsOf("```\nls\n```"), /w1-01: .*needs a language/);
});
