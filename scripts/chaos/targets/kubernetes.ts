/**
 * The shop in one namespace of a Kubernetes cluster. Its services need not be
 * reachable from here: requests go through the API server.
 * @module
 */

import { CouldNotRun } from "../../lib/cli/mod.ts";
import {
  type Cluster,
  clusterWords,
  connect,
  runningPods,
} from "../../adapters/kubernetes/api/mod.ts";
import { forwardDatabase } from "./kubernetes_database.ts";
import type { Exposition } from "../model/metrics_history.ts";
import type { Target } from "../model/target.ts";

/** Services and the ports they listen on. */
const PORTS = { gateway: 8080, events: 8081, payments: 8082 } as const;

interface KubernetesOptions {
  readonly namespace: string | undefined;
  readonly context: string | undefined;
  readonly databaseUrl: string | undefined;
  /** Whether the experiment asks for the database. */
  readonly needsDatabase: boolean;
}

/** A target that must be closed: it listens. */
export interface KubernetesTarget extends Target {
  close(): Promise<void>;
}

/** @throws {CouldNotRun} when the cluster cannot be reached */
export async function kubernetesTarget(
  { namespace, context, databaseUrl, needsDatabase }: KubernetesOptions,
): Promise<KubernetesTarget> {
  if (namespace === undefined) {
    throw new CouldNotRun(
      "Cannot choose a namespace: name it with --namespace; nothing outside " +
        "of it is touched",
    );
  }
  const cluster = await connect(context);
  try {
    await cluster.get(`/api/v1/namespaces/${namespace}/services/gateway`);
  } catch (error) {
    throw new CouldNotRun(
      `Cannot find a shop to experiment on: the Service gateway in ` +
        `${namespace}: ${clusterWords(error)}`,
    );
  }
  const forwarded = needsDatabase && databaseUrl === undefined
    ? await forwardDatabase(cluster, { namespace, context })
    : undefined;
  const relay = openRelay(cluster, namespace);
  return {
    kind: "kubernetes",
    label: `namespace ${namespace} of ${cluster.context}`,
    urls: Object.fromEntries(
      Object.keys(PORTS).map((name) => [name, `${relay.url}/${name}`]),
    ),
    faultsToken: undefined, // pods are many: faults are variables there
    databaseUrl: databaseUrl ?? forwarded?.url,
    address: {
      kind: "kubernetes",
      namespace,
      ...context === undefined ? {} : { context },
    },
    metrics: (service, signal) =>
      podMetrics(cluster, { namespace, service, signal }),
    async close() {
      await relay.close();
      await forwarded?.close();
    },
  };
}

/** Forwards `/SERVICE/path` to the service, through the API server. */
function openRelay(
  { raw }: Cluster,
  namespace: string,
): { readonly url: string; close(): Promise<void> } {
  const ports = new Map<string, number>(Object.entries(PORTS));
  const server = Deno.serve({
    hostname: "127.0.0.1",
    port: 0,
    onListen: () => {},
  }, async (request) => {
    const { pathname, search } = new URL(request.url);
    const [, service = "", path = ""] = /^\/([a-z]+)(\/.*)$/.exec(pathname) ??
      [];
    const port = ports.get(service);
    if (port === undefined || request.method !== "GET") {
      return new Response(null, { status: 404 });
    }
    try {
      const answer = await raw(
        `/api/v1/namespaces/${namespace}/services/${service}:${port}/proxy` +
          path + search,
        request.signal,
      );
      return new Response(answer.body, { status: answer.status });
    } catch (error) {
      return new Response(clusterWords(error), { status: 502 });
    }
  });
  return {
    url: `http://127.0.0.1:${server.addr.port}`,
    close: () => server.shutdown(),
  };
}

/** Of every pod of a service that runs: each has counters of its own. */
async function podMetrics(
  cluster: Cluster,
  { namespace, service, signal }: {
    readonly namespace: string;
    readonly service: string;
    readonly signal: AbortSignal;
  },
): Promise<readonly Exposition[]> {
  const port = new Map<string, number>(Object.entries(PORTS)).get(service);
  const pods = await runningPods(cluster, namespace, `app=${service}`);
  const names = pods.map(({ metadata }) => metadata.name);
  const found = await Promise.all(names.map(async (instance) => {
    try {
      const { status, body } = await cluster.raw(
        `/api/v1/namespaces/${namespace}/pods/${instance}:${port}/proxy/metrics`,
        signal,
      );
      return status === 200 ? [{ instance, text: body }] : [];
    } catch {
      return []; // it starts or ends: the others tell
    }
  }));
  return found.flat();
}
