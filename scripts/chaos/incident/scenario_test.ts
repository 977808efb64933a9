import assert from "node:assert/strict";
import { ALERTS } from "./alerts.ts";
import { chosenBy, isRight, MECHANISMS, PARTS, SCENARIOS } from "./scenario.ts";

Deno.test("there are thirty scenarios at least, each another one", () => {
  assert.ok(SCENARIOS.length >= 30);
  const actions = SCENARIOS.map(({ do: action }) => JSON.stringify(action));
  assert.equal(new Set(actions).size, SCENARIOS.length);
});

Deno.test("the same seed is the same scenario; seeds reach all of them", () => {
  assert.equal(chosenBy(7), chosenBy(7));
  const reached = new Set(
    Array.from({ length: 500 }, (_, seed) => chosenBy(seed).id),
  );
  assert.equal(reached.size, SCENARIOS.length);
});

Deno.test("every part and every mechanism is wrong somewhere", () => {
  for (const part of PARTS) {
    assert.ok(SCENARIOS.some(({ service }) => service === part), part);
  }
  for (const name of Object.keys(MECHANISMS)) {
    assert.ok(SCENARIOS.some(({ mechanism }) => mechanism === name), name);
  }
});

Deno.test("a diagnosis is right with the part and one of the mechanisms", () => {
  for (const scenario of SCENARIOS) {
    const { service, mechanism } = scenario;
    assert.ok(isRight(scenario, scenario), scenario.id);
    assert.ok(!isRight(scenario, { service: "nobody", mechanism }));
    assert.ok(!isRight(scenario, { service, mechanism: "nothing" }));
  }
});

Deno.test("no page names a part behind the gateway, a cause or a setting", () => {
  const causes = [...PARTS, ...Object.keys(MECHANISMS)].filter((word) =>
    word !== "slow" && word !== "errors"
  );
  for (const { name, page } of ALERTS) {
    for (const word of causes) {
      assert.ok(!page.includes(word), `${name}: ${word}`);
    }
  }
});
