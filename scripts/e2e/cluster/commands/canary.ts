/**
 * `deno task e2e:cluster canary`: a good version is promoted, a bad one taken
 * back, and without traffic nothing is decided.
 * @module
 */

import {
  type Fate,
  fateOf,
  tryVersion,
  withFasterPlan,
} from "../../../delivery/canary/mod.ts";
import {
  createKubectl,
  type Kubectl,
  rolloutOf,
  startLoad,
  waitReady,
  watchRollout,
} from "../../../adapters/kubernetes/mod.ts";
import {
  CouldNotRun,
  defineTool,
  Exit,
  type Host,
  integer,
  type Tool,
} from "../../../lib/cli/mod.ts";
import { loadImage } from "../load_image.ts";

/** Longest wait for a verdict (ms). */
const VERDICT_MS = 300_000;

/** One canary. */
interface Canary {
  readonly what: string;
  readonly faultRate: string;
  readonly traffic: boolean;
  readonly fate: Fate;
}

const CANARIES: readonly Canary[] = [
  {
    what: "a good version is promoted",
    faultRate: "0",
    traffic: true,
    fate: "promoted",
  },
  {
    what: "a version that fails half of its requests is taken back",
    faultRate: "0.5",
    traffic: true,
    fate: "taken back",
  },
  {
    what: "without traffic nothing is promoted",
    faultRate: "0",
    traffic: false,
    fate: "inconclusive",
  },
];

/** The command. */
export const canaryTool: Tool = defineTool({
  name: "canary",
  summary: "lab07 or later: good, bad and untried versions of the gateway",
  flags: {
    image: loadImage,
    times: integer("times", {
      default: 1,
      min: 1,
      max: 100,
      help: "each kind that often",
    }),
  },
  async run({ host, flags }) {
    const kubectl = createKubectl();
    await kubectl.run(["scale", "deployment/mixedload", "--replicas=0"])
      .catch(() => ""); // before lab08 there is none
    let failed = 0;
    for (let round = 1; round <= flags.times; round++) {
      for (const canary of CANARIES) {
        const { fate, seconds } = await judge(
          host,
          kubectl,
          canary,
          flags.image,
        );
        const ok = fate === canary.fate;
        failed += ok ? 0 : 1;
        host.out(
          `${ok ? "ok    " : "FAILED"}  ${round}: ${canary.what} ` +
            `(${fate} after ${seconds} s)`,
        );
      }
    }
    host.out(
      `${flags.times * CANARIES.length - failed} passed, ${failed} failed`,
    );
    return failed === 0 ? Exit.ok : Exit.verdictFailed;
  },
});

async function judge(
  { clock }: Host,
  kubectl: Kubectl,
  { faultRate, traffic }: Canary,
  image: string,
): Promise<{ readonly fate: Fate; readonly seconds: number }> {
  await waitReady(kubectl, clock, VERDICT_MS);
  const rollout = await rolloutOf(kubectl, "gateway");
  const plan = rollout?.spec.strategy.canary;
  if (rollout === undefined || plan === undefined) {
    throw new CouldNotRun("Cannot try a canary: the gateway is no Rollout yet");
  }
  const variables = {
    GATEWAY_FAULT_RATE: faultRate,
    APP_VERSION: crypto.randomUUID().slice(0, 8),
  };
  const load = traffic
    ? await startLoad(kubectl, { image, scenario: "mixed", rps: 20 })
    : undefined;
  const start = clock.monotonic();
  try {
    return await withFasterPlan(kubectl, plan, (plan) =>
      tryVersion(
        { kubectl, clock },
        { rollout, plan, variables },
        async (hash) => {
          const fate = await watchRollout(
            { kubectl, clock },
            rollout.metadata.name,
            {
              withinMs: VERDICT_MS,
              known: (now) => {
                const fate = fateOf(now, { hash, plan });
                return fate === "judged good" ? undefined : fate;
              },
            },
          );
          return {
            fate,
            seconds: Math.round((clock.monotonic() - start) / 1000),
          };
        },
      ));
  } finally {
    await load?.stop();
  }
}
