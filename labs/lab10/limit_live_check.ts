/**
 * The breaking point again: a step below the rate that held, a step above the
 * one that broke, on the system as it is.
 * @module
 */

import { z } from "zod";
import {
  type Kubectl,
  runLoad,
} from "../../scripts/adapters/kubernetes/mod.ts";
import {
  type Check,
  type CheckContext,
  couldNotVerify,
  fail,
  type Finding,
  notStarted,
  pass,
  reportOf,
  SELLS_NOTHING,
  stillSells,
} from "../../scripts/checks/mod.ts";
import { CouldNotRun } from "../../scripts/lib/cli/mod.ts";
import {
  type Evidence,
  evidenceOf,
  jsonIn,
  LIMIT,
  type LimitFile,
  type LimitStep,
  LimitStepSchema,
} from "./evidence.ts";
import { EXPECTATIONS, misnamed, unsupported } from "./limit_check.ts";
import { sectionOf, valueOf } from "./markdown.ts";
import { fullestText } from "./resource.ts";

/** As `deno task cluster load` puts it into the registry. */
const IMAGE = "k3d-registry.localhost:5000/quickticket/loadgen:v1";
/** Length of a step (s). */
const SECONDS = 12;
/** Fewest orders without which a rate that holds says nothing. */
const FLOOR = 20;

/** Step 10.6. */
export const again: Check = {
  id: "10.6",
  task: 2,
  title: "the limit is there again, within a step, and so is what is full",
  hints: [
    "The check puts two short loads on your shop: a step below what held, a step above what broke.",
    "Is the shop as it was in step 10.2, with the same limits and pools? Is anything else " +
    "busy on this machine?",
    "Look again where you found it: deno task loadgen find-limit, from half of the limit on, " +
    "and put the new file and its figures into the review.",
  ],
  async run(context) {
    const evidence = await evidenceOf(context);
    const { limit } = evidence;
    if (limit === undefined) {
      return notStarted(`there is no ${LIMIT}`, "step 10.2");
    }
    const problem = unsupported(limit);
    const section = sectionOf(await reportOf(context, 10) ?? "", /load/i) ?? "";
    const named = valueOf(section, /limiting resource/i);
    if (problem !== undefined || named === undefined) {
      return notStarted(
        problem ?? "no limiting resource is named",
        "check 10.2 first",
      );
    }
    const { below, above } = ratesAround(limit);
    const place = await placeOf(context, evidence);
    context.note(
      `${below} and ${above} visits a second for ${SECONDS} s each ...`,
    );
    // What breaks has broken twice: find-limit tries it again.
    const low = await place(below);
    const high = await place(above);
    const sells = await stillSells(
      context,
      isInCluster(evidence) ? "cluster" : "here",
    );
    return evaluateAgain({ low, high, named, sells });
  },
};

/** One step below what held, one above what broke. */
export function ratesAround({ steps, holds = 0, breaks = 0 }: LimitFile): {
  readonly below: number;
  readonly above: number;
} {
  const by = (steps[1]?.rate ?? 0) - (steps[0]?.rate ?? 0) || breaks - holds;
  return {
    below: holds - by >= by / 2 ? holds - by : holds / 2,
    above: breaks + by,
  };
}

/** Evaluates both steps. */
export function evaluateAgain(
  { low, high, named, sells }: {
    readonly low: LimitStep;
    readonly high: LimitStep;
    readonly named: string;
    /** Whether a customer could buy afterwards. */
    readonly sells: boolean;
  },
): Finding {
  const bound =
    `${low.rate} visits/s hold with at least ${FLOOR} orders, ${high.rate} break, ` +
    `and ${named} is used up then`;
  const measured = `${stepText(low)}; ${stepText(high)}; fullest ${
    fullestText(high.uses)
  }`;
  const samples = { low, high, named };
  const look = `${LIMIT}: is the shop as it was then?`;
  const generator = high.uses.find(({ resource }) =>
    resource === "generator CPU"
  );
  if ((generator?.share ?? 0) >= 0.9) {
    return couldNotVerify(
      `the generator was used up: ${generator?.detail}`,
      bound,
      "give this machine less to do",
    );
  }
  if (low.reasons.length > 0) {
    return fail(
      `${measured}; the lower one breaks: ${low.reasons[0]}`,
      bound,
      look,
      samples,
    );
  }
  if (high.reasons.length === 0) {
    return fail(`${measured}; the higher one holds, too`, bound, look, samples);
  }
  if (!sells) {
    return couldNotVerify(
      `${measured}; ${SELLS_NOTHING}`,
      bound,
      "deno task seed",
    );
  }
  if (low.ordersPerSecond * SECONDS < FLOOR) {
    return couldNotVerify(
      `${measured}; too few orders to say anything`,
      bound,
      "deno task seed",
    );
  }
  const wrong = misnamed(high, named);
  return wrong === undefined
    ? pass(measured, bound, samples)
    : fail(wrong, bound, "uses of the step that breaks", samples);
}

