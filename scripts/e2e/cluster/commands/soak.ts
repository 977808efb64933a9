/**
 * `deno task e2e:cluster soak`: lab12 under a load that makes the gateway grow,
 * and then under none, until it has shrunk again. No pod may run out of memory.
 * @module
 */

import { z } from "zod";
import {
  defineTool,
  Exit,
  type Host,
  integer,
  type Tool,
} from "../../../lib/cli/mod.ts";
import {
  createKubectl,
  type Kubectl,
  startLoad,
  waitReady,
} from "../../../adapters/kubernetes/mod.ts";
import { countOrders } from "../books.ts";
import { loadImage } from "../load_image.ts";
import { podsSeen, restartsBetween } from "../pods.ts";
import {
  memoryIn,
  problemsOf,
  type Soaked,
  soakLine,
  type Watched,
} from "../soak_report.ts";

/** Longest wait until all is well (ms). */
const READY_MS = 300_000;

/** Longest wait until the gateway is as small as before (ms). */
const SHRINK_MS = 600_000;

/** How often is looked (ms). */
const LOOK_MS = 5000;

/** The command. */
export const soakTool: Tool = defineTool({
  name: "soak",
  summary: "lab12 under load for long: it grows, shrinks, and leaks nothing",
  flags: {
    image: loadImage,
    rps: integer("rps", {
      default: 100,
      min: 1,
      max: 1000,
      help: "journeys a second",
    }),
    minutes: integer("minutes", {
      default: 10,
      min: 1,
      max: 240,
      help: "how long",
    }),
  },
  async run({ host, flags }) {
    const kubectl = createKubectl();
    await kubectl.run(["scale", "deployment/mixedload", "--replicas=0"]);
    await waitReady(kubectl, host.clock, READY_MS);
    const before = await podsSeen(kubectl);
    const orders = await countOrders(kubectl);
    const start = await scale(kubectl);
    const { image, rps, minutes } = flags;
    const load = await startLoad(kubectl, {
      image,
      scenario: "checkout",
      rps,
      seconds: minutes * 60,
    });
    const seen = await watch(host, kubectl, minutes * 60_000);
    const outcome = await load.ended();
    const shrunkMs = await shrunk(host, kubectl, start.replicas);
    const rows = await countOrders(kubectl) - orders;
    const after = await podsSeen(kubectl);
    const soaked: Soaked = {
      outcome,
      rows,
      restarts: restartsBetween(before, after),
      isOutOfMemory: after.some((one) => one.wasOutOfMemory),
      first: start.replicas,
      ...seen,
      shrunkMs,
    };
    const problems = problemsOf(soaked);
    host.out(soakLine(soaked, { rps, minutes }, problems));
    return problems.length === 0 ? Exit.ok : Exit.verdictFailed;
  },
});

const Scale = z.object({
  spec: z.object({ replicas: z.int() }),
});

async function scale(kubectl: Kubectl): Promise<{ readonly replicas: number }> {
  return Scale.parse(await kubectl.json(["get", "rollout", "gateway"])).spec;
}

async function watch(
  { clock }: Host,
  kubectl: Kubectl,
  forMs: number,
): Promise<Watched> {
  const began = clock.monotonic();
  const memory = new Map<string, number>();
  const { replicas: first } = await scale(kubectl);
  let most = first;
  let grownAfterS: number | undefined;
  while (clock.monotonic() - began < forMs) {
    const { replicas } = await scale(kubectl);
    if (replicas > first) {
      grownAfterS ??= Math.round((clock.monotonic() - began) / 1000);
    }
    most = Math.max(most, replicas);
    for (const [app, mib] of await memoryNow(kubectl)) {
      memory.set(app, Math.max(memory.get(app) ?? 0, mib));
    }
    await clock.sleep(LOOK_MS);
  }
  return { most, grownAfterS, memory };
}

async function memoryNow(
  kubectl: Kubectl,
): Promise<readonly (readonly [string, number])[]> {
  const text = await kubectl.run(["top", "pods", "--no-headers"])
    .catch(() => ""); // metrics-server needs a moment
  return memoryIn(text);
}

async function shrunk(
  { clock }: Host,
  kubectl: Kubectl,
  to: number,
): Promise<number | undefined> {
  const began = clock.monotonic();
  while (clock.monotonic() - began < SHRINK_MS) {
    if ((await scale(kubectl)).replicas <= to) return clock.monotonic() - began;
    await clock.sleep(LOOK_MS);
  }
  return undefined;
}
