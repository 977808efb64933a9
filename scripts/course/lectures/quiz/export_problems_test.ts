import assert from "node:assert/strict";
import { goodBank } from "./bank_fixture.ts";
import { exportProblems, readGift, readMoodleXml } from "./export_problems.ts";
import { gift } from "./gift.ts";
import { moodleXml } from "./moodle_xml.ts";

Deno.test("exportProblems() finds nothing: code blocks, braces and slashes arrive", () => {
  assert.deepEqual(exportProblems(goodBank()), []);
});

Deno.test("GIFT keeps the lines of a code block, and the name of its category", () => {
  const text = gift(goodBank());
  assert.match(
    text,
    /^\$CATEGORY: QuickTicket\/Week 1 CI\/\/CD: tests & tools$/m,
  );
  const [first] = readGift(text);
  assert.equal(first?.question, goodBank().questions[0]?.question);
  assert.match(first?.question ?? "", /\n {2}#2 of 3: a < b && b > c\n/);
});

Deno.test("XML keeps the lines of a code block", () => {
  const [first] = readMoodleXml(moodleXml(goodBank()));
  assert.equal(first?.question, goodBank().questions[0]?.question);
});

Deno.test("exportProblems() finds an answer that GIFT would read as a weight", () => {
  const bank = goodBank();
  const [first, ...others] = bank.questions;
  assert.ok(first);
  const answers = first.answers.map((answer, i) =>
    i === 3 ? { ...answer, text: "%50% of the pays" } : answer
  );
  const problems = exportProblems({
    ...bank,
    questions: [{ ...first, answers }, ...others],
  });
  assert.deepEqual(problems, ["GIFT: w1-01 does not arrive as it was written"]);
});

Deno.test("readGift() and readMoodleXml() refuse what is not of the format", () => {
  const broken = gift(goodBank()).replace("\n}\n", "\n\n");
  assert.throws(() => readGift(broken), /Expected/);
  const xml = moodleXml(goodBank());
  assert.throws(
    () => readMoodleXml(xml.replace("</answer>", "")),
    /closing tag/,
  );
  assert.throws(
    () => readMoodleXml(xml.replace('format="markdown"', 'format="plain"')),
    /markdown/,
  );
});
