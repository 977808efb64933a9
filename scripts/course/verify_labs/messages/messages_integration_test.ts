// Runs with -P=read-only
/**
 * The messages of checks to students: they are found, read well, and lead on.
 */

import assert from "node:assert/strict";
import { proseProblems } from "../../../lib/text/prose/mod.ts";
import { LABS } from "../../lab/labs.ts";
import { allOutcomes } from "./catalogue.ts";

const ALL = await allOutcomes();

/** A question alone says neither where to look nor what to do. */
const QUESTION = /^(?:is|are|was|were|do|does|did|what|which|whose|who)\b/i;

for (const { lab, check: { id, title, hints }, outcomes } of ALL) {
  Deno.test(`lab ${lab}: the outcomes of ${id} are found, and each leads on`, () => {
    const verdicts = new Set(outcomes.map(({ verdict }) => verdict));
    assert.ok(verdicts.has("ok") || verdicts.has("ok, remark"), "no pass");
    assert.ok(verdicts.has("FAILED") || verdicts.has("to do"), "no failure");
    for (const { verdict, look } of outcomes) {
      if (verdict === "ok" || verdict === "ok, remark") continue;
      assert.notEqual(look.join(), "undefined", `${verdict} leads nowhere`);
      assert.deepEqual(look.filter((text) => QUESTION.test(text)), []);
    }
  });

  Deno.test(`lab ${lab}: title, hints and messages of ${id} are plain English`, () => {
    const texts = outcomes.flatMap(({ says, bound, look }) => [
      ...says,
      ...bound,
      ...look,
    ]);
    const problems = [...texts, title].flatMap((text) =>
      proseProblems(text, { longest: Infinity }).map((one) =>
        `${one} in: ${text}`
      )
    );
    const inHints = hints.flatMap((text) =>
      proseProblems(text, { longest: 35 })
    );
    assert.deepEqual([...problems, ...inHints], []);
  });
}

for (const { lab, questions, tasks } of LABS) {
  Deno.test(`lab ${lab}: questions and titles of tasks are plain English`, () => {
    const texts = [...questions, ...tasks.map(({ title }) => title)];
    assert.deepEqual(
      texts.flatMap((text) => proseProblems(text, { longest: 35 })),
      [],
    );
  });
}
