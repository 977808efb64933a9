/**
 * Where a step of the limit is run again: in the cluster, or here.
 * @module
 */

import { z } from "zod";
import {
  type Kubectl,
  runLoad,
} from "../../scripts/adapters/kubernetes/mod.ts";
import { type CheckContext } from "../../scripts/checks/mod.ts";
import { CouldNotRun } from "../../scripts/lib/cli/mod.ts";
import {
  type Evidence,
  jsonIn,
  type LimitStep,
  LimitStepSchema,
} from "./evidence.ts";
import { EXPECTATIONS } from "./limit_check.ts";

/** As `deno task cluster load` puts it into the registry. */
const IMAGE = "k3d-registry.localhost:5000/quickticket/loadgen:v1";

/** Length of a step (s). */
export const SECONDS = 12;

const Found = z.object({ steps: z.array(LimitStepSchema) });

/** True when the runs of the evidence were made inside the cluster. */
export function isInCluster({ runs }: Evidence): boolean {
  return runs.some(({ summary }) => /\/\/gateway[:/]/.test(summary.run.url));
}

/** Where the student's runs were made, there the check makes its own. */
export async function placeOf(
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
