/**
 * `deno task test:cluster soak`: lab12 under a load that makes the gateway grow,
 * and then under none, until it has shrunk again. Nobody may run out of memory.
 * @module
 */

import { z } from "zod";
import {
  defineTool,
  Exit,
  type Host,
  integer,
  type Tool,
} from "../../lib/cli/mod.ts";
import {
  createKubectl,
  type Kubectl,
  startLoad,
  waitReady,
} from "../../adapters/kubernetes/mod.ts";
import { countOrders } from "./books.ts";
import { loadImage } from "./load_image.ts";
import { podsSeen, restartsOf } from "./pods.ts";

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
    const names = new Set(before.map(({ name }) => name));
    const restarts = restartsOf(after) -
      restartsOf(
        before.filter(({ name }) => after.some((one) => one.name === name)),
      );
    const problems = [
      outcome.failures === 0 ? [] : `${outcome.failures} requests failed`,
      rows === outcome.orders
        ? []
        : `${rows} rows for ${outcome.orders} orders`,
      after.some((one) => one.wasOutOfMemory)
        ? "somebody ran out of memory"
        : [],
      restarts === 0 ? [] : `${restarts} restarts`,
      seen.most > start.replicas ? [] : "the gateway did not grow",
      shrunkMs === undefined ? "the gateway did not shrink again" : [],
    ].flat();
    host.out(
      `${
        problems.length === 0 ? "ok    " : "FAILED"
      }  ${minutes} min at ${rps} journeys/s: ` +
        `${outcome.requests} requests, ${outcome.failures} failed, ${outcome.orders} orders, ` +
        `${rows} rows; gateways ${start.replicas} -> ${seen.most} (after ` +
        `${seen.grownAfterS ?? "-"} s) -> ${start.replicas} (${
          shrunkMs === undefined
            ? "never"
            : `${Math.round(shrunkMs / 1000)} s after the load`
        }); most memory ${
          [...seen.memory].map(([app, mib]) => `${app} ${mib}`).join(", ")
        } MiB of a pod; ${restarts} restarts, ${names.size} pods before` +
        (problems.length === 0 ? "" : ` (${problems.join("; ")})`),
    );
    return problems.length === 0 ? Exit.ok : Exit.verdictFailed;
  },
});

const Scale = z.object({
  spec: z.object({ replicas: z.int() }),
});

async function scale(kubectl: Kubectl): Promise<{ readonly replicas: number }> {
  return Scale.parse(await kubectl.json(["get", "rollout", "gateway"])).spec;
}

interface Watched {
  /** Most replicas that the gateway was asked to have. */
  readonly most: number;
  readonly grownAfterS: number | undefined;
  /** Most memory of one pod, by app (MiB). */
  readonly memory: ReadonlyMap<string, number>;
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

/** "gateway-7d9f8b6c5d-x2k8p 12m 85Mi" of each pod, by metrics-server. */
async function memoryNow(
  kubectl: Kubectl,
): Promise<readonly (readonly [string, number])[]> {
  const text = await kubectl.run(["top", "pods", "--no-headers"]).catch(() =>
    ""
  );
  return text.split("\n").flatMap((line) => {
    const [, app, mib] =
      /^(gateway|events|payments|notifications|postgres|redis)\S*\s+\S+\s+(\d+)Mi/
        .exec(line) ?? [];
    return app === undefined ? [] : [[app, Number(mib)] as const];
  });
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
