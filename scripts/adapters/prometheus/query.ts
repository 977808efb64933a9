/**
 * Questions to a Prometheus server: at an address, or inside the cluster.
 * @see https://prometheus.io/docs/prometheus/latest/querying/api/
 * @module
 */

import { z } from "zod";
import { CouldNotRun } from "../../lib/cli/mod.ts";
import { readValue } from "./exposition.ts";
import type { Kubectl } from "../kubernetes/kubectl.ts";

/** One answer of an instant query: labels and value. */
export interface Sample {
  readonly metric: Readonly<Record<string, string>>;
  readonly value: number;
}

/** When a query is evaluated, and what ends it. */
export interface QueryOptions {
  /** Unix seconds; now when undefined. */
  readonly at?: number | undefined;
  readonly signal?: AbortSignal;
}

/** A Prometheus that can be asked. */
export interface Prometheus {
  /**
   * An instant query; a scalar is one sample without labels.
   * @throws {CouldNotRun} with what the server said
   */
  query(expr: string, options?: QueryOptions): Promise<readonly Sample[]>;
  /**
   * Any other question, such as `/api/v1/targets`: its `data`.
   * @throws {CouldNotRun} with what the server said
   */
  ask(path: string, signal?: AbortSignal): Promise<unknown>;
}

/** Where compose publishes it. */
const COMPOSE_URL = "http://127.0.0.1:9090";

/** Longest wait for an answer (ms). */
const TIMEOUT_MS = 10_000;

const answerSchema = z.object({
  status: z.literal("success"),
  data: z.unknown(),
});

const refusalSchema = z.object({ error: z.string() });

const value = z.tuple([z.number(), z.string()]);

const instantSchema = z.discriminatedUnion("resultType", [
  z.object({
    resultType: z.literal("vector"),
    result: z.array(z.object({
      metric: z.record(z.string(), z.string()),
      value,
    })),
  }),
  z.object({ resultType: z.literal("scalar"), result: value }),
]);

/**
 * The Prometheus at an address. Nothing is asked before the first question.
 * @param timeoutMs longest wait for an answer
 */
export function prometheusAt(
  url: string,
  { fetch: fetchIt = fetch, timeoutMs = TIMEOUT_MS }: {
    readonly fetch?: typeof fetch;
    readonly timeoutMs?: number;
  } = {},
): Prometheus {
  return askedBy(async (path, signal) => {
    const deadline = AbortSignal.timeout(timeoutMs);
    try {
      const answer = await fetchIt(`${url}${path}`, {
        signal: signal === undefined
          ? deadline
          : AbortSignal.any([signal, deadline]),
      });
      return await answer.text();
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      throw new CouldNotRun(`Cannot ask Prometheus at ${url}: ${reason}`);
    }
  });
}

/**
 * The one beside compose, or at `url`.
 * @throws {CouldNotRun} when it does not answer
 */
export async function findPrometheus(url = COMPOSE_URL): Promise<Prometheus> {
  const prometheus = prometheusAt(url);
  try {
    await prometheus.ask("/api/v1/status/buildinfo");
  } catch (error) {
    if (!(error instanceof CouldNotRun)) throw error;
    throw new CouldNotRun(
      `${error.message}. Start it with docker compose --profile monitoring ` +
        "up -d, or say where it is in PROMETHEUS_URL",
    );
  }
  return prometheus;
}

/** Of the Service `prometheus` in the namespace `monitoring`, as Lab 7 has it. */
const IN_CLUSTER =
  "/api/v1/namespaces/monitoring/services/prometheus:9090/proxy";

/**
 * The one inside the cluster. It is asked through the API server, so that no
 * port has to be forwarded.
 */
export function clusterPrometheus(kubectl: Kubectl): Prometheus {
  return askedBy((path) =>
    kubectl.run(["get", "--raw", `${IN_CLUSTER}${path}`])
  );
}

/** A Prometheus from a way to get the body of a path. */
function askedBy(
  get: (path: string, signal?: AbortSignal) => Promise<string>,
): Prometheus {
  async function ask(path: string, signal?: AbortSignal): Promise<unknown> {
    return dataIn(await get(path, signal), path);
  }
  return {
    ask,
    async query(expr, { at, signal } = {}) {
      const search = new URLSearchParams({ query: expr });
      if (at !== undefined) search.set("time", String(at));
      const data = await ask(`/api/v1/query?${search}`, signal);
      const parsed = instantSchema.safeParse(data);
      if (!parsed.success) {
        throw new CouldNotRun(
          `Cannot read Prometheus's answer to ${expr}: it must be an instant ` +
            `query. ${z.prettifyError(parsed.error)}`,
        );
      }
      const { resultType, result } = parsed.data;
      return (resultType === "scalar"
        ? [{ metric: {}, value: result }]
        : result)
        .map(({ metric, value: [, text] }) => ({
          metric,
          value: readValue(text) ?? NaN,
        }));
    },
  };
}

/** The data of an answer. @throws {CouldNotRun} with the server's words */
function dataIn(body: string, path: string): unknown {
  let json: unknown;
  try {
    json = JSON.parse(body);
  } catch {
    // A proxy, or another program at this port, answers in its own way.
  }
  const answer = answerSchema.safeParse(json);
  if (answer.success) return answer.data.data;
  const refusal = refusalSchema.safeParse(json);
  throw new CouldNotRun(
    `Prometheus refuses ${decodeURIComponent(path)}: ${
      refusal.success ? refusal.data.error : body.slice(0, 300)
    }`,
  );
}
