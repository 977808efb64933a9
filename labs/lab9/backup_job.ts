/**
 * The student's CronJob, run when a check wants it.
 * @module
 */

import { z } from "zod";
import type { Kubectl } from "../../scripts/adapters/kubernetes/mod.ts";
import { poll } from "../../scripts/lib/wait/mod.ts";
import type { CheckContext } from "../../scripts/checks/mod.ts";
import { CouldNotRun } from "../../scripts/lib/cli/mod.ts";

const Variable = z.looseObject({ name: z.string() });

const Template = z.looseObject({
  spec: z.looseObject({
    template: z.looseObject({
      metadata: z.looseObject({
        labels: z.record(z.string(), z.string()).default({}),
      }).default({ labels: {} }),
      spec: z.looseObject({
        containers: z.array(z.looseObject({
          name: z.string(),
          env: z.array(Variable).default([]),
        })),
      }),
    }),
  }),
});

const CronJob = z.looseObject({
  metadata: z.looseObject({ namespace: z.string().default("default") })
    .default({ namespace: "default" }),
  spec: z.looseObject({
    schedule: z.string(),
    concurrencyPolicy: z.string().default("Allow"),
    jobTemplate: Template,
  }),
});

/** The CronJob, as the API server has it. */
export type CronJob = z.infer<typeof CronJob>;

/** Longest life of some runs (s). */
const DEADLINE_S = 300;

/** Longest life of a run that cannot reach its database (s): it may wait for it. */
const BROKEN_S = 60;

/** How much later Kubernetes may say that a run has ended (s). */
const LATER_S = 30;

/** The CronJob of this name; undefined: there is none. */
export async function cronJobOf(
  kubectl: Kubectl,
  name: string,
): Promise<CronJob | undefined> {
  const text = await kubectl.run([
    "get",
    "cronjob",
    name,
    "--ignore-not-found",
    "-o",
    "json",
  ]);
  return text === "" ? undefined : CronJob.parse(JSON.parse(text));
}

/** How some runs of it ended. */
export interface Runs {
  readonly succeeded: number;
  readonly failed: number;
  /** When each run's pod began, in order (ms since the epoch). */
  readonly began: readonly number[];
  /** The output of the last one. */
  readonly log: string;
}

/** How it is run. */
export interface RunOptions {
  readonly times: number;
  /** Whether the database cannot be reached meanwhile, by any of its names. */
  readonly withoutDatabase?: boolean;
}

/** A server that is not there, by the names that clients know it. */
const NOWHERE = "no-such-server.invalid";

/** Variables that say where the database is. */
const SABOTAGE: Readonly<Record<string, string>> = {
  PGHOST: NOWHERE,
  PGHOSTADDR: "",
  DB_HOST: NOWHERE,
  PGCONNECT_TIMEOUT: "3",
};

/** A script may name the Service itself: then its name leads to the pod's own host. */
function hostAliases(namespace: string): readonly unknown[] {
  const short = `postgres.${namespace}`;
  return [{
    ip: "127.0.0.1",
    hostnames: [
      "postgres",
      short,
      `${short}.svc`,
      `${short}.svc.cluster.local`,
    ],
  }];
}

const Ended = z.looseObject({
  status: z.looseObject({
    succeeded: z.int().default(0),
    failed: z.int().default(0),
    conditions: z.array(z.object({ type: z.string(), status: z.string() }))
      .default([]),
  }),
});

/** Conditions of a Job that is over; one of the two never comes. */
const ENDS = /^(?:Complete|Failed)$/;

const Pods = z.object({
  items: z.array(z.looseObject({
    metadata: z.looseObject({
      name: z.string(),
      creationTimestamp: z.string(),
    }),
  })),
});

/** Runs it so many times, one after another, and removes what it made. */
export async function runCronJob(
  { kubectl, clock }: Pick<CheckContext, "kubectl" | "clock">,
  cronJob: CronJob,
  options: RunOptions,
): Promise<Runs> {
  const name = `lab9-check-${crypto.randomUUID().slice(0, 8)}`;
  const seconds = deadlineOf(options);
  await kubectl.run(
    ["apply", "-f", "-"],
    JSON.stringify(jobOf(cronJob, name, options)),
  );
  try {
    const isOver = await poll(
      async () => {
        const { conditions } =
          Ended.parse(await kubectl.json(["get", "job", name])).status;
        return conditions.some(({ type, status }) =>
          status === "True" && ENDS.test(type)
        );
      },
      { clock, withinMs: (seconds + LATER_S) * 1000, everyMs: 500 },
    );
    if (!isOver) {
      throw new CouldNotRun(
        `The job ${name} has not ended within ${seconds + LATER_S} s`,
      );
    }
    const { status } = Ended.parse(await kubectl.json(["get", "job", name]));
    const { items } = Pods.parse(
      await kubectl.json(["get", "pods", "-l", `job-name=${name}`]),
    );
    const pods = items.map(({ metadata }) => metadata)
      .toSorted((a, b) => a.creationTimestamp < b.creationTimestamp ? -1 : 1);
    const last = pods.at(-1)?.name;
    const log = last === undefined
      ? ""
      : await kubectl.run(["logs", last]).catch(() => "");
    const isFailed = status.conditions.some(({ type, status }) =>
      type === "Failed" && status === "True"
    );
    return {
      succeeded: status.succeeded,
      failed: Math.max(status.failed, isFailed ? 1 : 0),
      began: pods.map(({ creationTimestamp }) => Date.parse(creationTimestamp)),
      log,
    };
  } finally {
    await kubectl.run([
      "delete",
      "job",
      name,
      "--ignore-not-found",
      "--wait=false",
    ]);
  }
}

function deadlineOf({ withoutDatabase = false }: RunOptions): number {
  return withoutDatabase ? BROKEN_S : DEADLINE_S;
}

/** A Job as the CronJob would make it, for so many runs, without a second try. */
export function jobOf(
  { metadata: { namespace }, spec }: CronJob,
  name: string,
  { times, withoutDatabase = false }: RunOptions,
): Readonly<Record<string, unknown>> {
  // A Job that is removed as soon as it ends, or does not begin, cannot be
  // counted.
  const { ttlSecondsAfterFinished: _ttl, suspend: _suspend, ...job } =
    spec.jobTemplate.spec;
  const { template } = job;
  const env = withoutDatabase ? SABOTAGE : {};
  const names = new Set(Object.keys(env));
  const containers = template.spec.containers.map((one) => ({
    ...one,
    env: [
      ...one.env.filter((variable) => !names.has(variable.name)),
      ...Object.entries(env).map(([name, value]) => ({ name, value })),
    ],
  }));
  return {
    apiVersion: "batch/v1",
    kind: "Job",
    metadata: {
      name,
      labels: { "app.kubernetes.io/part-of": "quickticket-test" },
    },
    spec: {
      ...job,
      completions: times,
      parallelism: 1,
      backoffLimit: 0,
      activeDeadlineSeconds: deadlineOf({ times, withoutDatabase }),
      template: {
        ...template,
        spec: {
          ...template.spec,
          containers,
          restartPolicy: "Never",
          ...withoutDatabase ? { hostAliases: hostAliases(namespace) } : {},
        },
      },
    },
  };
}
