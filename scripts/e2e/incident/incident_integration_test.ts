// Runs with -P=test-system
/**
 * Four incidents from end to end, and the command line. The others:
 * deno task e2e:incidents.
 */

import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";
import { type Stack, startStack } from "../../stack/local/mod.ts";
import { until } from "../../lib/wait/wait.ts";
import { playScenario } from "./play.ts";
import { chosenBy, SCENARIOS } from "../../chaos/incident/scenario.ts";

let stack: Stack;
Deno.test.beforeAll(async () => {
  stack = await startStack();
});
Deno.test.afterAll(() => stack.close());

for (
  const id of [
    "payments-crash",
    "redis-crash",
    "payments-errors",
    "payments-errors-deployed",
  ]
) {
  Deno.test(`${id} pages, can be ended, and not by a cheat`, async () => {
    const scenario = SCENARIOS.find((one) => one.id === id);
    assert.ok(scenario);
    const folder = await Deno.makeTempDir();
    const { wrong, symptoms, result } = await playScenario(
      stack,
      scenario,
      folder,
    );
    await Deno.remove(folder, { recursive: true });
    assert.deepEqual(wrong, []);
    assert.ok(symptoms.length > 0);
    assert.ok(result.score.total > 50);
  });
}

Deno.test("the command line: a page without a cause, an answer, a hint, an end", async () => {
  const seed = seedOf("payments-crash");
  const incident = (...args: readonly string[]) =>
    new Deno.Command(Deno.execPath(), {
      args: [
        "run",
        "-A",
        `--config=${
          fileURLToPath(new URL("../../../deno.json", import.meta.url))
        }`,
        fileURLToPath(new URL("../../chaos/incident/cli.ts", import.meta.url)),
        ...args,
      ],
      env: { DEV_STATE: stack.paths.state },
      stdout: "piped",
      stderr: "null",
    });
  async function say(...args: readonly string[]) {
    const { code, stdout } = await incident(...args).output();
    return { code, text: new TextDecoder().decode(stdout) };
  }
  const pager = incident("start", `--seed=${seed}`, "--json").spawn();
  await until(
    "payments has been killed",
    () => Promise.resolve(stack.pid("payments") === undefined),
    60_000,
  );
  await until(
    "there is a symptom",
    async () => /Checkout/.test((await say("status")).text),
  );
  assert.equal((await say("answer", "events", "slow")).code, 1);
  assert.match((await say("answer", "events", "bad")).text, /must be one of/);
  assert.equal((await say("answer", "payments", "crash")).code, 0);
  assert.match((await say("hint")).text, /Who fails/);
  await stack.start("payments");
  const over = await say("mitigated");
  assert.equal(over.code, 0, over.text);
  const { code, stdout } = await pager.output();
  const text = new TextDecoder().decode(stdout);
  assert.equal(code, 0, text);
  assert.match(text, /^PAGE\n {2}\w+: /);
  const [page = ""] = text.split("{");
  assert.doesNotMatch(page, /payments|crash/);
  const result = JSON.parse(text.slice(text.indexOf("{")));
  assert.deepEqual(
    [result.service, result.mechanism, result.wrongAnswers, result.hints],
    ["payments", "crash", 1, 1],
  );
  assert.equal((await say("status")).code, 2);
});

function seedOf(id: string): number {
  for (let seed = 0;; seed++) if (chosenBy(seed).id === id) return seed;
}
