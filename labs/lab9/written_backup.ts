/**
 * The CronJob of backups as the student's files declare it.
 * @module
 */

import { z } from "zod";
import type { CheckContext } from "../../scripts/checks/mod.ts";
import {
  type Container,
  containerSchema,
  invalidManifests,
  nameOf,
  studentManifests,
  type WrittenObject,
} from "../../scripts/checks/manifests/mod.ts";
import type { BackupPlan } from "./backup_plan.ts";

const NAME = "postgres-backup";

/** The course's own claim for dumps, of labs/lab9. */
const CLAIM = "postgres-backups";

const listOf = <T extends z.ZodType>(schema: T) =>
  z.array(schema).nullish().transform((one) => one ?? []);

const volumeSchema = z.looseObject({
  name: z.string(),
  persistentVolumeClaim: z.looseObject({ claimName: z.string() }).nullish(),
  configMap: z.looseObject({ name: z.string() }).nullish(),
});

const podSchema = z.looseObject({
  containers: listOf(containerSchema),
  initContainers: listOf(containerSchema),
  volumes: listOf(volumeSchema),
});

const cronJobSchema = z.looseObject({
  spec: z.looseObject({
    schedule: z.string(),
    concurrencyPolicy: z.string().default("Allow"),
    suspend: z.boolean().nullish(),
    failedJobsHistoryLimit: z.number().nullish(),
    jobTemplate: z.looseObject({
      spec: z.looseObject({
        template: z.looseObject({ spec: podSchema }),
      }),
    }),
  }),
});

/** The written manifests. */
export interface WrittenBackup {
  /** undefined: no file declares it. */
  readonly plan: BackupPlan | undefined;
  /** Its pod; undefined without a plan. */
  readonly pod: z.infer<typeof podSchema> | undefined;
  /** The parts that the API server would refuse, in words. */
  readonly invalid: readonly string[];
  /** The other problems. */
  readonly problems: readonly string[];
  /** All that is written beside it. */
  readonly objects: readonly WrittenObject[];
}

/** Reads it. */
export async function writtenBackup(
  context: CheckContext,
): Promise<WrittenBackup> {
  const { objects, broken } = await studentManifests(context);
  const held = objects.filter(({ object }) =>
    object.kind === "CronJob" && nameOf(object) === NAME
  );
  const invalid = await invalidManifests({ objects: held, broken });
  const { data } = cronJobSchema.safeParse(held[0]?.object);
  if (data === undefined) {
    const plan = undefined;
    return { plan, pod: undefined, invalid, problems: [], objects };
  }
  const { spec } = data;
  const pod = spec.jobTemplate.spec.template.spec;
  return {
    plan: { ...spec, whole: spec },
    pod,
    invalid,
    problems: [
      ...held.length > 1 ? [`${held.length} files declare ${NAME}`] : [],
      ...claimProblems(pod, objects),
    ],
    objects,
  };
}

const mountsSchema = listOf(
  z.looseObject({
    name: z.string(),
    mountPath: z.string(),
    readOnly: z.boolean().nullish(),
  }),
);

/** Where a container has its volumes. */
export function mountsOf(
  container: Container,
): z.infer<typeof mountsSchema> {
  return mountsSchema.safeParse(container.volumeMounts).data ?? [];
}

/** Dumps must lie where they outlive the pod that writes them. */
function claimProblems(
  { containers, initContainers, volumes }: z.infer<typeof podSchema>,
  objects: readonly WrittenObject[],
): readonly string[] {
  const mounts = [...initContainers, ...containers].flatMap(mountsOf);
  const mounted = volumes.filter(({ name, persistentVolumeClaim }) =>
    persistentVolumeClaim != null &&
    mounts.some((one) => one.name === name && one.readOnly !== true)
  );
  if (mounted.length === 0) {
    return ["no claim is mounted: what it writes goes with its pod"];
  }
  const unknown = mounted.flatMap(({ persistentVolumeClaim: claim }) =>
    claim == null || claim.claimName === CLAIM ||
      objects.some(({ object }) =>
        object.kind === "PersistentVolumeClaim" &&
        nameOf(object) === claim.claimName
      )
      ? []
      : [claim.claimName]
  );
  return unknown.length === 0 ? [] : [
    `no file declares the claim ${unknown[0]}; the lab's own is ${CLAIM}`,
  ];
}
