/**
 * A bad version goes out, and a commit takes it back, timed by two clocks that
 * no person writes down: Git's and Argo CD's.
 * @module
 */

import { z } from "zod";
import {
  type Check,
  type CheckContext,
  couldNotVerify,
  fail,
  type Finding,
  notStarted,
  pass,
} from "../../scripts/checks/mod.ts";
import { applicationOf, isWell, settled, stateOf } from "./application.ts";
import { type TakenBack, takenBack } from "./deliveries.ts";

/** Longest time from the commit that takes back until all is well (s). */
const WITHIN_S = 600;

/** Longest wait for a delivery that is under way (ms). */
const SETTLE_MS = 180_000;

/** Longest wait for a node's word on an image (ms). */
const PULL_MS = 90_000;

/** Step 5.8. */
export const badTag: Check = {
  id: "5.8",
  task: 2,
  title:
    "a commit asked for an image that does not exist, and Argo CD delivered it",
  hints: [
    "Did a commit, and nothing else, bring the bad tag to the cluster?",
    "Argo CD delivers what Git says, whether it works or not (Lecture 5, slide 14). It remembers its last ten deliveries in status.history.",
    "deno task cluster tag doesnotexist payments; git commit; git push. Then the Application is Synced and Progressing.",
  ],
  measures: "whether a node can pull each image that a delivery brought",
  tool: "the Application's history; a pod that only pulls",
  catches: ["a bad tag that was applied by hand", "an image that is there"],
  async run(context) {
    const all = await deliveries(context);
    if (all === undefined) {
      return notStarted("no Argo CD Application brings the shop", "step 5.5");
    }
    const bad = await badOf(context, all);
    return evaluateBad(bad, all.length);
  },
};

/** Step 5.9. */
export const revert: Check = {
  id: "5.9",
  task: 2,
  title: "a commit took it back, and the time is known",
  hints: [
    "When does the clock start, and which of the two programs made you wait?",
    "A rollback is a commit (Lecture 5, slide 21). The time runs from the commit to Healthy, and Argo CD asks Git every three minutes unless it is told about a push.",
    "Commit at 10:00:00, applied at 10:02:40, Healthy at 10:02:45: 160 s of asking and 5 s of Kubernetes.",
  ],
  measures: "from the commit that takes back until the shop is well",
  tool: "the Application's history; git",
  catches: ["a sync that a person asked for", "a delivery not taken back"],
  async run(context) {
    const all = await deliveries(context);
    if (all === undefined) {
      return notStarted("no Argo CD Application brings the shop", "step 5.5");
    }
    const bad = await badOf(context, all);
    if (bad === undefined) {
      return notStarted("no bad delivery to take back", "step 5.8");
    }
    const application = await settled(context, SETTLE_MS);
    const state = application === undefined ? "gone" : stateOf(application);
    return evaluateRevert(bad, {
      state,
      isWell: application !== undefined && isWell(application),
    });
  },
};

async function deliveries(
  context: CheckContext,
): Promise<readonly TakenBack[] | undefined> {
  const application = await applicationOf(context);
  return application === undefined
    ? undefined
    : await takenBack(context, application);
}

/** The newest delivery with an image that no node can pull; a taken-back one first. */
async function badOf(
  context: CheckContext,
  all: readonly TakenBack[],
): Promise<TakenBack | undefined> {
  const known = new Map<string, boolean>();
  for (
    const one of all.toSorted((a, b) =>
      Number(b.revert !== undefined) - Number(a.revert !== undefined)
    )
  ) {
    for (const image of one.images) {
      if (!known.has(image)) known.set(image, await canPull(context, image));
      if (known.get(image) === false) return one;
    }
  }
  return undefined;
}

const Statuses = z.object({
  status: z.looseObject({
    containerStatuses: z.array(z.looseObject({
      state: z.looseObject({
        waiting: z.looseObject({ reason: z.string().default("") }).optional(),
      }).default({}),
    })).default([]),
  }).default({ containerStatuses: [] }),
});

