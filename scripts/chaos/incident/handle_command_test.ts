import assert from "node:assert/strict";
import { handleCommand, resultText } from "./handle_command.ts";
import type { Incident, Result } from "./incident.ts";
import { MECHANISMS, PARTS } from "./scenario.ts";
import type { Command } from "./session.ts";

const RESULT: Result = {
  id: "1",
  service: "payments",
  mechanism: "slow",
  pagedAt: 4.6,
  diagnosedAt: undefined,
  mitigatedAt: 90,
  wrongAnswers: 1,
  hints: 2,
  falseAlarms: 0,
  collateral: ["redis"],
  failedRequests: 17,
  score: { detect: 0, mitigate: 40, care: 5, total: 45 },
};

/** The questions to an incident, and its answers. */
async function type(
  line: string,
  changes: Partial<Incident> = {},
): Promise<{ ok: boolean; text: string; isOver: boolean; done: string[] }> {
  const done: string[] = [];
  const incident: Incident = {
    firing: () => [],
    answer: ({ service, mechanism }) => {
      done.push(`answer ${service} ${mechanism}`);
      return service === "payments" && mechanism === "slow";
    },
    hint: () => "look at payments",
    silence: () => void done.push("silence"),
    mitigated: () => Promise.resolve({ isOver: true, reasons: [] }),
    close: () => Promise.resolve(RESULT),
    ...changes,
  };
  const [command = "", ...words] = line.split(" ");
  let isOver = false;
  const reply = await handleCommand(
    incident,
    { command: command as Command["command"], words },
    () => isOver = true,
  );
  return { ...reply, isOver, done };
}

Deno.test("a right answer is confirmed, and ends nothing", async () => {
  const { ok, isOver } = await type("answer payments slow");
  assert.deepEqual([ok, isOver], [true, false]);
});

Deno.test("a wrong answer gets only the word that it is wrong", async () => {
  const { ok, text } = await type("answer events slow");
  assert.equal(ok, false);
  assert.doesNotMatch(text, /payments|slow/);
});

for (
  const line of ["answer payment slow", "answer payments slowly", "answer"]
) {
  Deno.test(`"${line}" is no answer, so it costs nothing, and what there is is shown`, async () => {
    const { ok, text, done } = await type(line);
    assert.deepEqual([ok, done], [false, []]);
    for (const word of [...PARTS, ...Object.keys(MECHANISMS)]) {
      assert.ok(text.includes(word), word);
    }
  });
}

for (const word of ["toString", "constructor", "__proto__"]) {
  Deno.test(`the word ${word} is no mechanism`, async () => {
    const { ok, done } = await type(`answer payments ${word}`);
    assert.deepEqual([ok, done], [false, []]);
  });
}

Deno.test("the end that the shop confirms ends the incident", async () => {
  const { ok, isOver } = await type("mitigated");
  assert.deepEqual([ok, isOver], [true, true]);
});

Deno.test("an end that the shop denies ends nothing, and all reasons are printed", async () => {
  const reasons = ["ListSlow: 2 s", "redis must run"];
  const { ok, isOver, text } = await type("mitigated", {
    mitigated: () => Promise.resolve({ isOver: false, reasons }),
  });
  assert.deepEqual([ok, isOver], [false, false]);
  for (const reason of reasons) assert.ok(text.includes(reason), text);
});

Deno.test("giving up ends the incident", async () => {
  assert.equal((await type("end")).isOver, true);
});

Deno.test("a hint is given while there is one", async () => {
  assert.equal((await type("hint")).ok, true);
  assert.equal((await type("hint", { hint: () => undefined })).ok, false);
});

Deno.test("the present symptoms are printed, also when there are none", async () => {
  const firing = () => [{ name: "ListSlow", words: "2.0 s" }];
  assert.match((await type("status", { firing })).text, /ListSlow: 2\.0 s/);
  assert.match((await type("status")).text, /no symptom/);
});

Deno.test("a silence changes nothing else", async () => {
  const { done, isOver } = await type("silence");
  assert.deepEqual([done, isOver], [["silence"], false]);
});

Deno.test("a result tells what it was, when what happened, and every loss of points", () => {
  const text = resultText(RESULT);
  assert.match(text, /payments: slow \(it answers late\)/);
  assert.match(text, /paged after 5 s, diagnosed never, .* after 90 s/);
  assert.match(text, /17 requests failed; wrong answers 1, hints 2/);
  assert.match(text, /besides: redis/);
  assert.match(text, /45 of 100: .*0 of 30.*40 of 40.*5 of 30/s);
  assert.match(resultText({ ...RESULT, collateral: [] }), /besides: nothing/);
});
