/**
 * `deno task e2e:cluster disrupt`: stage lab12 under load, and one thing after
 * another happens to it.
 * @module
 */

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
  type Outcome,
  startLoad,
  waitReady,
} from "../../../adapters/kubernetes/mod.ts";
import { countOrders } from "../books.ts";
import { type Disruption, DISRUPTIONS } from "../disruptions.ts";
import { loadImage } from "../load_image.ts";

/** Longest wait until all is well again (ms). */
const READY_MS = 180_000;

/** Load before and after (ms): what goes wrong late must be seen too. */
const AROUND_MS = 4000;

/** The command. */
export const disruptTool: Tool = defineTool({
  name: "disrupt",
  summary: "lab12 under load: pods deleted, evicted, restarted; stores lost",
  flags: {
    image: loadImage,
    rps: integer("rps", {
      default: 50,
      min: 1,
      max: 1000,
      help: "journeys a second: list, reserve, pay",
    }),
    only: integer("only", {
      default: undefined,
      min: 1,
      max: DISRUPTIONS.length,
      help: "just this one, counted from 1",
    }),
  },
  async run({ host, flags }) {
    const kubectl = createKubectl();
    // Orders are counted, so no other customer may buy meanwhile.
    await kubectl.run(["scale", "deployment/mixedload", "--replicas=0"]);
    const { only } = flags;
    const chosen = DISRUPTIONS.filter((_, i) =>
      only === undefined || only === i + 1
    );
    let failed = 0;
    for (const disruption of chosen) {
      await waitReady(kubectl, host.clock, READY_MS);
      const before = await countOrders(kubectl);
      const { outcome, readyMs } = await endure(
        host,
        kubectl,
        disruption,
        flags,
      );
      const rows = await countOrders(kubectl) - before;
      const lost = Math.max(0, outcome.orders - rows);
      const bad = lost > 0 || (!disruption.outage && outcome.failures > 0);
      failed += bad ? 1 : 0;
      host.out(
        `${bad ? "FAILED" : "ok    "}  ${disruption.what}: ` +
          `${outcome.requests} requests, ${outcome.failures} failed, ` +
          `${outcome.orders} orders, ${lost} lost, ` +
          `all well after ${(readyMs / 1000).toFixed(0)} s` +
          (outcome.failures > 0 ? ` ${JSON.stringify(outcome.results)}` : ""),
      );
    }
    host.out(`${chosen.length - failed} passed, ${failed} failed`);
    return failed === 0 ? Exit.ok : Exit.verdictFailed;
  },
});

async function endure(
  { clock }: Host,
  kubectl: Kubectl,
  disruption: Disruption,
  { image, rps }: { readonly image: string; readonly rps: number },
): Promise<{ readonly outcome: Outcome; readonly readyMs: number }> {
  const load = await startLoad(kubectl, { image, scenario: "checkout", rps });
  let readyMs = NaN;
  let outcome: Outcome | undefined;
  try {
    await clock.sleep(AROUND_MS);
    await disruption.run(kubectl);
    await clock.sleep(AROUND_MS);
    readyMs = await waitReady(kubectl, clock, READY_MS) + AROUND_MS;
    await clock.sleep(AROUND_MS);
  } finally {
    outcome = await load.stop();
  }
  return { outcome, readyMs };
}
