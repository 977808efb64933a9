/**
 * The console shows the objectives that monitoring/slo promises: two places,
 * one truth.
 */

import assert from "node:assert/strict";
import shown from "../../stack/console/objectives.json" with { type: "json" };
import browse from "../../../monitoring/slo/browse-availability.yaml" with {
  type: "text",
};
import pay from "../../../monitoring/slo/pay-availability.yaml" with {
  type: "text",
};
import reserve from "../../../monitoring/slo/reserve-availability.yaml" with {
  type: "text",
};
import { parseSpec } from "./spec.ts";
import { windowsFor } from "./windows.ts";

for (const [name, text] of Object.entries({ browse, reserve, pay })) {
  Deno.test(`the console's target for ${name} is the one of its specification`, () => {
    const { target, minimumRequests } = parseSpec(text, name);
    const journey = shown.journeys.find((one) => one.name === name);
    assert.equal(journey?.target, target);
    assert.equal(shown.minimum_requests, minimumRequests);
  });
}

Deno.test("the console's burn windows are those of the course clock", () => {
  const windows = windowsFor(shown.period_s * 1000);
  for (const { seconds, factor, then } of shown.burn) {
    const same = windows.find((one) => one.factor === factor);
    assert.deepEqual(
      [seconds * 1000, then],
      [Math.round(same?.longMs ?? 0), same?.severity],
    );
  }
});
