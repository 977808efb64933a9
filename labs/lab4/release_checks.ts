/**
 * Releases of the chart: what Helm installed, and that it can go back.
 * @module
 */

import { z } from "zod";
import type {
  Kubectl,
  Outcome,
} from "../../scripts/adapters/kubernetes/mod.ts";
import {
  type Check,
  type CheckContext,
  fail,
  type Finding,
  notStarted,
  outcomeText,
  pass,
} from "../../scripts/checks/mod.ts";
import { CouldNotRun } from "../../scripts/lib/cli/mod.ts";
import { chartFolder, chartName } from "./chart.ts";
import { calm, evaluateSale } from "./sale_checks.ts";
import { settled } from "./settle.ts";

const Releases = z.array(z.looseObject({
  name: z.string(),
  namespace: z.string(),
  status: z.string(),
  chart: z.string(),
}));

/** A release of the student's chart. */
export type Release = z.infer<typeof Releases>[number];

/** Step B.2. */
export const release: Check = {
  id: "B.2",
  task: 0,
  title: "a release of the chart runs, and customers buy from it",
  hints: [
    "Is the release deployed, and does its namespace have everything that a shop needs?",
    "helm list -A shows releases, kubectl get pods -n NAMESPACE their pods. A release in " +
    "a namespace of its own has its own database, which is empty at first.",
    "A release whose pods are ready but whose list is empty lacks the Job that puts " +
    "events on sale.",
  ],
  measures: "the release's status, and what customers see of it",
  tool: "helm list, a load in its namespace",
  catches: ["a release that failed, or that sells nothing"],
  async run(context) {
    const found = await releaseOf(context);
    if (found === undefined) {
      return notStarted("no release of the chart", "step B.2");
    }
    if (found.status !== "deployed") return evaluateRelease(found, undefined);
    const inside = {
      ...context,
      kubectl: within(context.kubectl, found.namespace),
    };
    await settled(inside);
    return evaluateRelease(found, await calm(inside));
  },
};

/** Evaluates a release and what customers saw of it. */
export function evaluateRelease(
  found: Release,
  outcome: Outcome | undefined,
): Finding {
  const { name, namespace, status, chart } = found;
  const what = `${name} (${chart}) in ${namespace} is ${status}`;
  if (outcome === undefined) {
    return fail(
      what,
      "deployed, and customers buy",
      `helm status ${name} -n ${namespace}`,
    );
  }
  const sold = evaluateSale(outcome);
  return sold.verdict === "pass"
    ? pass(`${what}; ${outcomeText(outcome)}`, sold.bound, { found, outcome })
    : fail(
      `${what}; ${outcomeText(outcome)}`,
      sold.bound,
      `kubectl logs -n ${namespace} deployment/gateway`,
      { found, outcome },
    );
}

const History = z.array(z.looseObject({
  revision: z.int(),
  status: z.string(),
  description: z.string().default(""),
}));

/** The revisions of a release, oldest first. */
export type History = z.infer<typeof History>;

/** Step B.3. */
export const rollback: Check = {
  id: "B.3",
  task: 0,
  title: "the release was changed, and taken back",
  hints: [
    "What does helm history say about the last three revisions?",
    "An upgrade makes a new revision. A rollback makes another new one, with the content " +
    "of an old one (Lecture 4, slide 11).",
    "After install, upgrade and rollback to 1, a history reads: 1 superseded, 2 " +
    'superseded, 3 deployed "Rollback to 1".',
  ],
  measures: "the release's revisions",
  tool: "helm history",
  catches: ["no upgrade", "an upgrade that was not taken back"],
  async run(context) {
    const found = await releaseOf(context);
    if (found === undefined) {
      return notStarted("no release of the chart", "step B.2");
    }
    const { code, stdout, stderr } = await context.program("helm", [
      ...["history", found.name, "-n", found.namespace, "-o", "json"],
    ]);
    if (code !== 0) {
      throw new CouldNotRun(`helm history: ${stderr.slice(0, 300)}`);
    }
    return evaluateHistory(History.parse(JSON.parse(stdout)));
  },
};

/** Evaluates the revisions. */
export function evaluateHistory(history: History): Finding {
  const words = history.map(({ revision, description }) =>
    `${revision} ${description}`
  ).join(", ");
  const bound = "an upgrade, then a rollback that is deployed";
  if (history.length <= 1) {
    return notStarted(words || "the release has no revision", "step B.3");
  }
  const last = history.at(-1);
  const isBack = history.length >= 3 && last?.status === "deployed" &&
    /rollback/i.test(last.description);
  return isBack ? pass(words, bound, history) : fail(
    words,
    bound,
    "helm list -A, then helm history NAME -n NAMESPACE",
    history,
  );
}

/** The newest release of the student's chart, in whatever namespace. */
async function releaseOf(context: CheckContext): Promise<Release | undefined> {
  const folder = await chartFolder(context);
  if (folder === undefined) return undefined;
  const name = await chartName(context, folder);
  const { code, stdout, stderr } = await context.program("helm", [
    "list",
    "-A",
    "-a",
    "-o",
    "json",
  ]);
  if (code !== 0) throw new CouldNotRun(`helm list: ${stderr.slice(0, 300)}`);
  return Releases.parse(JSON.parse(stdout)).find(({ chart }) =>
    chart.startsWith(`${name}-`)
  );
}

/** The same kubectl, in another namespace. */
function within({ run, json, follow }: Kubectl, namespace: string): Kubectl {
  const args = (own: readonly string[]) => ["--namespace", namespace, ...own];
  return {
    run: (own, stdin) => run(args(own), stdin),
    json: (own) => json(args(own)),
    follow: (own) => follow(args(own)),
  };
}
