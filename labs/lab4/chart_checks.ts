/**
 * Steps B.1 to B.3: a chart that renders the shop, sells, and goes back.
 * @module
 */

import { parse } from "yaml";
import { z } from "zod";
import type {
  Kubectl,
  Outcome,
} from "../../scripts/adapters/kubernetes/mod.ts";
import {
  type Check,
  type CheckContext,
  fail,
  type Finding,
  notStarted,
  outcomeText,
  pass,
} from "../../scripts/checks/mod.ts";
import { CouldNotRun } from "../../scripts/lib/cli/mod.ts";
import { chartFolder, chartName, rendered, valuePaths } from "./chart.ts";
import { type Declared, PARTS } from "./declared.ts";
import { evaluateProbes } from "./probe_check.ts";
import { calm, evaluateSale } from "./sale_checks.ts";
import { settled } from "./settle.ts";

/** Replicas that nobody has by chance. */
const TRIED_REPLICAS = 7;

/** A tag that nobody has by chance. */
const TRIED_TAG = "tried-0123abc";

/** What a chart renders to, and what its values change. */
export interface Chart {
  readonly parts: readonly Declared[];
  /** Values named replicas or the like that change a number of replicas. */
  readonly replicas: readonly string[];
  /** Values named tag or image that change an image. */
  readonly images: readonly string[];
}

/** Step B.1. */
export const chart: Check = {
  id: "B.1",
  task: 0,
  title: "the chart renders all five parts, and its values change them",
  hints: [
    "helm template shop chart | less: are there five workloads? What did range leave out?",
    "Replicas and the tag of the images are values; a value that nothing uses does nothing.",
    "Three services are alike: one template with range over .Values.services.",
  ],
  async run(context) {
    const folder = await chartFolder(context);
    if (folder === undefined) {
      return notStarted("there is no chart/Chart.yaml", "step B.1");
    }
    const { parts } = await rendered(context, folder).catch(told);
    if (typeof parts === "string") {
      return fail(parts, "helm renders it", `helm lint ${folder}`);
    }
    const values: unknown = parse(
      await context.read(`${folder}/values.yaml`) ?? "",
    );
    return evaluateChart({
      parts,
      replicas: await changing(context, folder, {
        paths: valuePaths(values, /replica/i),
        value: String(TRIED_REPLICAS),
        isSeen: ({ replicas }) => replicas === TRIED_REPLICAS,
      }),
      images: await changing(context, folder, {
        paths: valuePaths(values, /tag$|image/i),
        value: TRIED_TAG,
        isSeen: ({ image }) => image.includes(TRIED_TAG),
      }),
    });
  },
};

/** What helm says of a chart that it cannot render. */
function told(error: unknown): { readonly parts: string } {
  // Without helm nothing is known of the chart.
  if (error instanceof CouldNotRun && error.message.startsWith("helm ")) {
    return { parts: error.message };
  }
  throw error;
}

/** The values that really change something. */
async function changing(
  context: CheckContext,
  folder: string,
  { paths, value, isSeen }: {
    readonly paths: readonly string[];
    readonly value: string;
    readonly isSeen: (part: Declared) => boolean;
  },
): Promise<readonly string[]> {
  const found: string[] = [];
  for (const path of paths) {
    const { parts } = await rendered(context, folder, { [path]: value });
    if (parts.some(isSeen)) found.push(path);
  }
  return found;
}

/** Evaluates what a chart renders to. */
export function evaluateChart({ parts, replicas, images }: Chart): Finding {
  const bound = "a workload of each of " + PARTS.join(", ") +
    ", probes as in step 4.9, and " +
    "values that change replicas and images";
  const missing = PARTS.filter((part) =>
    !parts.some((one) => one.part === part)
  );
  const probes = missing.length > 0 ? undefined : evaluateProbes(parts);
  const problems = [
    ...missing.length > 0 ? [`not rendered: ${missing.join(", ")}`] : [],
    ...probes !== undefined && probes.verdict !== "pass"
      ? [probes.measured]
      : [],
    ...replicas.length === 0 ? ["no value changes a number of replicas"] : [],
    ...images.length === 0 ? ["no value changes an image"] : [],
  ];
  const measured = `${parts.length} parts; ${
    [...replicas, ...images].join(", ")
  }`;
  return problems.length === 0
    ? pass(measured, bound, { replicas, images })
    : fail(problems.join("; "), bound, "helm template chart", {
      parts,
      replicas,
      images,
    });
}

