/**
 * The controller of Rollouts, and its plugin.
 * @module
 */

import {
  type Check,
  fail,
  type Finding,
  notStarted,
  pass,
} from "../../scripts/checks/mod.ts";

/** Step 7.1. */
export const tools: Check = {
  id: "7.1",
  task: 1,
  title: "Argo Rollouts runs in the cluster, and its plugin answers",
  hints: [
    "Is the controller running, and does kubectl find the plugin?",
    "A Rollout is a kind that its controller adds to the cluster (Lecture 7, slide 8). A " +
    "plugin of kubectl is a program on your PATH called kubectl-NAME.",
    "A plugin for trees is a file kubectl-tree that is executable; then kubectl tree " +
    "version answers.",
  ],
  measures: "the controller, its kinds and the plugin",
  tool: "kubectl",
  catches: ["a plugin that is not on PATH", "a controller that does not run"],
  async run({ kubectl }) {
    const text = await kubectl.run([
      ...[
        "get",
        "deployments",
        "-A",
        "-l",
        "app.kubernetes.io/name=argo-rollouts",
      ],
      ...["-o", "jsonpath={.items[*].status.availableReplicas}"],
    ]);
    const crd = await kubectl.run([
      "get",
      "crd",
      "rollouts.argoproj.io",
      "--ignore-not-found",
    ]);
    const plugin = await kubectl.run(["argo", "rollouts", "version"])
      .catch(() => "");
    return evaluateTools({
      controllers: text.split(/\s+/).reduce((sum, one) => sum + Number(one), 0),
      hasKind: crd !== "",
      plugin: /v\d+\.\d+\.\d+/.exec(plugin)?.[0],
    });
  },
};

/** Evaluates what is installed. */
export function evaluateTools(
  { controllers, hasKind, plugin }: {
    readonly controllers: number;
    readonly hasKind: boolean;
    /** Its version. */
    readonly plugin: string | undefined;
  },
): Finding {
  const bound =
    "the controller is available, the kind Rollout is known, the plugin says its version";
  if (!hasKind && controllers === 0) {
    return notStarted("no Argo Rollouts in the cluster", "step 7.1");
  }
  const measured = `controllers available: ${controllers}; plugin ${
    plugin ?? "missing"
  }`;
  return controllers > 0 && hasKind && plugin !== undefined
    ? pass(measured, bound)
    : fail(
      measured,
      bound,
      "kubectl get pods -n argo-rollouts; kubectl argo rollouts version",
    );
}
