/**
 * Plans that are wrong in one thing.
 * @module
 */

import {
  type Neighbour,
  replacing,
} from "../../../scripts/checks/variants/mod.ts";
import { ANALYSIS, FILE, pause, planOf, weight } from "./plan_text.ts";

function wrong(
  step: string,
  name: string,
  change: Neighbour["change"],
): Neighbour {
  return { name, steps: [step], file: FILE, change };
}

function changed(
  step: string,
  name: string,
  from: string | RegExp,
  to: string,
): Neighbour {
  return wrong(step, name, replacing(from, to));
}

const FOUR = [20, 40, 60, 80];

/** Wrong in one thing. */
export const WRONG_PLANS: readonly Neighbour[] = [
  changed("7.2", "half of them first", "setWeight: 20", "setWeight: 50"),
  changed("7.2", "two of five first", "setWeight: 20", "setWeight: 30"),
  changed("7.2", "two pods", "replicas: 5", "replicas: 2"),
  changed("7.2", "one pod", "replicas: 5", "replicas: 1"),
  changed("7.2", "replicas by default", "  replicas: 5\n", ""),
  wrong("7.2", "no plan", planOf([])),
  wrong("7.2", "all at once", planOf([weight(100)])),
  wrong("7.2", "no gate", planOf([weight(20), weight(60), weight(100)])),
  wrong(
    "7.2",
    "a wait before anybody has it",
    planOf([pause("1m"), weight(100)]),
  ),
  wrong(
    "7.2",
    "a wait when all have it",
    planOf([weight(20), weight(100), pause("1m")]),
  ),
  wrong(
    "7.2",
    "more than a quarter before anything waits",
    planOf([weight(20), weight(60), pause("30s"), weight(100)]),
  ),
  wrong(
    "7.2",
    "a pause of nothing at the first weight",
    planOf([weight(20), pause("0s"), weight(60), pause("30s"), weight(100)]),
  ),
  ...["0s", "0", '"0"', "0m", "500ms", "1s", "1 minute", "1min", "-30s", "1d"]
    .map((
      duration,
    ) =>
      wrong(
        "7.7",
        `pauses of ${duration}`,
        planOf([weight(20), pause(duration), weight(60), pause(duration)]),
      )
    ),
  wrong(
    "7.7",
    "a person at the first weight",
    planOf([weight(20), pause(), weight(60), pause("30s"), weight(100)]),
  ),
  changed("7.7", "a person at the second weight", "{ duration: 30s }", "{}"),
  changed("7.7", "a slip in a pause", "duration: 30s", "durations: 30s"),
  changed("7.7", "a slip in a step", "- setWeight: 60", "- setweight: 60"),
  wrong(
    "7.7",
    "weight and pause in one entry",
    planOf(["- setWeight: 20\n          pause: { duration: 30s }"]),
  ),
  wrong("7.8", "one gate", planOf([weight(20), pause("1m"), weight(100)])),
  wrong(
    "7.8",
    "one weight, two gates",
    planOf([weight(20), pause("30s"), pause("30s"), weight(100)]),
  ),
  wrong(
    "7.8",
    "weights that fall",
    planOf([
      weight(20),
      pause("30s"),
      weight(60),
      pause("30s"),
      weight(40),
      pause("30s"),
    ]),
  ),
  changed(
    "7.8",
    "a second weight below the first",
    "setWeight: 60",
    "setWeight: 10",
  ),
  wrong(
    "7.8",
    "the first is 40",
    planOf([40, 60, 80].flatMap((one) => [weight(one), pause("30s")])),
  ),
  wrong(
    "7.8",
    "a weight above 100",
    planOf([...FOUR, 120].flatMap((one) => [weight(one), pause("30s")])),
  ),
  wrong(
    "7.8",
    "pauses of a second",
    planOf(FOUR.flatMap((one) => [weight(one), pause("1s")])),
  ),
  wrong(
    "B.1",
    "time alone",
    planOf(FOUR.flatMap((one) => [weight(one), pause("30s")])),
  ),
  wrong(
    "B.1",
    "an analysis after everybody",
    planOf([weight(20), pause("30s"), weight(100), ANALYSIS]),
  ),
  wrong(
    "B.1",
    "an analysis before anybody",
    planOf([ANALYSIS, weight(20), pause("30s"), weight(100)]),
  ),
  changed(
    "B.1",
    "an analysis of no template",
    "templates: [{ templateName: gateway-canary }]",
    "templates: []",
  ),
  changed("B.1", "an analysis, and then a person", "{ duration: 30s }", "{}"),
  wrong(
    "B.1",
    "an analysis beside, from a step that never waits",
    planOf(
      [weight(20), pause("30s"), weight(60), pause("30s"), weight(100)],
      "maxSurge: 1\n      analysis:\n        startingStep: 4\n        templates: [{ templateName: gateway-canary }]",
    ),
  ),
  changed(
    "7.2",
    "half and more may be missing",
    "maxUnavailable: 0",
    "maxUnavailable: 4",
  ),
  changed(
    "7.2",
    "all may be missing",
    "maxUnavailable: 0",
    'maxUnavailable: "100%"',
  ),
  changed("7.2", "nothing can change", "maxSurge: 1", "maxSurge: 0"),
  changed(
    "7.2",
    "blue and green",
    /canary:\n[^]*?- setWeight: 100\n/,
    "blueGreen: { activeService: gateway }\n",
  ),
  changed("7.2", "a Deployment", "kind: Rollout", "kind: Deployment"),
  changed("7.2", "the API of Deployments", "argoproj.io/v1alpha1", "apps/v1"),
  changed(
    "7.2",
    "a selector that matches no pod",
    "matchLabels: { app: gateway }",
    "matchLabels: { app: gate }",
  ),
  changed(
    "7.2",
    "a Service that matches no pod",
    "selector: { app: gateway }\n",
    "selector: { app: gate }\n",
  ),
  changed(
    "7.2",
    "a Service of one version",
    "selector: { app: gateway }\n",
    "selector: { app: gateway, rollouts-pod-template-hash: abc }\n",
  ),
  changed("7.2", "a Service to no port", "targetPort: http", "targetPort: web"),
  changed(
    "7.2",
    "a Service on port 80",
    "port: 8080, targetPort",
    "port: 80, targetPort",
  ),
  changed(
    "7.2",
    "a scale without a router",
    "- setWeight: 20",
    "- setCanaryScale: { replicas: 1 }",
  ),
  changed("7.2", "a slip in a probe", "readinessProbe", "readinesProbe"),
];
