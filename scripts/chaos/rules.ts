/**
 * The rules for an experiment beyond its shape: nothing outside of the
 * blast radius is touched, and it can end within its time limit.
 * @module
 */

import { labelsOf } from "../adapters/kubernetes/mod.ts";
import type { ActionProvider } from "./model/action_providers.ts";
import type { Action, Experiment } from "./model/experiment.ts";

/** Something wrong, and where. */
export interface Problem {
  readonly path: readonly (string | number)[];
  readonly words: string;
}

/** All that is wrong; empty when it may run. */
export function problemsOf(experiment: Experiment): readonly Problem[] {
  const problems: Problem[] = [];
  const { blast_radius: radius, time_limit_s: limit } = experiment.quickticket;
  const lists: readonly (readonly [string, readonly Action[]])[] = [
    ["method", experiment.method.filter((one) => one.type === "action")],
    ["rollbacks", experiment.rollbacks],
  ];
  for (const [list, actions] of lists) {
    for (const action of actions) {
      const index = list === "method"
        ? experiment.method.indexOf(action)
        : experiment.rollbacks.indexOf(action);
      const path = [list, index, "provider"];
      const part = touchedBy(action.provider);
      if (part !== undefined && !radius.parts.includes(part)) {
        problems.push({
          path,
          words: `touches ${part}, which is outside of the blast radius ` +
            `(${radius.parts.join(", ")}); name it there or leave it alone`,
        });
      }
      if (
        action.provider.type === "kubernetes" && radius.namespace === undefined
      ) {
        problems.push({
          path: ["quickticket", "blast_radius"],
          words: "must name the namespace whose objects are touched",
        });
      }
      if (
        list === "method" && action.provider.type === "http" &&
        experiment.rollbacks.length === 0
      ) {
        problems.push({
          path,
          words: "cannot be undone by itself: say how under rollbacks",
        });
      }
    }
  }
  const needs = experiment.method.reduce(
    (sum, { pauses }) => sum + pauses.before + pauses.after,
    0,
  );
  if (needs > limit) {
    problems.push({
      path: ["quickticket", "time_limit_s"],
      words: `must be at least ${needs}, the sum of the method's pauses, ` +
        `current value is ${limit}`,
    });
  }
  if (!experiment.method.some(({ type }) => type === "action")) {
    problems.push({
      path: ["method"],
      words: "must have an action: nothing is done to the system",
    });
  }
  return problems;
}

/**
 * The part of the shop that an action acts on; undefined: it is unknown. Pods
 * are those of a part only by an equality of their label `app`: a selector such
 * as `app!=payments` touches everything else, and is no part at all.
 */
export function touchedBy(provider: ActionProvider): string | undefined {
  switch (provider.type) {
    case "fault":
    case "environment":
    case "compose":
      return provider.service;
    case "part":
    case "network":
      return provider.name;
    case "lock":
      return "postgres";
    case "kubernetes":
      return "workload" in provider
        ? provider.workload.replace(/^\w+\//, "")
        : labelsOf(provider.selector)?.app ?? provider.selector;
    case "http":
      return undefined;
  }
}
