/**
 * Five parts as they should be, for tests; each test changes one.
 * @module
 */

import type { Outcome } from "../../scripts/adapters/kubernetes/load_pod.ts";
import {
  containerSchema,
  type Probe,
  probeSchema,
} from "../../scripts/checks/manifests/mod.ts";
import { type Declared, type Part, PARTS } from "./declared.ts";

const PORTS: Readonly<Record<Part, number>> = {
  gateway: 8080,
  events: 8081,
  payments: 8082,
  postgres: 5432,
  redis: 6379,
};

/** A part as it should be; the store's probes are not the service's. */
function good(part: Part): Declared {
  const isService = part !== "postgres" && part !== "redis";
  const port = "main";
  const client = part === "redis"
    ? ["redis-cli", "ping"]
    : ["pg_isready", "-h", "127.0.0.1"];
  return {
    part,
    where: `k8s/${part}.yaml`,
    replicas: 1,
    ...containerSchema.parse({
      name: part,
      image: isService ? `quickticket/${part}:v1` : `${part}:7`,
      ports: [{ name: port, containerPort: PORTS[part] }],
      livenessProbe: isService
        ? { httpGet: { path: "/livez", port } }
        : { tcpSocket: { port } },
      readinessProbe: isService
        ? { httpGet: { path: "/readyz", port } }
        : { exec: { command: client } },
      resources: {
        requests: { cpu: "50m", memory: "80Mi" },
        limits: { memory: "256Mi" },
      },
    }),
  };
}

/** All five. */
export const solution = PARTS.map(good);

/** The solution, with one part changed. */
export function changed(
  part: string,
  change: Partial<Declared>,
): readonly Declared[] {
  return solution.map((one) => one.part === part ? { ...one, ...change } : one);
}

/** A probe, with what every probe has. */
export function probe(of: unknown): Probe {
  return probeSchema.parse(of);
}

/** Customers to whom nothing happened. */
export const sold: Outcome = {
  requests: 150,
  failures: 0,
  orders: 50,
  results: { ok: 150 },
};
