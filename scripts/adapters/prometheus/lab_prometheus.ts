/**
 * Where a check asks Prometheus: beside the compose stack, or in the cluster.
 * @module
 */

import { z } from "zod";
import type { Kubectl } from "../kubernetes/kubectl.ts";
import { queryPrometheus, type Sample } from "./query.ts";
import { CouldNotRun } from "../../lib/cli/mod.ts";

/** A Prometheus that can be asked. */
export interface Prometheus {
  /** An instant query. @throws {CouldNotRun} with what the server said */
  query(expr: string): Promise<readonly Sample[]>;
  /** Any other question, e.g. `/api/v1/targets`: its `data`. */
  ask(path: string): Promise<unknown>;
}

/** Where compose publishes it. */
const COMPOSE_URL = "http://127.0.0.1:9090";

/** Longest wait for an answer (ms). */
const TIMEOUT_MS = 10_000;

const Answer = z.object({ status: z.literal("success"), data: z.unknown() });

/**
 * The one beside compose, or at `url`.
 * @throws {CouldNotRun} when it does not answer
 */
export async function findPrometheus(url = COMPOSE_URL): Promise<Prometheus> {
  async function ask(path: string): Promise<unknown> {
    try {
      const answer = await fetch(`${url}${path}`, {
        signal: AbortSignal.timeout(TIMEOUT_MS),
      });
      const text = await answer.text();
      if (!answer.ok) throw new Error(`${answer.status} ${text.slice(0, 300)}`);
      return Answer.parse(JSON.parse(text)).data;
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      throw new CouldNotRun(
        `Cannot ask Prometheus at ${url}${path}: ${reason}; start it: ` +
          "docker compose --profile monitoring up -d, or say where it is in " +
          "PROMETHEUS_URL",
      );
    }
  }
  await ask("/api/v1/status/buildinfo");
  return { ask, query: (expr) => queryPrometheus(url, expr) };
}

const Vector = z.object({
  result: z.array(z.object({
    metric: z.record(z.string(), z.string()),
    value: z.tuple([z.number(), z.string()]),
  })),
});

/** Of the Service `prometheus` in the namespace `monitoring`, as Lab 7 has it. */
const IN_CLUSTER =
  "/api/v1/namespaces/monitoring/services/prometheus:9090/proxy";

/**
 * The one inside the cluster. It is asked through the API server, so that no
 * port has to be forwarded.
 */
export function clusterPrometheus(kubectl: Kubectl): Prometheus {
  async function ask(path: string): Promise<unknown> {
    const text = await kubectl.run(["get", "--raw", `${IN_CLUSTER}${path}`]);
    return Answer.parse(JSON.parse(text)).data;
  }
  return {
    ask,
    async query(expr) {
      const search = new URLSearchParams({ query: expr });
      const { result } = Vector.parse(await ask(`/api/v1/query?${search}`));
      return result.map(({ metric, value }) => ({
        metric,
        value: Number(value[1]),
      }));
    },
  };
}