const Releases = z.array(z.looseObject({
  name: z.string(),
  namespace: z.string(),
  status: z.string(),
  chart: z.string(),
}));

/** A release of the student's chart. */
export type Release = z.infer<typeof Releases>[number];

/** Step B.2. */
export const release: Check = {
  id: "B.2",
  task: 0,
  title: "a release of the chart runs, and customers buy from it",
  hints: [
    "helm list -A: is it deployed? kubectl get pods -n of its namespace.",
    "A namespace of its own leaves the shop of Task 1 alone: --namespace --create-namespace.",
    "No events to buy? The chart needs the setup Job, too.",
  ],
  async run(context) {
    const found = await releaseOf(context);
    if (found === undefined) {
      return notStarted("no release of the chart", "step B.2");
    }
    if (found.status !== "deployed") return evaluateRelease(found, undefined);
    const inside = {
      ...context,
      kubectl: within(context.kubectl, found.namespace),
    };
    await settled(inside);
    return evaluateRelease(found, await calm(inside));
  },
};

/** Evaluates a release and what customers saw of it. */
export function evaluateRelease(
  found: Release,
  outcome: Outcome | undefined,
): Finding {
  const { name, namespace, status, chart } = found;
  const what = `${name} (${chart}) in ${namespace} is ${status}`;
  if (outcome === undefined) {
    return fail(
      what,
      "deployed, and customers buy",
      `helm status ${name} -n ${namespace}`,
    );
  }
  const sold = evaluateSale(outcome);
  return sold.verdict === "pass"
    ? pass(`${what}; ${outcomeText(outcome)}`, sold.bound, { found, outcome })
    : fail(
      `${what}; ${outcomeText(outcome)}`,
      sold.bound,
      `kubectl logs -n ${namespace} deployment/gateway`,
      { found, outcome },
    );
}

const History = z.array(z.looseObject({
  revision: z.int(),
  status: z.string(),
  description: z.string().default(""),
}));

/** The revisions of a release, oldest first. */
export type History = z.infer<typeof History>;

/** Step B.3. */
export const rollback: Check = {
  id: "B.3",
  task: 0,
  title: "the release was changed, and taken back",
  hints: [
    "helm upgrade makes revision 2, helm rollback makes revision 3 out of revision 1.",
    "helm history NAME -n NAMESPACE shows who did what.",
    "helm rollback shop 1 -n NAMESPACE --wait",
  ],
  async run(context) {
    const found = await releaseOf(context);
    if (found === undefined) {
      return notStarted("no release of the chart", "step B.2");
    }
    const { code, stdout, stderr } = await context.program("helm", [
      ...["history", found.name, "-n", found.namespace, "-o", "json"],
    ]);
    if (code !== 0) {
      throw new CouldNotRun(`helm history: ${stderr.slice(0, 300)}`);
    }
    return evaluateHistory(History.parse(JSON.parse(stdout)));
  },
};

/** Evaluates the revisions. */
export function evaluateHistory(history: History): Finding {
  const words = history.map(({ revision, description }) =>
    `${revision} ${description}`
  ).join(", ");
  const bound = "an upgrade, then a rollback that is deployed";
  if (history.length <= 1) {
    return notStarted(words || "no revision", "step B.3");
  }
  const last = history.at(-1);
  const isBack = history.length >= 3 && last?.status === "deployed" &&
    /rollback/i.test(last.description);
  return isBack
    ? pass(words, bound, history)
    : fail(words, bound, "helm history", history);
}

/** The newest release of the student's chart, in whatever namespace. */
async function releaseOf(context: CheckContext): Promise<Release | undefined> {
  const folder = await chartFolder(context);
  if (folder === undefined) return undefined;
  const name = await chartName(context, folder);
  const { code, stdout, stderr } = await context.program("helm", [
    "list",
    "-A",
    "-a",
    "-o",
    "json",
  ]);
  if (code !== 0) throw new CouldNotRun(`helm list: ${stderr.slice(0, 300)}`);
  return Releases.parse(JSON.parse(stdout)).find(({ chart }) =>
    chart.startsWith(`${name}-`)
  );
}

/** The same kubectl, in another namespace. */
function within({ run, json, follow }: Kubectl, namespace: string): Kubectl {
  const args = (own: readonly string[]) => ["--namespace", namespace, ...own];
  return {
    run: (own, stdin) => run(args(own), stdin),
    json: (own) => json(args(own)),
    follow: (own) => follow(args(own)),
  };
}
