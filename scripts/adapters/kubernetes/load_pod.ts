/**
 * Load from inside the cluster, as a pod: a port-forward would reach one pod of
 * many, and a client outside does not see a connection that was refused inside.
 * @module
 */

import { stringify } from "yaml";
import { z } from "zod";
import { CouldNotRun } from "../../lib/cli/mod.ts";
import type { Kubectl } from "./kubectl.ts";

/** The result of a load, from the summary of the load generator. */
export interface Outcome {
  readonly requests: number;
  /** 5xx, refused, broken, timed out: as the client sees it. */
  readonly failures: number;
  readonly orders: number;
  /** Longest time without a completed order (ms); absent where none is meant. */
  readonly lullMs?: number;
  /** The failures by kind. */
  readonly results: Readonly<Record<string, number>>;
  /** The answers to each step: `list`, `reserve`, `pay`, ... */
  readonly steps?: Readonly<Record<string, StepOutcome>>;
}

/** How one kind of request fared. */
export interface StepOutcome {
  readonly count: number;
  readonly failures: number;
  /** Answers by HTTP status; a request without an answer has none. */
  readonly statuses: Readonly<Record<string, number>>;
}

const Summary = z.object({
  run: z.object({ ended: z.enum(["planned", "stopped", "aborted"]) }),
  orders: z.object({ completed: z.int() }),
  requests: z.object({
    count: z.int(),
    failures: z.int(),
    results: z.record(z.string(), z.int()),
  }),
  steps: z.record(
    z.string(),
    z.object({
      count: z.int(),
      failures: z.int(),
      statuses: z.record(z.string(), z.int()),
    }),
  ),
  intervalMs: z.number(),
  intervals: z.array(z.object({ orders: z.int() })),
});

/** How to load. */
export interface LoadOptions {
  readonly image: string;
  readonly scenario: "browse" | "checkout" | "mixed";
  readonly rps: number;
  /** Until {@link Load.stop} when absent. */
  readonly seconds?: number;
}

/** A load that runs. */
export interface Load {
  /** Ends it early. @throws {CouldNotRun} when another user has before */
  stop(): Promise<Outcome>;
  /** Waits for its end. @throws {CouldNotRun} when another user ended it */
  ended(): Promise<Outcome>;
}

/** Starts a load and returns once it is running. */
export async function startLoad(
  kubectl: Kubectl,
  { image, scenario, rps, seconds = 7200 }: LoadOptions,
): Promise<Load> {
  const name = `load-${crypto.randomUUID().slice(0, 8)}`;
  const args = [
    `--scenario=${scenario}`,
    `--rps=${rps}`,
    `--duration=${seconds}s`,
    "--url=http://gateway:8080",
    "--json",
  ];
  await kubectl.run(["apply", "-f", "-"], stringify(podOf(name, image, args)));
  await kubectl.run(
    ["wait", `pod/${name}`, "--for=condition=Ready", "--timeout=60s"],
  ).catch(async (error: unknown) => {
    await remove();
    throw error;
  });
  const log = kubectl.follow(["logs", "--follow", name]);

  async function remove(): Promise<void> {
    await kubectl.run(["delete", "pod", name, "--ignore-not-found"]);
  }
  return {
    async ended() {
      const text = await log;
      await remove();
      // A load that is asked to end early still prints its summary.
      const summary = summaryIn(text);
      const { ended } = summary.run;
      if (ended !== "planned") throw cutShort(name, ended);
      return outcomeIn(summary);
    },
    async stop() {
      const phase = await kubectl.run([
        ...["get", "pod", name, "-o"],
        "jsonpath={.status.phase}{.metadata.deletionTimestamp}",
      ]).catch(() => "gone");
      await remove();
      const outcome = outcomeOf(await log);
      if (phase === "Running" || phase === "Succeeded") return outcome;
      throw cutShort(name, phase);
    },
  };
}

function cutShort(name: string, how: string): CouldNotRun {
  return new CouldNotRun(
    `The load was over before its end (pod ${name}: ${how}): what came after ` +
      "it was not observed",
  );
}

/**
 * Runs the load generator with these arguments to its end.
 * @returns what it said
 */
export async function runLoad(
  kubectl: Kubectl,
  image: string,
  args: readonly string[],
): Promise<string> {
  const name = `load-${crypto.randomUUID().slice(0, 8)}`;
  await kubectl.run(["apply", "-f", "-"], stringify(podOf(name, image, args)));
  try {
    await kubectl.run(
      ["wait", `pod/${name}`, "--for=condition=Ready", "--timeout=60s"],
    );
    return await kubectl.follow(["logs", "--follow", name]);
  } finally {
    await kubectl.run(["delete", "pod", name, "--ignore-not-found"]);
  }
}

/** The result of a load, from its log. */
export function outcomeOf(log: string): Outcome {
  return outcomeIn(summaryIn(log));
}

function outcomeIn(
  { orders, requests, steps, intervals, intervalMs }: z.infer<typeof Summary>,
): Outcome {
  return {
    requests: requests.count,
    failures: requests.failures,
    orders: orders.completed,
    results: requests.results,
    lullMs: longestLull(intervals) * intervalMs,
    steps,
  };
}

/** Reads the summary, the last line that is JSON. */
function summaryIn(log: string): z.infer<typeof Summary> {
  const line = log.trimEnd().split("\n").findLast((one) => one.startsWith("{"));
  if (line !== undefined) return Summary.parse(JSON.parse(line));
  throw new CouldNotRun(
    `The load ended without a summary; its log ends with:\n${log.slice(-500)}`,
  );
}

/** Most intervals in a row in which nothing was sold. */
function longestLull(
  intervals: readonly { readonly orders: number }[],
): number {
  let longest = 0;
  let now = 0;
  for (const { orders } of intervals) {
    now = orders === 0 ? now + 1 : 0;
    longest = Math.max(longest, now);
  }
  return longest;
}

function podOf(
  name: string,
  image: string,
  args: readonly string[],
): Readonly<Record<string, unknown>> {
  return {
    apiVersion: "v1",
    kind: "Pod",
    metadata: {
      name,
      labels: { app: "load", "app.kubernetes.io/part-of": "quickticket-test" },
    },
    spec: {
      restartPolicy: "Never",
      automountServiceAccountToken: false,
      enableServiceLinks: false,
      terminationGracePeriodSeconds: 20,
      securityContext: {
        runAsNonRoot: true,
        runAsUser: 65532,
        seccompProfile: { type: "RuntimeDefault" },
      },
      containers: [{
        name: "load",
        image,
        imagePullPolicy: "IfNotPresent",
        args,
        resources: {
          requests: { cpu: "10m", memory: "64Mi" },
          limits: { cpu: "1", memory: "256Mi" },
        },
        securityContext: {
          allowPrivilegeEscalation: false,
          readOnlyRootFilesystem: true,
          capabilities: { drop: ["ALL"] },
        },
      }],
    },
  };
}
