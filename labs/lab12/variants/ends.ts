/**
 * Ends of pods that are as good, and wrong ones.
 * @module
 */

import {
  edited,
  type Listed,
  type Neighbour,
} from "../../../scripts/checks/variants/mod.ts";
import { wrong } from "./pods_wrong.ts";

const GATEWAY = "k8s/gateway.yaml";

const EVENTS = "k8s/events.yaml";

const HOOK = /lifecycle:\n {10}preStop:\n {12}sleep:\n {14}seconds: 10/;

function same(name: string, from: string | RegExp, to: string): Listed {
  return {
    name,
    kind: "equivalent",
    steps: ["12.6"],
    change: edited(GATEWAY, (text) => text.replace(from, to)),
  };
}

/** As good. */
export const SAME_ENDS: readonly Listed[] = [
  same("five seconds", "seconds: 10", "seconds: 5"),
  same("the grace by default", "      terminationGracePeriodSeconds: 40\n", ""),
  same("a longer wait", "seconds: 10", "seconds: 25"),
  same("a minute of grace", "PeriodSeconds: 40", "PeriodSeconds: 60"),
  same("the service waits by itself", HOOK, "stdin: false"),
  same("one more at a time", "maxSurge: 1", 'maxSurge: "50%"'),
  {
    name: "a rolling update in numbers",
    kind: "equivalent",
    steps: ["12.1", "12.6"],
    change: edited(EVENTS, (text) =>
      text.replace(
        "  replicas: 2\n",
        "  replicas: 2\n  strategy:\n    type: RollingUpdate\n    rollingUpdate: { maxSurge: 1, maxUnavailable: 0 }\n",
      )),
  },
];

function strategy(name: string, of: string): Neighbour {
  return wrong(
    "12.6",
    name,
    EVENTS,
    "  replicas: 2\n",
    `  replicas: 2\n  strategy: ${of}\n`,
  );
}

function hook(name: string, of: string): Neighbour {
  return wrong(
    "12.6",
    name,
    GATEWAY,
    HOOK,
    `lifecycle:\n          preStop:\n            ${of}`,
  );
}

/** Wrong in one thing. */
export const WRONG_ENDS: readonly Neighbour[] = [
  hook("a shell that is not there", 'exec: { command: [sh, -c, "sleep 10"] }'),
  hook("a program that is not there", 'exec: { command: [/bin/sleep, "10"] }'),
  hook("a slip in the field", "sleep: { second: 10 }"),
  hook("seconds with a unit", "sleep: { seconds: 10s }"),
  wrong(
    "12.6",
    "a grace as long as the wait",
    GATEWAY,
    "PeriodSeconds: 40",
    "PeriodSeconds: 10",
  ),
  wrong(
    "12.6",
    "a grace without the request",
    GATEWAY,
    "PeriodSeconds: 40",
    "PeriodSeconds: 12",
  ),
  wrong("12.6", "no grace", GATEWAY, "PeriodSeconds: 40", "PeriodSeconds: 0"),
  wrong(
    "12.6",
    "a wait beyond the default",
    GATEWAY,
    /seconds: 10([^]*?) +terminationGracePeriodSeconds: 40\n/,
    "seconds: 30$1",
  ),
  wrong(
    "12.6",
    "the grace of the container",
    GATEWAY,
    "      terminationGracePeriodSeconds: 40\n",
    "      terminationGracePeriod: 40\n",
  ),
  strategy("all go first", "{ type: Recreate }"),
  strategy("all at once", '{ rollingUpdate: { maxUnavailable: "100%" } }'),
  strategy("both at once", "{ rollingUpdate: { maxUnavailable: 2 } }"),
  wrong(
    "12.6",
    "nothing waits",
    "k8s/notifications.yaml",
    HOOK,
    "stdin: false",
  ),
];
