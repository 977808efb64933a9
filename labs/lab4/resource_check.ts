/**
 * Step 4.12: what each part asks for and may have, held against what it uses.
 * @module
 */

import { z } from "zod";
import { poll } from "../../scripts/lib/wait/mod.ts";
import {
  type Check,
  type CheckContext,
  couldNotVerify,
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

/** A limit leaves this much room above what is used under a little load. */
const HEADROOM = 1.2;

/** A request below this share of what is used misleads the scheduler. */
const MIN_REQUEST = 0.5;

/** A new pod is not known to metrics-server at once (ms). */
const SEEN_MS = 60_000;

/** Bytes that the pods of a part use, the largest of them. */
export type Used = Readonly<Partial<Record<Part, number>>>;

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
    "kubectl top pods says what each uses; run customers meanwhile.",
    "requests cpu and memory, limits memory, for all five; a limit is where the kernel kills.",
    "A service used 30 Mi idle and 84 Mi under load here: a request of 80Mi or 96Mi, a limit of 256Mi.",
  ],
  async run(context) {
    const live = await running(context);
    if (live.length === 0) {
      return notStarted("no part of the shop runs", "step 4.4");
    }
    const still = evaluateDeclaredResources([
      ...await declaredInFiles(context),
      ...live,
    ]);
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

/** Evaluates what is written down, before anything is measured. */
export function evaluateDeclaredResources(all: readonly Declared[]): Finding {
  const bound =
    "requests of cpu and memory and a limit of memory for each part";
  if (all.length === 0) {
    return notStarted("no part of the shop runs", "step 4.4");
  }
  if (
    all.every(({ resources }) => Object.keys(resources.requests).length === 0)
  ) {
    return notStarted("no part asks for anything", "step 4.12");
  }
  const problems = all.flatMap(({ where, resources: { requests, limits } }) => {
    const missing = [
      ...Number.isNaN(quantity(requests.cpu)) ? ["request of cpu"] : [],
      ...Number.isNaN(quantity(requests.memory)) ? ["request of memory"] : [],
      ...Number.isNaN(quantity(limits.memory)) ? ["limit of memory"] : [],
    ];
    return missing.length === 0
      ? []
      : [`${where}: no ${missing.join(", no ")}`];
  });
  return problems.length === 0
    ? pass(`${all.length} looked at`, bound, all)
    : fail(problems.join("; "), bound, "resources: of that file", all);
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

/** Evaluates what runs by what it uses. */
export function evaluateUsed(all: readonly Declared[], used: Used): Finding {
  const bound =
    `a limit of at least ${HEADROOM} times what is used, a request of at least ` +
    `${MIN_REQUEST} times`;
  const unknown = PARTS.filter((part) => used[part] === undefined);
  if (unknown.length > 0) {
    return couldNotVerify(
      `metrics-server says nothing of ${unknown.join(", ")} yet`,
      bound,
      "kubectl top pods; it looks every 15 s",
    );
  }
  const problems = all.flatMap(({ part, resources: { requests, limits } }) => {
    const bytes = used[part] ?? 0;
    return [
      ...quantity(limits.memory) < bytes * HEADROOM
        ? [
          `${part} uses ${mebibytes(bytes)}, and its limit is ${limits.memory}`,
        ]
        : [],
      ...quantity(requests.memory) < bytes * MIN_REQUEST
        ? [`${part} uses ${mebibytes(bytes)}, and asks for ${requests.memory}`]
        : [],
    ];
  });
  const measured = PARTS.map((part) => `${part} ${mebibytes(used[part] ?? 0)}`)
    .join(", ");
  return problems.length === 0 ? pass(`used: ${measured}`, bound, used) : fail(
    problems.join("; "),
    bound,
    "kubectl top pods; resources: of its file",
    used,
  );
}
