/**
 * The disk of PostgreSQL, as the student's files declare it.
 * @module
 */

import { z } from "zod";
import { selects } from "../../scripts/adapters/kubernetes/mod.ts";
import type { CheckContext } from "../../scripts/checks/mod.ts";
import {
  type Container,
  finds,
  invalidManifests,
  listensOn,
  mainContainer,
  missedPort,
  nameOf,
  servicesIn,
  studentManifests,
  workloadsIn,
  type WrittenObject,
  type WrittenWorkload,
} from "../../scripts/checks/manifests/mod.ts";
import { mountsOf } from "./written_backup.ts";

/** Where the image keeps its data unless PGDATA says otherwise. */
const DATA = "/var/lib/postgresql/data";

/** The student's manifests of PostgreSQL. */
export interface DiskPlan {
  /** "StatefulSet postgres, claim data"; undefined: no workload is PostgreSQL. */
  readonly words: string | undefined;
  /** The problems, each in one sentence. */
  readonly problems: readonly string[];
  /** The risks. */
  readonly remarks: readonly string[];
}

/** Reads it. */
export async function diskPlan(context: CheckContext): Promise<DiskPlan> {
  const { objects, broken } = await studentManifests(context);
  const all = workloadsIn(objects).filter(({ name, labels }) =>
    (labels.app ?? name) === "postgres"
  );
  const [workload] = all;
  if (workload === undefined) {
    return { words: undefined, problems: broken, remarks: [] };
  }
  const held = objects.filter(({ object }) =>
    /^(?:StatefulSet|Deployment|Service|PersistentVolumeClaim)$/.test(
      object.kind,
    ) && (object.kind === "PersistentVolumeClaim" ||
      nameOf(object) === workload.name)
  );
  const invalid = await invalidManifests({ objects: held, broken });
  const more = all.length === 1
    ? []
    : [`${all.map(({ kind }) => kind).join(" and ")} both run PostgreSQL`];
  const disk = diskIn(workload, objects);
  return {
    words: `${workload.kind} ${workload.name}, ${disk.words}`,
    problems: [
      ...invalid,
      ...more,
      ...serverProblems(workload),
      ...disk.problems,
      ...serviceProblems(workload, objects),
    ],
    remarks: [
      ...workload.kind === "StatefulSet"
        ? []
        : [`a ${workload.kind} with Recreate is alone only while nodes answer`],
      ...disk.remarks,
    ],
  };
}

/** One server, and never two on one directory. */
function serverProblems(
  { kind, replicas, strategy, pod, selector, labels }: WrittenWorkload,
): readonly string[] {
  const options = pod.containers.flatMap(({ command, args }) => [
    ...command,
    ...args,
  ]).join(" ");
  const off =
    /\b(fsync|synchronous_commit|full_page_writes)\s*=\s*(?:off|false|no|0)\b/i
      .exec(options)?.[1];
  return [
    ...kind === "StatefulSet" || strategy?.type === "Recreate"
      ? []
      : [`a ${kind} starts the new server before the old one has gone`],
    ...selects(selector, labels)
      ? []
      : ["its selector does not select the labels of its own pods"],
    ...(replicas ?? 1) === 1
      ? []
      : [`${replicas} servers, each with data of its own, behind one name`],
    ...off === undefined ? [] : [
      `with ${off} off, orders that customers were told of can be lost`,
    ],
  ];
}

const volumeSchema = z.looseObject({
  name: z.string(),
  persistentVolumeClaim: z.looseObject({
    claimName: z.string(),
    readOnly: z.boolean().nullish(),
  }).nullish(),
});

const claimSchema = z.looseObject({
  metadata: z.looseObject({ name: z.string() }),
  spec: z.looseObject({ accessModes: z.array(z.string()).nullish() }),
});

const specSchema = z.looseObject({
  spec: z.looseObject({
    volumeClaimTemplates: z.array(claimSchema).nullish(),
    persistentVolumeClaimRetentionPolicy: z.looseObject({
      whenDeleted: z.string().nullish(),
    }).nullish(),
  }),
});

