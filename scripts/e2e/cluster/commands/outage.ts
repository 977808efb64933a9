/**
 * `deno task e2e:cluster outage`: Redis is taken away for a while. Every
 * request that needs it fails; no other request does, and nothing is restarted
 * for it.
 * @module
 */

import { defineTool, Exit, integer, type Tool } from "../../../lib/cli/mod.ts";
import {
  createKubectl,
  type Kubectl,
  startLoad,
  waitReady,
} from "../../../adapters/kubernetes/mod.ts";
import { loadImage } from "../load_image.ts";
import { podsSeen, restartsBetween } from "../pods.ts";

/** Longest wait until all is well (ms). */
const READY_MS = 180_000;

/** Customers a second who only look. */
const RPS = 20;

/** The command. */
export const outageTool: Tool = defineTool({
  name: "outage",
  summary: "lab04 or later: Redis scaled to 0; the list works, no pod restarts",
  flags: {
    image: loadImage,
    seconds: integer("seconds", {
      default: 90,
      min: 10,
      max: 3600,
      help: "how long Redis is away",
    }),
  },
  async run({ host, flags }) {
    const kubectl = createKubectl();
    const { clock } = host;
    await kubectl.run(["scale", "deployment/mixedload", "--replicas=0"])
      .catch(() => ""); // before lab08 there is none
    await waitReady(kubectl, clock, READY_MS);
    const before = await podsSeen(kubectl);
    const { image, seconds } = flags;
    await kubectl.run(["scale", "deployment/redis", "--replicas=0"]);
    await kubectl.run([
      "wait",
      "pod",
      "-l",
      "app=redis",
      "--for=delete",
      "--timeout=60s",
    ]);
    let looked, least;
    try {
      const load = await startLoad(kubectl, {
        image,
        scenario: "browse",
        rps: RPS,
        seconds,
      });
      least = await leastEndpoints(kubectl, () => clock.sleep(1000), seconds);
      looked = await load.ended();
    } finally {
      await kubectl.run(["scale", "deployment/redis", "--replicas=1"]);
      await waitReady(kubectl, clock, READY_MS);
    }
    const buying = await startLoad(kubectl, {
      image,
      scenario: "checkout",
      rps: 5,
      seconds: 3,
    });
    const sold = await buying.ended();
    const restarts = restartsBetween(before, await podsSeen(kubectl));
    const gateways = before.filter(({ app }) => app === "gateway").length;
    const problems = [
      restarts === 0 ? [] : `${restarts} restarts`,
      looked.failures === 0 && looked.requests > seconds * RPS / 2
        ? []
        : `${looked.failures} of ${looked.requests} looks failed`,
      least >= gateways
        ? []
        : `${gateways - least} gateways left their Service`,
      sold.orders > 0 && sold.failures === 0 ? [] : "no sale afterwards",
    ].flat();
    host.out(
      `${
        problems.length === 0 ? "ok    " : "FAILED"
      }  Redis away for ${seconds} s: ` +
        `${looked.requests} looks, ${looked.failures} failed; ${restarts} restarts; ` +
        `at least ${least} of ${gateways} gateways in their Service; ` +
        `${sold.orders} orders afterwards` +
        (problems.length === 0 ? "" : ` (${problems.join("; ")})`),
    );
    return problems.length === 0 ? Exit.ok : Exit.verdictFailed;
  },
});

/** Fewest gateways that were in their Service at any look. */
async function leastEndpoints(
  kubectl: Kubectl,
  pause: () => Promise<void>,
  looks: number,
): Promise<number> {
  let least = Infinity;
  for (let i = 0; i < looks; i++) {
    const addresses = await kubectl.run([
      ...[
        "get",
        "endpointslices",
        "-l",
        "kubernetes.io/service-name=gateway",
        "-o",
      ],
      "jsonpath={.items[*].endpoints[?(@.conditions.ready==true)].addresses[0]}",
    ]);
    least = Math.min(
      least,
      addresses.split(/\s+/).filter((one) => one !== "").length,
    );
    await pause();
  }
  return least;
}
