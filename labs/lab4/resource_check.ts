/**
 * Step 4.12: what each part asks for and may have, held against what it uses.
 * @module
 */

import { z } from "zod";
import { poll } from "../../scripts/lib/wait/mod.ts";
import {
  type Check,
  type CheckContext,
  fail,
  type Finding,
  mebibytes,
  notStarted,
  pass,
  quantity,
} from "../../scripts/checks/mod.ts";
import {
  type Declared,
  declaredInFiles,
  type Part,
  PARTS,
  running,
} from "./declared.ts";
import { calm } from "./sale_checks.ts";
import { settled } from "./settle.ts";
import { evaluateUsed, type Used } from "./used_memory.ts";

/** A new pod is not known to metrics-server at once (ms). */
const SEEN_MS = 60_000;

const Metrics = z.object({
  items: z.array(z.looseObject({
    metadata: z.looseObject({
      labels: z.record(z.string(), z.string()).default({}),
    }),
    containers: z.array(
      z.looseObject({ usage: z.looseObject({ memory: z.string() }) }),
    ),
  })),
});

/** Step 4.12. */
export const resources: Check = {
  id: "4.12",
  task: 2,
  title: "each part asks for what it uses, and its limit leaves room",
  hints: [
    "What does the part use at rest, and what while customers buy?",
    "Requests decide where a pod runs, and limits decide how it fails (Lecture 4, slide " +
    "10). kubectl top pods measures. The unit of memory is Mi or Gi.",
    "A part uses 40 Mi at rest and 120 Mi under load. requests: { cpu: 50m, memory: 128Mi " +
    "} and limits: { memory: 256Mi } leave room.",
  ],
  measures: "requests and limits as written, and as large as what is used",
  tool: "quantities of Kubernetes; metrics-server",
  catches: [
    "no request, no limit of memory",
    "a request above its limit",
    "millibytes, or cores where a thousandth is meant",
    "a limit without room, a request far below what is used",
  ],
  async written(context) {
    return evaluateDeclaredResources(await declaredInFiles(context));
  },
  async run(context) {
    const written = await declaredInFiles(context);
    const first = evaluateDeclaredResources(written);
    if (first.verdict === "fail") return first;
    const live = await running(context);
    if (live.length === 0) {
      return notStarted("no part of the shop runs", "step 4.4");
    }
    const still = evaluateDeclaredResources([...written, ...live]);
    if (still.verdict !== "pass") return still;
    await settled(context);
    await calm(context);
    let used: Used = {};
    await poll(async () => {
      used = await usedBy(context);
      return PARTS.every((part) => used[part] !== undefined);
    }, { clock: context.clock, withinMs: SEEN_MS, everyMs: 2000 });
    return evaluateUsed(live, used);
  },
};

/** Least memory with which a part starts at all (bytes). */
const STARTS: Readonly<Record<Part, number>> = {
  gateway: 24 * 2 ** 20,
  events: 24 * 2 ** 20,
  payments: 24 * 2 ** 20,
  postgres: 24 * 2 ** 20,
  redis: 4 * 2 ** 20,
};

/** More than that no node of the course has: cores, bytes. */
const NODE = { cpu: 16, memory: 64 * 2 ** 30 } as const;

/** Evaluates what is written down, before anything is measured. */
export function evaluateDeclaredResources(all: readonly Declared[]): Finding {
  const bound =
    "requests of cpu and memory and a limit of memory for each part, no request " +
    "above its limit";
  if (all.length === 0) {
    return notStarted("no part of the shop is declared or runs", "step 4.4");
  }
  if (all.every((one) => Object.keys(asked(one)).length === 0)) {
    return notStarted("no part has requests or limits", "step 4.12");
  }
  const problems = all.flatMap((one) =>
    problemsOf(one).map((words) => `${one.where}: ${words}`)
  );
  return problems.length === 0
    ? pass(`${all.length} looked at`, bound, all)
    : fail(
      problems.join("; "),
      bound,
      "resources in the place that is named, and step 4.12",
      all,
    );
}

/**
 * The requests: for a resource with only a limit, Kubernetes reserves the
 * limit.
 */
function asked(
  { resources: { requests, limits } }: Declared,
): Readonly<Record<string, string>> {
  return { ...limits, ...requests };
}

function problemsOf(one: Declared): readonly string[] {
  const { part, resources: { limits } } = one;
  const requests = asked(one);
  const missing = [
    ["request of cpu", requests.cpu],
    ["request of memory", requests.memory],
    ["limit of memory", limits.memory],
  ].flatMap(([what = "", text]) =>
    text === undefined
      ? [`no ${what}`]
      : Number.isNaN(quantity(text))
      ? [`${what} ${text} is not a quantity; write 250m, 0.25, 64Mi or 1Gi`]
      : []
  );
  const above = Object.entries(limits).flatMap(([name, limit]) =>
    quantity(requests[name]) > quantity(limit)
      ? [
        `the request of ${name}, ${
          requests[name]
        }, is above its limit, ${limit}`,
      ]
      : []
  );
  const least = STARTS[part];
  return [
    ...missing,
    ...above,
    ...quantity(limits.memory) < least
      ? [
        `the limit of memory, ${limits.memory}, is below the ` +
        `${mebibytes(least)} with which ${part} starts`,
      ]
      : [],
    ...quantity(requests.cpu) > NODE.cpu
      ? [
        `${requests.cpu} cores are more than a node has; 100m is a tenth of one`,
      ]
      : [],
    ...quantity(requests.memory) > NODE.memory
      ? [`${requests.memory} are more than a node has`]
      : [],
    ...quantity(requests.memory) < 2 ** 20
      ? [`a request of ${requests.memory} is less than 1Mi`]
      : [],
  ];
}

/** The largest pod of each part, by metrics-server. */
async function usedBy({ kubectl }: CheckContext): Promise<Used> {
  const namespace = await kubectl.run([
    "config",
    "view",
    "--minify",
    "-o",
    "jsonpath={..namespace}",
  ]);
  const { items } = Metrics.parse(JSON.parse(
    await kubectl.run([
      "get",
      "--raw",
      `/apis/metrics.k8s.io/v1beta1/namespaces/${namespace || "default"}/pods`,
    ]),
  ));
  const used: Partial<Record<Part, number>> = {};
  for (const part of PARTS) {
    const own = items.filter(({ metadata }) => metadata.labels.app === part);
    if (own.length === 0) continue;
    used[part] = Math.max(
      ...own.map(({ containers }) =>
        containers.reduce((sum, { usage }) => sum + quantity(usage.memory), 0)
      ),
    );
  }
  return used;
}
