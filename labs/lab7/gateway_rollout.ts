/**
 * The student's Rollout of the gateway: as it lives, as it is written, and
 * settled before anything is tried on it.
 * @module
 */

import {
  type Canary,
  isSettled,
  type Rollout,
  rolloutOf,
  rolloutSchema,
  watchRollout,
} from "../../scripts/adapters/kubernetes/mod.ts";
import {
  type CheckContext,
  type Finding,
  notStarted,
} from "../../scripts/checks/mod.ts";
import {
  ANYWHERE,
  containerSchema,
  finds,
  invalidManifests,
  listensOn,
  mainContainer,
  missedPort,
  replicasOf,
  servicesIn,
  studentManifests,
  workloadsIn,
  type WrittenObject,
  type WrittenService,
} from "../../scripts/checks/manifests/mod.ts";
import { CouldNotRun } from "../../scripts/lib/cli/mod.ts";

/** Longest wait for what is under way already (ms). */
const SETTLE_MS = 90_000;

/** The Rollout that a check may try something on, and its plan. */
export interface Ready {
  readonly rollout: Rollout;
  readonly plan: Canary;
}

/**
 * Waits until the Rollout serves one version; a Finding says that there is none.
 * @throws {CouldNotRun} when a canary is under way and stays so
 */
export async function readyRollout(
  { kubectl, clock }: CheckContext,
): Promise<Ready | Finding> {
  const found = await rolloutOf(kubectl, "gateway");
  const plan = found?.spec.strategy.canary;
  if (found === undefined || plan === undefined) {
    return notStarted("the gateway is not a Rollout with a canary", "step 7.2");
  }
  const { name } = found.metadata;
  const known = (now: Rollout) => isSettled(now) ? now : undefined;
  const rollout = await watchRollout({ kubectl, clock }, name, {
    known,
    withinMs: SETTLE_MS,
  })
    .catch((error: Error) => {
      throw new CouldNotRun(
        `${error.message}; end what is under way first: promote, or abort and apply a good version`,
      );
    });
  return { rollout, plan };
}

/** The workload of the gateway in the student's files. */
export interface Written {
  readonly rollouts: readonly Rollout[];
  /** Files that would bring a Deployment of the gateway back. */
  readonly deployments: readonly string[];
  /**
   * The parts that the API server would refuse or that find no pod, in words.
   */
  readonly problems: readonly string[];
}

/** Reads all manifests of the student's. */
export async function writtenRollouts(
  context: CheckContext,
): Promise<Written> {
  const { objects } = await studentManifests(context, ANYWHERE);
  const rollouts: Rollout[] = [];
  const deployments: string[] = [];
  const own: WrittenObject[] = [];
  for (const { path, object } of objects) {
    const found = rolloutSchema.safeParse(object).data;
    if (found === undefined) continue;
    const isOurs = found.spec.template.metadata.labels.app === "gateway" ||
      found.metadata.name === "gateway";
    if (!isOurs) continue;
    if (found.kind === "Deployment") deployments.push(path);
    if (found.kind !== "Rollout") continue;
    const replicas = workloadsIn([{ path, object }])
      .map((one) => replicasOf(one, objects))[0] ?? found.spec.replicas;
    rollouts.push({ ...found, spec: { ...found.spec, replicas } });
    own.push({ path, object });
  }
  if (own.length === 0) return { rollouts, deployments, problems: [] };
  const invalid = await invalidManifests({ objects: own, broken: [] });
  const unfound = servicesIn(objects).filter(({ name }) => name === "gateway")
    .flatMap((service) => serviceProblems(service, rollouts));
  return { rollouts, deployments, problems: [...invalid, ...unfound] };
}

function serviceProblems(
  service: WrittenService,
  rollouts: readonly Rollout[],
): readonly string[] {
  return rollouts.flatMap(({ spec: { template } }) => {
    const { labels } = template.metadata;
    const containers = template.spec.containers
      .map((one) => containerSchema.parse(one));
    const main = mainContainer("gateway", containers);
    if (main === undefined) return []; // by reference, which step 7.2 names
    const missed = missedPort(
      service,
      8080,
      listensOn("gateway", main),
      containers,
    );
    return [
      ...finds(service, { labels })
        ? []
        : ["the Service gateway does not select the Rollout's pods"],
      ...missed === undefined ? [] : [`the Service gateway ${missed}`],
    ];
  });
}

/** How a plan is evaluated, with the pods that it is for. */
export type Evaluate = (plan: Canary | undefined, replicas: number) => Finding;

/** Evaluates the plans that are written: the first that is no pass decides. */
export async function evaluateWrittenPlans(
  context: CheckContext,
  evaluate: Evaluate,
): Promise<Finding> {
  const { rollouts } = await writtenRollouts(context);
  const findings = rollouts.map(({ spec }) =>
    evaluate(spec.strategy.canary, spec.replicas)
  );
  return findings.find(({ verdict }) => verdict !== "pass") ?? findings[0] ??
    notStarted("no manifest of yours has a Rollout of the gateway", "step 7.2");
}

/**
 * Evaluates the plans that are written, and then the one in force: the first that is
 * no pass decides, so that a file that is wrong needs no cluster to be refused.
 */
export async function evaluatePlans(
  context: CheckContext,
  evaluate: Evaluate,
): Promise<Finding> {
  const { rollouts } = await writtenRollouts(context);
  for (const { spec } of rollouts) {
    const finding = evaluate(spec.strategy.canary, spec.replicas);
    if (finding.verdict !== "pass") return finding;
  }
  const live = await rolloutOf(context.kubectl, "gateway");
  return evaluate(live?.spec.strategy.canary, live?.spec.replicas ?? 0);
}
