/**
 * Disruption budgets: what must stay of which pods, as the API server counts it
 * and as the files say.
 * @module
 */

import { z } from "zod";
import {
  type Kubectl,
  labelSelectorSchema,
  selects,
} from "../../scripts/adapters/kubernetes/mod.ts";
import type { WrittenObject } from "../../scripts/checks/manifests/mod.ts";
import { SERVED, type Served, type WrittenPods } from "./written.ts";

/** A budget, as it is counted. */
export interface Budget {
  readonly name: string;
  /** Of which service; "" of none, or of more than one. */
  readonly app: string;
  /**
   * How many pods must stay. The number that may go now depends on the pods
   * that are healthy now.
   */
  readonly keeps: number;
  readonly pods: number;
}

const amount = z.union([z.number(), z.string()]).nullish();

const budgetSchema = z.looseObject({
  metadata: z.looseObject({ name: z.string() }),
  spec: z.looseObject({
    selector: labelSelectorSchema.nullish(),
    minAvailable: amount,
    maxUnavailable: amount,
  }),
  status: z.looseObject({
    desiredHealthy: z.int().default(0),
    expectedPods: z.int().default(0),
  }).default({ desiredHealthy: 0, expectedPods: 0 }),
});

type Labels = Readonly<Record<string, string>>;

/** Pods of a service, of whatever version. */
interface Labelled {
  readonly app: Served;
  readonly labels: Labels;
}

function appOf(
  selector: z.infer<typeof labelSelectorSchema> | null | undefined,
  pods: readonly Labelled[],
): string {
  const found = new Set(
    pods.filter(({ labels }) => selects(selector, labels))
      .map(({ app }) => app),
  );
  const [only = "", second] = found;
  return second === undefined ? only : "";
}

const Pods = z.object({
  items: z.array(z.looseObject({
    metadata: z.looseObject({
      labels: z.record(z.string(), z.string()).default({}),
    }),
  })),
});

/** The budgets of the cluster. */
export async function budgetsOf(kubectl: Kubectl): Promise<readonly Budget[]> {
  const { items } = z.object({ items: z.array(budgetSchema) }).parse(
    await kubectl.json(["get", "poddisruptionbudgets"]),
  );
  const pods = Pods.parse(await kubectl.json(["get", "pods"])).items
    .flatMap(({ metadata: { labels } }) => {
      const app = SERVED.find((one) => one === labels.app);
      return app === undefined ? [] : [{ app, labels }];
    });
  return items.map(({ metadata, spec, status }) => ({
    name: metadata.name,
    app: appOf(spec.selector, pods),
    keeps: status.desiredHealthy,
    pods: status.expectedPods,
  }));
}

/** The budgets of the files, counted as Kubernetes would. */
export function budgetsIn(
  objects: readonly WrittenObject[],
  workloads: readonly WrittenPods[],
): readonly Budget[] {
  return objects.flatMap(({ object }) => {
    if (object.kind !== "PodDisruptionBudget") return [];
    const found = budgetSchema.safeParse(object);
    if (!found.success) return [];
    const { metadata: { name }, spec } = found.data;
    const { selector, minAvailable, maxUnavailable } = spec;
    const app = appOf(selector, workloads);
    const selected = workloads.filter(({ labels }) =>
      selects(selector, labels)
    );
    const pods = selected.reduce((sum, one) => sum + one.pods, 0);
    const isBoth = isSaid(minAvailable) && isSaid(maxUnavailable);
    const keeps = isBoth
      ? NaN // the API server refuses it
      : isSaid(maxUnavailable)
      ? Math.max(0, pods - scaled(maxUnavailable, pods))
      : scaled(minAvailable ?? 0, pods);
    return [{ name, app, keeps, pods }];
  });
}

function isSaid<T>(value: T | null | undefined): value is T {
  return value !== null && value !== undefined;
}

/** A number, or per cent of the pods, rounded up as for budgets. */
function scaled(value: number | string, pods: number): number {
  if (typeof value === "number") return value;
  const [, percent] = /^(\d+)%$/.exec(value) ?? [];
  return percent === undefined ? NaN : Math.ceil(pods * Number(percent) / 100);
}
