import assert from "node:assert/strict";
import { CouldNotRun } from "../../../lib/cli/tool.ts";
import { checkedScenario, loadScenario, SCENARIOS } from "./load_scenario.ts";
import { pathOf, type Scenario } from "./scenario.ts";
import { list, reserve } from "./shop_steps.ts";

const GOOD: Scenario = {
  name: "mine",
  summary: "",
  events: [1],
  journeys: [{
    name: "look",
    weight: 1,
    steps: [list],
    play: () => Promise.resolve(),
  }],
};

Deno.test("every scenario that comes along keeps the rules for those of others", async () => {
  for (const scenario of SCENARIOS) {
    assert.equal(checkedScenario(scenario, scenario.name), scenario);
    assert.equal(await loadScenario(scenario.name), scenario);
  }
});

Deno.test("an unknown scenario is reported with the nearest", async () => {
  await assert.rejects(
    () => loadScenario("checkuot"),
    /there are mixed, browse, checkout, scarcity, .*did you mean checkout\?/,
  );
});

Deno.test("all problems of a scenario are reported", () => {
  const [journey] = GOOD.journeys;
  assert.ok(journey);
  const problem = (value: unknown): string => {
    try {
      checkedScenario(value, "mine.ts");
    } catch (error) {
      assert.ok(error instanceof CouldNotRun);
      return error.message;
    }
    return "";
  };
  assert.equal(problem(GOOD), "");
  assert.match(problem(undefined), /mine\.ts: the default export: /);
  assert.match(
    problem({ ...GOOD, journeys: [{ ...journey, weight: 0.5, play: 3 }] }),
    /journeys\.0\.weight: .*; journeys\.0\.play: not a function/,
  );
  assert.match(
    problem({ ...GOOD, journeys: [{ ...journey, name: "list" }] }),
    /the name list must mean one step or journey only/,
  );
});

Deno.test("pathOf() fills parameters in, and keeps them one segment", () => {
  const path = (id: string | number): string =>
    pathOf(reserve, { params: { id } });
  assert.equal(path(6), "/events/6/reserve");
  assert.equal(path("a/b"), "/events/a%2Fb/reserve");
});
