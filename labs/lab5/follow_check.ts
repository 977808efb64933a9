/**
 * The cluster follows main by itself.
 * @module
 */

import {
  type Check,
  couldNotVerify,
  fail,
  type Finding,
  notStarted,
  pass,
} from "../../scripts/checks/mod.ts";
import {
  type Application,
  automationOf,
  isWell,
  refreshed,
  settled,
  sourceOf,
  stateOf,
} from "./application.ts";
import { hasCommit } from "./commits.ts";

/** Longest wait for a delivery that is under way (ms). */
const SETTLE_MS = 180_000;

/** Revisions that are the main line. */
const MAIN = /^(?:refs\/heads\/)?(?:main|master|HEAD)$/;

/** Step 5.5. */
export const follows: Check = {
  id: "5.5",
  task: 1,
  title: "Argo CD follows main by itself, and what it says is what runs",
  hints: [
    "What does Argo CD itself say is wrong?",
    "An Application names a repository, a branch, a folder and a destination (Lecture 5, " +
    "slide 14). kubectl describe application quickticket -n argocd shows its last error.",
    "A ComparisonError \"Object 'Kind' is missing in values.yaml\": a file in the folder is " +
    "not a manifest. It moves elsewhere, or is named in source.directory.exclude.",
  ],
  measures: "what the Application follows, how, and what it says of the shop",
  tool: "the Application's status; git",
  catches: [
    "a sync that a person has to ask for",
    "a branch or a tag in the place of main",
    "a commit of another repository",
  ],
  async run(context) {
    await refreshed(context);
    const application = await settled(context, SETTLE_MS);
    const revision = application?.status.sync.revision ?? "";
    return evaluateFollows(application, await hasCommit(context, revision));
  },
};

/**
 * Evaluates it.
 * @param isKnown whether its revision is a commit of the student's repository
 */
export function evaluateFollows(
  application: Application | undefined,
  isKnown: boolean,
): Finding {
  const bound =
    "an Application that follows main, automated, Synced and Healthy";
  if (application === undefined) {
    return notStarted("no Argo CD Application brings the shop", "step 5.5");
  }
  const source = sourceOf(application);
  const measured = `${source?.repoURL} ${source?.targetRevision}: ${
    stateOf(application)
  }`;
  const look =
    `kubectl describe application ${application.metadata.name} -n ${application.metadata.namespace}`;
  if (automationOf(application) === undefined) {
    return fail(
      `${measured}; it syncs only when you ask for it`,
      bound,
      "spec.syncPolicy of the Application, and step 5.5",
    );
  }
  if (!MAIN.test(source?.targetRevision ?? "")) {
    return fail(
      `${measured}; that is not main`,
      bound,
      "the branch in spec.source of the Application",
    );
  }
  if (!isWell(application)) {
    return fail(measured, bound, look, application.status);
  }
  return isKnown
    ? pass(measured, bound, { source, status: application.status.sync })
    : couldNotVerify(
      `${measured}; your repository has no such commit`,
      bound,
      "git fetch --all, and whether this is the folder that you push from",
    );
}
