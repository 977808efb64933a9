/**
 * Steps 4.3 and 4.4: what the files declare is what runs, behind its Service.
 * @module
 */

import { z } from "zod";
import { objectsIn } from "../../scripts/adapters/kubernetes/mod.ts";
import {
  type Check,
  type CheckContext,
  fail,
  type Finding,
  notStarted,
  pass,
} from "../../scripts/checks/mod.ts";
import {
  brokenManifests,
  type Declared,
  declaredInFiles,
  manifests,
  type Part,
  PARTS,
  running,
} from "./declared.ts";

/** Objects whose `spec` is compared; a Job that is done is gone, and may be. */
const COMPARED = /^(Deployment|StatefulSet|Rollout|Service)$/;

const Specs = z.looseObject({
  kind: z.string(),
  metadata: z.looseObject({ name: z.string(), uid: z.string().optional() }),
  spec: z.unknown(),
});

const List = z.object({ items: z.array(Specs) });

/** Step 4.3. */
export const files: Check = {
  id: "4.3",
  task: 1,
  title: "k8s/ declares the five parts, and the cluster runs what it declares",
  hints: [
    "One file a part: a Deployment and a Service each, k8s/postgres.yaml first.",
    "kubectl diff -f k8s/ shows what differs; kubectl apply -f k8s/ ends it.",
    "What kubectl edit, scale or set changed by hand belongs into the file, too.",
  ],
  async run(context) {
    const broken = await brokenManifests(context);
    if (broken.length > 0) {
      return fail(
        broken.join("; "),
        "YAML that can be read",
        "that line",
        broken,
      );
    }
    const declared = await declaredInFiles(context);
    if (declared.length === 0) {
      return notStarted("no manifest of a part in k8s/*.yaml", "step 4.3");
    }
    const still = evaluateDeclared(declared);
    return still.verdict === "pass"
      ? evaluateDrift(await drift(context))
      : still;
  },
};

/** Evaluates what the files declare. */
export function evaluateDeclared(declared: readonly Declared[]): Finding {
  const bound = "one workload of each of " + PARTS.join(", ") +
    ", at least 1 replica, an image whose tag does not move";
  const problems = PARTS.flatMap((part) => {
    const own = declared.filter((one) => one.part === part);
    const [first] = own;
    if (first === undefined) return [`${part} is missing`];
    if (own.length > 1) return [`${part} is declared ${own.length} times`];
    if (first.replicas < 1) return [`${part} has ${first.replicas} replicas`];
    return isPinned(first.image)
      ? []
      : [`${part} runs ${first.image || "no image"}`];
  });
  return problems.length === 0
    ? pass(`${PARTS.length} of ${PARTS.length} parts`, bound, declared)
    : fail(problems.join("; "), bound, "k8s/*.yaml", declared);
}

function isPinned(image: string): boolean {
  return image.includes("@sha256:") || /:(?!latest$)[\w][\w.-]*$/.test(image);
}

/** Names of objects that the cluster has otherwise, or not at all. */
async function drift(context: CheckContext): Promise<readonly string[]> {
  const { kubectl, read } = context;
  const objects = await Promise.all(
    (await manifests(context)).map(async (path) =>
      objectsIn(await read(path) ?? "", path)
    ),
  );
  // JSON is YAML: anchors, lists and comments are gone by now.
  const yaml = objects.flat().filter(({ kind }) => COMPARED.test(kind))
    .map((object) => JSON.stringify(object)).join("\n---\n");
  const told = await kubectl.run([
    "apply",
    "--dry-run=server",
    "-o",
    "json",
    "-f",
    "-",
  ], yaml);
  const dry = itemsIn(told);
  const live = itemsIn(
    await kubectl.run(["get", "-o", "json", "-f", "-"], yaml).catch(() => ""),
  );
  return dry.filter((one) => {
    const same = live.find(({ kind, metadata }) =>
      kind === one.kind && metadata.name === one.metadata.name
    );
    return JSON.stringify(same?.spec) !== JSON.stringify(one.spec);
  }).map(({ kind, metadata }) => `${kind} ${metadata.name}`);
}

function itemsIn(json: string): readonly z.infer<typeof Specs>[] {
  if (json === "") return [];
  const value: unknown = JSON.parse(json);
  const list = List.safeParse(value);
  return list.success ? list.data.items : [Specs.parse(value)];
}

/** Evaluates which objects differ. */
export function evaluateDrift(differ: readonly string[]): Finding {
  const bound = "no difference between k8s/ and the cluster";
  return differ.length === 0
    ? pass("5 of 5 parts, no difference", bound)
    : fail(
      `differs: ${differ.join(", ")}`,
      bound,
      "kubectl diff -f k8s/",
      differ,
    );
}

/** How many pods a Service finds, and what keeps them running. */
export interface Behind {
  /** Pods that are ready, by Service; undefined: there is no such Service. */
  readonly ready: Readonly<Partial<Record<Part, number>>>;
  /** Parts that a Deployment, StatefulSet or Rollout keeps. */
  readonly kept: readonly Part[];
}

const Slices = z.object({
  items: z.array(z.looseObject({
    metadata: z.looseObject({
      labels: z.record(z.string(), z.string()).default({}),
    }),
    endpoints: z.array(z.looseObject({
      conditions: z.looseObject({ ready: z.boolean().default(true) }).default({
        ready: true,
      }),
    })).nullish(),
  })),
});

/** Step 4.4. */
export const services: Check = {
  id: "4.4",
  task: 1,
  title: "each part is found by its Service, and something keeps it running",
  hints: [
    "kubectl get endpointslices: which Service has no address?",
    "The selector of a Service is the label of the pods, not the Deployment's name.",
    "A pod of no Deployment is not replaced: kubectl get pods -o wide, and its owner.",
  ],
  async run(context) {
    const slices = Slices.parse(
      await context.kubectl.json(["get", "endpointslices"]),
    );
    const ready: Partial<Record<Part, number>> = {};
    for (const part of PARTS) {
      const own = slices.items.filter(({ metadata }) =>
        metadata.labels["kubernetes.io/service-name"] === part
      );
      if (own.length === 0) continue;
      ready[part] = own.flatMap(({ endpoints }) => endpoints ?? [])
        .filter(({ conditions }) => conditions.ready).length;
    }
    const kept = (await running(context)).map(({ part }) => part);
    return evaluateBehind({ ready, kept });
  },
};

/** Evaluates what is behind the Services. */
export function evaluateBehind({ ready, kept }: Behind): Finding {
  const bound = "each of " + PARTS.join(", ") +
    ": a Service with a ready pod, and a workload";
  if (kept.length === 0 && Object.keys(ready).length === 0) {
    return notStarted("nothing of the shop runs in this cluster", "step 4.4");
  }
  const words = PARTS.map((part) =>
    `${part} ${
      ready[part] === undefined ? "has no Service" : `${ready[part]} ready`
    }` +
    (kept.includes(part) ? "" : " and no workload")
  ).join(", ");
  const isGood = PARTS.every((part) =>
    (ready[part] ?? 0) >= 1 && kept.includes(part)
  );
  return isGood
    ? pass(words, bound, { ready, kept })
    : fail(words, bound, "kubectl get endpointslices,deployments", {
      ready,
      kept,
    });
}