function stepText({ rate, p99, ordersPerSecond, reasons }: LimitStep): string {
  return `${rate} visits/s: p99 ${
    p99 ?? "-"
  } ms, ${ordersPerSecond} orders/s, ` +
    (reasons.length === 0 ? "holds" : "breaks");
}

const Found = z.object({ steps: z.array(LimitStepSchema) });

function isInCluster({ runs }: Evidence): boolean {
  return runs.some(({ summary }) => /\/\/gateway[:/]/.test(summary.run.url));
}

/** Where the student's runs were made, there the check makes its own. */
async function placeOf(
  context: CheckContext,
  evidence: Evidence,
): Promise<(rate: number) => Promise<LimitStep>> {
  const { kubectl, env, program } = context;
  if (isInCluster(evidence)) {
    const watch = await podsToWatch(kubectl);
    const image = env("LOADGEN_IMAGE") ?? IMAGE;
    return async (rate) =>
      stepIn(
        await runLoad(
          kubectl,
          image,
          argsOf(rate, "http://gateway:8080", watch),
        ),
      );
  }
  const shop = await context.shop();
  const watch = ["gateway", "events", "payments"].flatMap((service) => {
    const url = shop.urlOf(service);
    return url === undefined ? [] : [`${service}=${url}`];
  }).join(",");
  return async (rate) => {
    const args = argsOf(rate, shop.gatewayUrl, watch);
    const { stdout, stderr } = await program("deno", [
      "task",
      "--quiet",
      "loadgen",
      ...args,
    ]);
    return stepIn(stdout === "" ? stderr : stdout);
  };
}

function argsOf(rate: number, url: string, watch: string): readonly string[] {
  return [
    "find-limit",
    "--scenario=mixed",
    `--from=${rate}`,
    `--to=${rate}`,
    `--step=${SECONDS}s`,
    `--url=${url}`,
    `--watch=${watch}`,
    ...EXPECTATIONS.map((one) => `--expect=${one}`),
    "--json",
  ];
}

function stepIn(log: string): LimitStep {
  const found = Found.safeParse(jsonIn(log));
  if (!found.success) {
    throw new CouldNotRun(`The load ended without figures: ${log.slice(-400)}`);
  }
  const [step] = found.data.steps;
  if (step === undefined) throw new CouldNotRun("The load had no step");
  return step;
}

const Pods = z.object({
  items: z.array(z.looseObject({
    metadata: z.looseObject({ labels: z.record(z.string(), z.string()) }),
    status: z.looseObject({ podIP: z.string().optional() }),
    spec: z.looseObject({
      containers: z.array(z.looseObject({
        ports: z.array(z.looseObject({ containerPort: z.int() })).default([]),
      })),
    }),
  })),
});

/** A pod of each service, by its own address: a Service would answer by another each time. */
async function podsToWatch(kubectl: Kubectl): Promise<string> {
  const { items } = Pods.parse(
    await kubectl.json([
      "get",
      "pods",
      "-l",
      "app in (gateway,events,payments)",
    ]),
  );
  const urls = new Map<string, string>();
  for (const { metadata, status, spec } of items) {
    const port = spec.containers[0]?.ports[0]?.containerPort;
    const { app } = metadata.labels;
    if (app === undefined || status.podIP === undefined || port === undefined) {
      continue;
    }
    urls.set(app, `${app}=http://${status.podIP}:${port}`);
  }
  if (urls.size > 0) return [...urls.values()].join(",");
  throw new CouldNotRun(
    "Cannot find pods of the shop: deno task cluster apply lab10",
  );
}