/** Asks the node: a pod that is only there to have its image pulled. */
async function canPull(
  { kubectl, clock, note }: CheckContext,
  image: string,
): Promise<boolean> {
  const name = `pull-${crypto.randomUUID().slice(0, 8)}`;
  note(`can ${image} be pulled? ...`);
  await kubectl.run([
    "run",
    name,
    `--image=${image}`,
    "--restart=Never",
    "--image-pull-policy=IfNotPresent",
  ]);
  try {
    const began = clock.monotonic();
    while (clock.monotonic() - began < PULL_MS) {
      const { containerStatuses } =
        Statuses.parse(await kubectl.json(["get", "pod", name])).status;
      const [first] = containerStatuses;
      const reason = first?.state.waiting?.reason ?? "";
      if (
        /^(?:ErrImagePull|ImagePullBackOff|InvalidImageName|ErrImageNeverPull)$/
          .test(reason)
      ) {
        return false;
      }
      if (first !== undefined && first.state.waiting === undefined) return true;
      if (
        /^(?:CrashLoopBackOff|RunContainerError|CreateContainerError)$/.test(
          reason,
        )
      ) return true;
      await clock.sleep(500);
    }
    return true; // no admission refused it
  } finally {
    await kubectl.run([
      "delete",
      "pod",
      name,
      "--wait=false",
      "--grace-period=0",
      "--force",
    ]);
  }
}

/**
 * Evaluates the delivery.
 * @param tried how many deliveries with new images there were
 */
export function evaluateBad(
  bad: TakenBack | undefined,
  tried: number,
): Finding {
  const bound =
    "one of the last ten deliveries asked for an image that cannot be pulled";
  if (bad !== undefined) {
    return pass(
      `${bad.bad.slice(0, 7)} asked for ${bad.images.join(", ")}`,
      bound,
      bad,
    );
  }
  return tried <= 1
    ? notStarted(
      `${tried} deliveries with new images, all of which can be pulled`,
      "step 5.8",
    )
    : fail(
      `${tried} deliveries with new images, and all of them can be pulled`,
      bound,
      "kubectl get application quickticket -n argocd -o yaml: status.history",
    );
}

/** Evaluates what took it back. */
export function evaluateRevert(
  { bad, badAt, revert, revertedAt, healthyAt, isAutomatic }: TakenBack,
  now: { readonly state: string; readonly isWell: boolean },
): Finding {
  const bound =
    `from the commit to Healthy within ${WITHIN_S} s, without a sync by hand`;
  if (
    revert === undefined || revertedAt === undefined || healthyAt === undefined
  ) {
    return fail(
      `${
        bad.slice(0, 7)
      } is not taken back: no later delivery has the manifests from before it`,
      bound,
      "step 5.9: take the commit back in Git, push, and wait for Argo CD",
    );
  }
  const seconds = Math.round((healthyAt - revertedAt) / 1000);
  const measured =
    `${revert.slice(0, 7)} takes back ${
      bad.slice(0, 7)
    }: ${seconds} s from the commit to ` +
    `Healthy; now ${now.state}`;
  const samples = { bad, badAt, revert, revertedAt, healthyAt, isAutomatic };
  if (revertedAt < badAt - 1000) {
    return couldNotVerify(
      `${measured}; it was committed before the bad commit had arrived`,
      bound,
      "the clocks of this machine and of the cluster; if they agree, repeat steps 5.8 and 5.9 one after the other",
    );
  }
  if (!now.isWell) {
    return fail(
      measured,
      bound,
      "kubectl describe application -n argocd",
      samples,
    );
  }
  if (!isAutomatic) {
    return fail(
      `${measured}; a sync by hand brought it`,
      bound,
      "kubectl describe application -n argocd; repeat it, and wait for Argo CD",
      samples,
    );
  }
  const late = "kubectl describe application -n argocd: when did it sync?";
  if (seconds > WITHIN_S) return fail(measured, bound, late, samples);
  return pass(measured, bound, samples);
}
