/**
 * Changes the cluster by hand, and checks that Git wins.
 * @module
 */

import { z } from "zod";
import {
  type Kubectl,
  type Workload,
  workloadOf,
} from "../../scripts/adapters/kubernetes/mod.ts";
import {
  type Check,
  type CheckContext,
  couldNotVerify,
  fail,
  type Finding,
  notStarted,
  pass,
} from "../../scripts/checks/mod.ts";
import {
  applicationOf,
  automationOf,
  isWell,
  settled,
  stateOf,
} from "./application.ts";

/** Longest time until Git has won (s). Argo CD waits longer after each try. */
const WITHIN_S = 120;

/** Longest wait for a delivery that is under way (ms). */
const SETTLE_MS = 180_000;

/** The result of a change by hand. */
export interface Drift {
  readonly selfHeal: boolean;
  /** Until the image was Git's again (s); undefined: it was not. */
  readonly healedAfter: number | undefined;
  /** Whether all was well afterwards. */
  readonly isWellAfter: boolean;
  /** Argo CD's status meanwhile, e.g. "OutOfSync". */
  readonly seen: string;
}

/** Step 5.7. */
export const drift: Check = {
  id: "5.7",
  task: 1,
  title: "a change by hand is undone by itself",
  hints: [
    "Which field decides whether Argo CD only reports drift or also ends it?",
    "Without selfHeal the Application becomes OutOfSync and stays so (Lecture 5, slide " +
    "14). The field is in your file, and kubectl apply -n argocd brings it to the " +
    "cluster.",
    "For another Application: syncPolicy: { automated: { prune: true, selfHeal: true } }. " +
    "The check changes an image by hand and waits until Git's is back.",
  ],
  measures: "how long Git's image stays away after a change by hand",
  tool: "kubectl; the Application's status",
  catches: [
    "no selfHeal: it says OutOfSync, and that is all",
    "a change that is undone, and a shop that is not well afterwards",
  ],
  async run(context) {
    const application = await settled(context, SETTLE_MS);
    if (application === undefined) {
      return notStarted("no Argo CD Application brings the shop", "step 5.5");
    }
    const bound =
      `Synced and Healthy before, and the change by hand undone within ${WITHIN_S} s`;
    if (!isWell(application)) {
      return couldNotVerify(
        stateOf(application),
        bound,
        "step 5.5: Argo CD must show Synced and Healthy first",
      );
    }
    const workload = await workloadOf(context.kubectl, "payments");
    if (workload === undefined) {
      return couldNotVerify(
        "payments does not run",
        bound,
        "kubectl get pods -l app=payments",
      );
    }
    const found = await driftOf(context, workload);
    return evaluateDrift({
      ...found,
      selfHeal: automationOf(application)?.selfHeal === true,
    });
  },
};

/** Changes the image by hand; it is Git's again when this returns. */
async function driftOf(
  context: CheckContext,
  workload: Workload,
): Promise<Omit<Drift, "selfHeal">> {
  const { kubectl, clock, note } = context;
  const [container] = workload.spec.template.spec.containers;
  const image = container?.image ?? "";
  const name = container?.name ?? "payments";
  const change = (to: string) =>
    setImage(kubectl, workload, { name, image: to });
  note("payments gets an image that is not there; its old pod goes on ...");
  let seen = "";
  let healedAfter: number | undefined;
  const before = await imageOf(kubectl, workload);
  const began = clock.monotonic();
  try {
    await change(
      `${image.replace(/[:@][^/]*$/, "")}:by-hand-${
        crypto.randomUUID().slice(0, 8)
      }`,
    );
    for (;;) {
      const passed = (clock.monotonic() - began) / 1000;
      const now = await imageOf(kubectl, workload);
      // Changed and changed back are two generations: else nothing was changed.
      if (now.image === image && now.generation >= before.generation + 2) {
        healedAfter = passed;
        break;
      }
      if (passed > WITHIN_S) break;
      seen = (await applicationOf(context))?.status.sync.status ?? "";
      await clock.sleep(500);
    }
  } finally {
    if (healedAfter === undefined) await change(image);
  }
  const after = await settled(context, SETTLE_MS);
  return {
    healedAfter,
    seen,
    isWellAfter: after !== undefined && isWell(after),
  };
}

async function setImage(
  kubectl: Kubectl,
  { kind, metadata }: Workload,
  container: { readonly name: string; readonly image: string },
): Promise<void> {
  await kubectl.run([
    ...["patch", kind.toLowerCase(), metadata.name, "--type=strategic", "-p"],
    JSON.stringify({
      spec: { template: { spec: { containers: [container] } } },
    }),
  ]);
}

const Image = z.object({
  metadata: z.looseObject({ generation: z.int() }),
  spec: z.looseObject({
    template: z.looseObject({
      spec: z.looseObject({
        containers: z.array(z.looseObject({ image: z.string() })).min(1),
      }),
    }),
  }),
});

async function imageOf(
  kubectl: Kubectl,
  { kind, metadata }: Workload,
): Promise<
  { readonly image: string | undefined; readonly generation: number }
> {
  const found = Image.parse(
    await kubectl.json(["get", kind.toLowerCase(), metadata.name]),
  );
  const [container] = found.spec.template.spec.containers;
  return { image: container?.image, generation: found.metadata.generation };
}

/** Evaluates what became of it. */
export function evaluateDrift(
  { selfHeal, healedAfter, isWellAfter, seen }: Drift,
): Finding {
  const bound =
    `Git's image is back within ${WITHIN_S} s, and the shop is Synced and Healthy after that`;
  const policy = selfHeal ? "selfHeal" : "no selfHeal";
  if (healedAfter === undefined) {
    return fail(
      `after ${WITHIN_S} s the change by hand is still there (${
        seen || "nothing seen"
      }, ${policy})`,
      bound,
      "spec.syncPolicy of the Application, and step 5.5",
      { seen },
    );
  }
  const measured = `undone after ${healedAfter.toFixed(1)} s (${policy})`;
  return isWellAfter ? pass(measured, bound, { healedAfter, seen }) : fail(
    `${measured}, but the shop is not healthy after that`,
    bound,
    "kubectl get pods; kubectl describe application -n argocd",
    {
      healedAfter,
      seen,
    },
  );
}
