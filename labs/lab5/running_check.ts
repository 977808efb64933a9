/**
 * The commit that runs: by the tag that its manifest asks for, by who wrote it
 * there, and by what the program itself says.
 * @module
 */

import { z } from "zod";
import {
  type Kubectl,
  podsOf,
  type Workload,
  workloadOf,
} from "../../scripts/adapters/kubernetes/mod.ts";
import {
  type Check,
  type CheckContext,
  fail,
  type Finding,
  notStarted,
  pass,
} from "../../scripts/checks/mod.ts";
import { applicationOf, settled } from "./application.ts";
import { commitOf, isBefore } from "./commits.ts";
import { isOf, tagOf } from "./image_check.ts";
import { SERVICES } from "./pipeline.ts";

/** The running pods of one service. */
export interface Running {
  readonly service: string;
  readonly image: string;
  /** The program's version in /livez. */
  readonly version: string;
  /** The commit that the tag names, when it is one that main has. */
  readonly commit: string | undefined;
  /** Whether Argo CD was the last to write the image. */
  readonly isDelivered: boolean;
}

/** Longest wait for a delivery that is under way (ms). */
const SETTLE_MS = 180_000;

/** Step 5.6. */
export const running: Check = {
  id: "5.6",
  task: 1,
  title: "each service runs the image of a commit, brought by Argo CD",
  hints: [
    "Was the image built from the commit that its tag names, and did a commit bring it to " +
    "the cluster?",
    "The way of a change is: build, push the image, write the tag, commit, push (Lecture " +
    "5, slide 16). /livez says which commit the program was built from.",
    "If /livez says 1a2b3c and the tag is 4d5e6f, an old image was only given another " +
    "name. Build again with the commit as --tag.",
  ],
  measures:
    "the image of each service, what its program says of itself, who wrote it",
  tool: "pods, /livez, managedFields; git",
  catches: [
    "images that were applied by hand",
    "an image that was only given another name",
    "a tag that is no commit of main",
  ],
  async run(context) {
    if (await applicationOf(context) === undefined) {
      return notStarted("no Argo CD Application brings the shop", "step 5.5");
    }
    const revision =
      (await settled(context, SETTLE_MS))?.status.sync.revision ?? "";
    const all = await Promise.all(
      SERVICES.map((service) => runningOf(context, service, revision)),
    );
    return evaluateRunning(all.filter((one) => one !== undefined));
  },
};

async function runningOf(
  context: CheckContext,
  service: string,
  revision: string,
): Promise<Running | undefined> {
  const { kubectl } = context;
  const workload = await workloadOf(kubectl, service);
  const pod = (await podsOf(kubectl, service)).find(({ isReady }) => isReady);
  if (workload === undefined || pod === undefined) return undefined;
  const { containers } =
    Pod.parse(await kubectl.json(["get", "pod", pod.name])).spec;
  const [container] = containers;
  const image = container?.image ?? "";
  const hex = /([0-9a-f]{7,40})$/.exec(tagOf(image))?.[1] ?? "";
  const commit = await commitOf(context, hex);
  const isOnMain = commit !== undefined &&
    await isBefore(context, commit, revision);
  return {
    service,
    image,
    version: await versionOf(
      kubectl,
      pod.name,
      container?.ports[0]?.containerPort ?? 8080,
    ),
    commit: isOnMain ? commit : undefined,
    isDelivered: isDeliveredBy(
      await managedFieldsOf(kubectl, workload),
      "argocd",
    ),
  };
}

const Pod = z.object({
  spec: z.looseObject({
    containers: z.array(z.looseObject({
      image: z.string(),
      ports: z.array(z.looseObject({ containerPort: z.int() })).default([]),
    })),
  }),
});

async function versionOf(
  kubectl: Kubectl,
  pod: string,
  port: number,
): Promise<string> {
  const namespace = await kubectl.run([
    "get",
    "pod",
    pod,
    "-o",
    "jsonpath={.metadata.namespace}",
  ]);
  const path =
    `/api/v1/namespaces/${namespace}/pods/${pod}:${port}/proxy/livez`;
  const text = await kubectl.run(["get", "--raw", path]).catch(() => "{}");
  return z.looseObject({ version: z.string().default("") }).parse(
    JSON.parse(text),
  ).version;
}

const Managed = z.object({
  metadata: z.looseObject({
    managedFields: z.array(z.looseObject({
      manager: z.string().default(""),
      time: z.string().default(""),
      fieldsV1: z.unknown(),
    })).default([]),
  }),
});

/** The writers of fields, and their times. */
export type ManagedFields = z.infer<
  typeof Managed
>["metadata"]["managedFields"];

async function managedFieldsOf(
  kubectl: Kubectl,
  { kind, metadata }: Workload,
): Promise<ManagedFields> {
  const what = [kind.toLowerCase(), metadata.name, "--show-managed-fields"];
  return Managed.parse(await kubectl.json(["get", ...what])).metadata
    .managedFields;
}

/** Whether such a manager was the last to write an image. */
export function isDeliveredBy(fields: ManagedFields, manager: string): boolean {
  const writers = fields
    .filter(({ fieldsV1 }) =>
      JSON.stringify(fieldsV1 ?? {}).includes('"f:image"')
    )
    .toSorted((a, b) => a.time.localeCompare(b.time, "en"));
  return writers.at(-1)?.manager.startsWith(manager) ?? false;
}

/** Evaluates what runs. */
export function evaluateRunning(all: readonly Running[]): Finding {
  const bound =
    "gateway, events and payments run a tag that is a commit of main, the program " +
    "says the same, and Argo CD wrote it";
  const measured =
    all.map(({ service, image, version }) =>
      `${service} ${tagOf(image).slice(0, 12)} (says ${
        version.slice(0, 12) || "nothing"
      })`
    ).join(", ") || "nothing is ready";
  const wrong = SERVICES.flatMap((service) => {
    const one = all.find((each) => each.service === service);
    if (one === undefined) return [`${service} is not ready`];
    const tag = tagOf(one.image);
    if (one.commit === undefined || !isOf(tag, one.commit)) {
      return [`${service}: ${tag} is no commit of main`];
    }
    if (!isSame(one.version, tag)) {
      return [`${service} is another program than its tag says`];
    }
    return one.isDelivered
      ? []
      : [`${service} was written by another program than Argo CD`];
  });
  return wrong.length === 0 ? pass(measured, bound, all) : fail(
    `${measured}; ${wrong.join("; ")}`,
    bound,
    "kubectl get pods -o wide; git log --oneline",
    all,
  );
}

/** Whether two names of a commit can be of the same, one perhaps shorter. */
function isSame(one: string, other: string): boolean {
  const [a, b] = [one, other].map((text) =>
    /([0-9a-f]{7,40})$/.exec(text)?.[1] ?? ""
  );
  return a !== undefined && b !== undefined && a !== "" && b !== "" &&
    (a.startsWith(b) || b.startsWith(a));
}
