/**
 * Deployments as a cluster shows them, seen as they happen: what it keeps of
 * them afterwards is capped.
 * @module
 */

import { z } from "zod";
import type { Deployment } from "./delivery_log.ts";

/** A workload at a moment. */
export interface Seen {
  readonly service: string;
  /** Of the version that is wanted: changes with it. */
  readonly version: string;
  /** The wanted version's commit, as its image or annotation says. */
  readonly revision: string | undefined;
  readonly drill: boolean;
  readonly state: "under way" | "healthy" | "aborted";
}

const annotations = z.record(z.string(), z.string()).default({});

const template = z.object({
  metadata: z.object({ annotations }).default({ annotations: {} }),
  spec: z.object({ containers: z.array(z.object({ image: z.string() })) }),
});

const rollout = z.object({
  kind: z.literal("Rollout"),
  metadata: z.object({ name: z.string(), annotations }),
  spec: z.object({ template }),
  status: z.object({
    currentPodHash: z.string().default(""),
    stableRS: z.string().default(""),
    abort: z.boolean().default(false),
    phase: z.string().default(""),
  }).default({ currentPodHash: "", stableRS: "", abort: false, phase: "" }),
});

const plain = z.object({
  kind: z.literal("Deployment"),
  metadata: z.object({
    name: z.string(),
    annotations,
    generation: z.int(),
  }),
  spec: z.object({ template, replicas: z.int().default(1) }),
  status: z.object({
    observedGeneration: z.int().default(0),
    replicas: z.int().default(0),
    updatedReplicas: z.int().default(0),
    availableReplicas: z.int().default(0),
  }),
});

/** Annotation by which a deployment says that it is broken on purpose. */
export const DRILL = "quickticket.dev/drill";
/** Annotation that names the commit where the image's tag does not. */
const REVISION = "quickticket.dev/revision";

/**
 * Reads workloads as kubectl lists them; those of other projects are left out.
 */
export function seenIn(list: unknown): readonly Seen[] {
  const { items } = z.object({ items: z.array(z.unknown()) }).parse(list);
  return items.flatMap((item) => {
    const asRollout = rollout.safeParse(item);
    if (asRollout.success) return [ofRollout(asRollout.data)];
    const asPlain = plain.safeParse(item);
    return asPlain.success ? [ofDeployment(asPlain.data)] : [];
  });
}

function ofRollout(
  { metadata, spec, status }: z.infer<typeof rollout>,
): Seen {
  const { currentPodHash, stableRS, abort, phase } = status;
  return {
    ...common(metadata, spec.template),
    version: currentPodHash,
    state: abort
      ? "aborted"
      : phase === "Healthy" && currentPodHash === stableRS
      ? "healthy"
      : "under way",
  };
}

function ofDeployment({ metadata, spec, status }: z.infer<typeof plain>): Seen {
  const { replicas, template } = spec;
  const isDone = status.observedGeneration >= metadata.generation &&
    status.updatedReplicas === replicas &&
    status.availableReplicas === replicas && status.replicas === replicas;
  return {
    ...common(metadata, template),
    // Scaling changes the generation, and is no new version.
    version: JSON.stringify(template),
    state: isDone ? "healthy" : "under way",
  };
}

function common(
  metadata: { name: string; annotations: Record<string, string> },
  { spec, metadata: pod }: z.infer<typeof template>,
): Pick<Seen, "service" | "revision" | "drill"> {
  const all = { ...pod.annotations, ...metadata.annotations };
  // A digest follows the tag, and names no commit.
  const [image = ""] = spec.containers[0]?.image.split("@") ?? [];
  const tag = image.split(":").at(-1) ?? "";
  return {
    service: metadata.name,
    revision: all[REVISION] ??
      (/^[0-9a-f]{7,40}$/.test(tag) ? tag : undefined),
    drill: all[DRILL] === "true",
  };
}

/** Turns looks into deployments. */
export class Observer {
  /** Versions that are known to be done, by service. */
  #done = new Map<string, string>();
  #underWay = new Map<string, { version: string; since: number }>();

  /**
   * Takes a look in.
   * @param fallback commit of versions that name none
   * @returns deployments that have ended since the last look
   */
  look(
    all: readonly Seen[],
    now: number,
    fallback: string | undefined,
  ): readonly Deployment[] {
    return all.flatMap((seen) => this.#lookAt(seen, now, fallback) ?? []);
  }

  #lookAt(
    { service, version, revision, drill, state }: Seen,
    now: number,
    fallback: string | undefined,
  ): Deployment | undefined {
    const done = this.#done.get(service);
    const before = this.#underWay.get(service);
    // A rollout that was over when we first saw it happened before we looked;
    // an aborted version can lie there for days, and failed only once.
    const isOld = state === "healthy" ||
      state === "aborted" && before === undefined;
    if (done === undefined && isOld) {
      this.#done.set(service, version);
      return undefined;
    }
    if (version === done || version === "") return undefined;
    const since = before?.version === version ? before.since : now;
    this.#underWay.set(service, { version, since });
    if (state === "under way") return undefined;
    this.#done.set(service, version);
    this.#underWay.delete(service);
    const commit = revision ?? fallback;
    if (commit === undefined) return undefined;
    return {
      kind: "deployment",
      service,
      revision: commit,
      startedAt: since,
      endedAt: now,
      outcome: state,
      drill,
    };
  }
}