/** The claim that the data directory lies on. */
function diskIn(
  workload: WrittenWorkload,
  objects: readonly WrittenObject[],
): DiskPlan {
  const container = mainContainer("postgres", workload.pod.containers);
  if (container === undefined) {
    return { words: "", problems: ["it has no container"], remarks: [] };
  }
  const data = dataOf(container);
  const mount = mountsOf(container)
    .filter(({ mountPath }) => isWithin(data, mountPath))
    .toSorted((a, b) => b.mountPath.length - a.mountPath.length)[0];
  if (mount === undefined) {
    return {
      words: "no volume",
      problems: [`no volume is mounted at ${data}: the data go with the pod`],
      remarks: [],
    };
  }
  const written = objects.find(({ path, object }) =>
    path === workload.path && object.kind === workload.kind &&
    nameOf(object) === workload.name
  );
  const { data: spec } = specSchema.safeParse(written?.object);
  const template = spec?.spec.volumeClaimTemplates?.find((one) =>
    one.metadata.name === mount.name
  );
  const volumes = z.array(volumeSchema).nullish()
    .safeParse(workload.pod.volumes).data ?? [];
  const claimName = volumes.find(({ name }) => name === mount.name)
    ?.persistentVolumeClaim?.claimName;
  const claim = template ??
    objects.flatMap(({ object }) =>
      object.kind === "PersistentVolumeClaim" && nameOf(object) === claimName
        ? claimSchema.safeParse(object).data ?? []
        : []
    )[0];
  const isRoot = slashless(mount.mountPath) === data &&
    mount.subPath === undefined && mount.subPathExpr === undefined;
  return {
    words: `claim ${claimName ?? mount.name}`,
    problems: [
      ...template === undefined && claimName === undefined
        ? [
          `the volume ${mount.name} at ${mount.mountPath} is no claim: it goes with the pod`,
        ]
        : claim === undefined
        ? [`no file declares the claim ${claimName}`]
        : [],
      ...mount.readOnly === true ? [`${mount.mountPath} is read-only`] : [],
      ...claim?.spec.accessModes?.every((one) => one === "ReadOnlyMany")
        ? ["the claim is ReadOnlyMany"]
        : [],
    ],
    remarks: [
      ...isRoot
        ? [
          `PGDATA is the root of its disk: initdb refuses one with a lost+found`,
        ]
        : [],
      ...spec?.spec.persistentVolumeClaimRetentionPolicy?.whenDeleted ===
          "Delete"
        ? ["the disk is deleted together with the StatefulSet"]
        : [],
    ],
  };
}

/** The data directory of a container, without a slash at its end. */
function dataOf({ env, args, command }: Container): string {
  const told = env.find(({ name }) => name === "PGDATA")?.value;
  const words = [...command, ...args].join(" ");
  const flag = /(?:^|\s)-D\s*(\S+)|data_directory=(\S+)/.exec(words);
  return slashless(flag?.[1] ?? flag?.[2] ?? told ?? DATA);
}

function slashless(path: string): string {
  return path.replace(/\/+$/, "");
}

function isWithin(path: string, folder: string): boolean {
  const above = slashless(folder);
  return path === above || path.startsWith(`${above}/`);
}

/** The shop must find it by its name. */
function serviceProblems(
  workload: WrittenWorkload,
  objects: readonly WrittenObject[],
): readonly string[] {
  const service = servicesIn(objects).find(({ name }) => name === "postgres");
  if (service === undefined) {
    return ["no file declares the Service postgres"];
  }
  if (!finds(service, workload)) {
    return ["the Service postgres selects no pod of it"];
  }
  const { containers } = workload.pod;
  const main = mainContainer("postgres", containers);
  const missed = main === undefined ? undefined : missedPort(
    service,
    5432,
    listensOn("postgres", main),
    containers,
  );
  return missed === undefined ? [] : [`the Service postgres ${missed}`];
}
