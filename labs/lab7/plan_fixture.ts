/**
 * Plans of canaries, for tests.
 * @module
 */

import {
  type Canary,
  canarySchema,
} from "../../scripts/adapters/kubernetes/canary_plan.ts";

/** A step that asks the course's own template. */
export const analysis = {
  analysis: { templates: [{ templateName: "gateway-canary" }] },
};

/** A plan of these steps. */
export function plan(...steps: readonly unknown[]): Canary {
  return canarySchema.parse({ steps });
}

/** A step that gives so many per cent the new version. */
export function weight(setWeight: number): { readonly setWeight: number } {
  return { setWeight };
}

/** A step that waits; until promoted without a duration. */
export function pause(
  duration?: string,
): { readonly pause: { readonly duration?: string } } {
  return { pause: duration === undefined ? {} : { duration } };
}

/** A plan that a person lets go on. */
export const byHand = plan(weight(20), pause(), weight(100));

/** A plan that goes on after a minute. */
export const byTime = plan(weight(20), pause("1m"), weight(100));

/** A plan that grows in two steps. */
export const inSteps = plan(
  weight(20),
  pause("30s"),
  weight(40),
  pause("30s"),
  weight(100),
);

/** A plan that an analysis decides. */
export const byCheck = plan(
  weight(20),
  analysis,
  weight(60),
  pause("30s"),
  weight(100),
);
