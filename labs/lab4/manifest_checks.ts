/**
 * Step 4.3: what the files declare is what runs.
 * @module
 */

import { z } from "zod";
import {
  dryRun,
  invalidManifests,
  type WrittenObject,
} from "../../scripts/checks/manifests/mod.ts";
import {
  type Check,
  type CheckContext,
  fail,
  type Finding,
  notStarted,
  pass,
} from "../../scripts/checks/mod.ts";
import { selects } from "../../scripts/adapters/kubernetes/mod.ts";
import {
  type Declared,
  PARTS,
  type WrittenShop,
  writtenShop,
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
    "Is everything that runs in the cluster written down in k8s/?",
    "kubectl diff -f k8s/ shows where files and cluster differ. Changes by kubectl edit, " +
    "scale or set are in the cluster only (Lecture 4, slide 4).",
    "kubectl diff shows replicas 3 instead of 1 for mail: a person scaled it by hand. " +
    "Write 3 into the file, or apply the file to go back to 1.",
  ],
  measures:
    "five workloads that the API server takes, and no difference to what runs",
  tool:
    "YAML, kustomize, API server (dry run) or the client's models without one",
  catches: [
    "a field that does not exist or has another type",
    "a selector that is not the label of the pods",
    "a tag that moves",
    "a part that is missing or declared twice",
    "changes by hand",
  ],
  async written(context) {
    return await evaluateFiles(await writtenShop(context));
  },
  async run(context) {
    const shop = await writtenShop(context);
    const still = shop.broken.length > 0
      ? unreadableFiles(shop.broken)
      : evaluateDeclared(shop.parts);
    if (still.verdict !== "pass") return still;
    const found = await drift(context, shop.objects);
    return "refused" in found
      ? fail(
        `the API server refuses what is written: ${found.refused}`,
        "manifests that can be applied",
        "kubectl apply --dry-run=server -f k8s/",
      )
      : evaluateDrift(found.differ);
  },
};

/** Evaluates the files without a cluster. */
async function evaluateFiles(shop: WrittenShop): Promise<Finding> {
  const invalid = await invalidManifests(shop);
  return invalid.length > 0
    ? unreadableFiles(invalid)
    : evaluateDeclared(shop.parts);
}

function unreadableFiles(problems: readonly string[]): Finding {
  return fail(
    problems.join("; "),
    "manifests that the API server takes",
    "the line that is named; kubectl explain KIND.spec says which fields there are",
    problems,
  );
}

/** Evaluates what the files declare. */
export function evaluateDeclared(declared: readonly Declared[]): Finding {
  const bound = "one workload of each of " + PARTS.join(", ") +
    ", at least 1 replica, an image whose tag does not move, and a selector " +
    "that selects its own pods";
  if (declared.length === 0) {
    return notStarted(
      "no manifest in k8s/ has a workload whose pods have the label app: " +
        PARTS.join(", "),
      "step 4.3",
    );
  }
  const problems = PARTS.flatMap((part) => {
    const own = declared.filter((one) => one.part === part);
    const [first] = own;
    if (first === undefined) {
      return [`${part} is missing: no workload's pods have app: ${part}`];
    }
    if (own.length > 1) {
      const where = own.map((one) => one.where).join(", ");
      return [`${part} is declared ${own.length} times: ${where}`];
    }
    return problemsOf(first);
  });
  return problems.length === 0
    ? pass(`${PARTS.length} of ${PARTS.length} parts`, bound, declared)
    : fail(
      problems.join("; "),
      bound,
      "the files in k8s/, and step 4.3",
      declared,
    );
}

function problemsOf(
  { part, replicas, image, imagePullPolicy, workload }: Declared,
): readonly string[] {
  const labels = workload?.labels ?? {};
  return [
    ...replicas < 1 ? [`${part} has ${replicas} replicas`] : [],
    ...isPinned(image) ? [] : [
      image === ""
        ? `${part} names no image`
        : `${part} runs ${image}, a tag that moves`,
    ],
    ...imagePullPolicy === "Always" && /^quickticket\//.test(image)
      ? [
        `${part} pulls ${image} from a registry at each start, and no registry has it`,
      ]
      : [],
    ...workload !== undefined && !selects(workload.selector, labels)
      ? [`the selector of ${part} does not select its own pods`]
      : [],
    ...workload?.labels.app === undefined && workload !== undefined
      ? [`the pods of ${part} have no label app`]
      : [],
  ];
}

/** Tags that are pushed again and again. */
const MOVING =
  /^(?:latest|main|master|trunk|dev|devel|develop|edge|nightly|stable|current|head|alpine|slim|bookworm|trixie)(?:-|$)/i;

function isPinned(image: string): boolean {
  if (image.includes("@sha256:")) return true;
  const [, tag] = /:(\w[\w.-]*)$/.exec(image) ?? [];
  return tag !== undefined && !MOVING.test(tag);
}

/** Names of objects that the cluster has otherwise, or not at all. */
async function drift(
  { kubectl }: CheckContext,
  objects: readonly WrittenObject[],
): Promise<
  { readonly differ: readonly string[] } | { readonly refused: string }
> {
  // JSON is YAML: anchors, lists and comments are gone by now.
  const yaml = objects.filter(({ object }) => COMPARED.test(object.kind))
    .map(({ object }) => JSON.stringify(object)).join("\n---\n");
  const answer = await dryRun(kubectl, yaml);
  if ("refused" in answer) return answer;
  const dry = itemsIn(answer.printed);
  const live = itemsIn(
    await kubectl.run(["get", "-o", "json", "-f", "-"], yaml).catch(() => ""),
  );
  const differ = dry.filter((one) => {
    const same = live.find(({ kind, metadata }) =>
      kind === one.kind && metadata.name === one.metadata.name
    );
    return JSON.stringify(same?.spec) !== JSON.stringify(one.spec);
  }).map(({ kind, metadata }) => `${kind} ${metadata.name}`);
  return { differ };
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
      `the cluster differs from k8s/ in ${differ.join(", ")}`,
      bound,
      "kubectl diff -f k8s/",
      differ,
    );
}
