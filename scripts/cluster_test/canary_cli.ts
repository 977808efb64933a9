/**
 * `deno task test:cluster canary`: a good version is promoted, a bad one taken
 * back, and without traffic nothing is decided.
 * @module
 */

import { z } from "zod";
import { Exit } from "../lib/exit_code.ts";
import { integer } from "../lib/flags.ts";
import type { Host } from "../lib/host.ts";
import { defineTool, type Tool } from "../lib/tool.ts";
import { createKubectl, type Kubectl } from "../cluster/kubectl.ts";
import { startLoad } from "../cluster/load_pod.ts";
import { waitReady } from "../cluster/workloads.ts";
import { loadImage } from "./load_image.ts";

/** Longest wait for a verdict (ms). */
const VERDICT_MS = 300_000;

/** One canary. */
interface Canary {
  readonly what: string;
  readonly faultRate: string;
  readonly traffic: boolean;
  /** How the rollout must end. */
  readonly phase: "Healthy" | "Degraded" | "Paused";
  readonly message: RegExp;
}

const CANARIES: readonly Canary[] = [
  {
    what: "a good version is promoted",
    faultRate: "0",
    traffic: true,
    phase: "Healthy",
    message: /^$/,
  },
  {
    what: "a version that fails half of its requests is taken back",
    faultRate: "0.5",
    traffic: true,
    phase: "Degraded",
    message: /aborted/i,
  },
  {
    what: "without traffic nothing is promoted",
    faultRate: "0",
    traffic: false,
    phase: "Paused",
    message: /Inconclusive/i,
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
    const quick = await makeQuick(kubectl);
    let failed = 0;
    try {
      for (let round = 1; round <= flags.times; round++) {
        for (const canary of CANARIES) {
          const told = await judge(host, kubectl, canary, flags.image);
          failed += told.ok ? 0 : 1;
          host.out(
            `${told.ok ? "ok    " : "FAILED"}  ${round}: ${canary.what} ` +
              `(${told.why})`,
          );
        }
      }
    } finally {
      await quick.undo();
    }
    host.out(
      `${flags.times * CANARIES.length - failed} passed, ${failed} failed`,
    );
    return failed === 0 ? Exit.ok : Exit.verdictFailed;
  },
});

const Rollout = z.object({
  metadata: z.object({ generation: z.int() }),
  spec: z.object({ strategy: z.looseObject({}) }),
  status: z.object({
    observedGeneration: z.coerce.number().default(0),
    phase: z.string().default(""),
    message: z.string().default(""),
    abort: z.boolean().default(false),
  }),
});
type Rollout = z.infer<typeof Rollout>;

async function rollout(kubectl: Kubectl): Promise<Rollout> {
  return Rollout.parse(await kubectl.json(["get", "rollout", "gateway"]));
}

async function patch(kubectl: Kubectl, change: unknown): Promise<void> {
  await kubectl.run(
    [
      "patch",
      "rollout",
      "gateway",
      "--type=merge",
      "-p",
      JSON.stringify(change),
    ],
  );
}

/** Shorter windows than a lab's, so that a verdict takes half a minute. */
async function makeQuick(
  kubectl: Kubectl,
): Promise<{ undo(): Promise<void> }> {
  const { spec: { strategy } } = await rollout(kubectl);
  const args = [
    {
      name: "canary-hash",
      valueFrom: { podTemplateHashValue: "Latest" },
    },
    // A new pod has to be started, found and scraped twice first.
    { name: "initial-delay", value: "40s" },
    { name: "interval", value: "5s" },
    { name: "window", value: "20s" },
    { name: "minimum-requests", value: "10" },
  ];
  const steps = [
    { setWeight: 20 },
    { analysis: { templates: [{ templateName: "gateway-canary" }], args } },
    { setWeight: 100 },
  ];
  await patch(kubectl, { spec: { strategy: { canary: { steps } } } });
  return { undo: () => patch(kubectl, { spec: { strategy } }) };
}

async function judge(
  host: Host,
  kubectl: Kubectl,
  canary: Canary,
  image: string,
): Promise<{ readonly ok: boolean; readonly why: string }> {
  const { clock } = host;
  await waitReady(kubectl, clock, VERDICT_MS);
  const load = canary.traffic
    ? await startLoad(kubectl, { image, scenario: "mixed", rps: 20 })
    : undefined;
  const start = clock.monotonic();
  let isPromoted = false;
  try {
    await setEnvironment(kubectl, canary.faultRate);
    for (;;) {
      await clock.sleep(1000);
      const { metadata, status } = await rollout(kubectl);
      const { phase, message } = status;
      const seconds = Math.round((clock.monotonic() - start) / 1000);
      const why = `${phase} ${message} after ${seconds} s`;
      if (status.observedGeneration < metadata.generation) continue;
      isPromoted = phase === "Healthy";
      if (phase === canary.phase && canary.message.test(message)) {
        return { ok: true, why };
      }
      const decided = phase === "Healthy" || phase === "Degraded" ||
        /Inconclusive/.test(message);
      if (decided && seconds > 5) return { ok: false, why };
      if (seconds * 1000 > VERDICT_MS) return { ok: false, why };
    }
  } finally {
    await load?.stop();
    if (!isPromoted) await goBack(kubectl);
  }
}

/** A new version: the same program with other variables. */
async function setEnvironment(
  kubectl: Kubectl,
  faultRate: string,
): Promise<void> {
  const { spec } = Spec.parse(
    await kubectl.json(["get", "rollout", "gateway"]),
  );
  const [container] = spec.template.spec.containers;
  const env = [
    ...(container?.env ?? []).filter(({ name }) =>
      name !== "GATEWAY_FAULT_RATE" && name !== "APP_VERSION"
    ),
    { name: "GATEWAY_FAULT_RATE", value: faultRate },
    { name: "APP_VERSION", value: crypto.randomUUID().slice(0, 8) },
  ];
  await patch(kubectl, {
    spec: { template: { spec: { containers: [{ ...container, env }] } } },
  });
}

const Spec = z.object({
  spec: z.object({
    template: z.object({
      spec: z.object({
        containers: z.array(z.looseObject({
          env: z.array(z.looseObject({ name: z.string() })).default([]),
        })),
      }),
    }),
  }),
});

/** Back to the version that serves, which is promoted without a canary. */
async function goBack(kubectl: Kubectl): Promise<void> {
  await kubectl.run(["argo", "rollouts", "abort", "gateway"]);
  await kubectl.run(["argo", "rollouts", "undo", "gateway"]);
}
