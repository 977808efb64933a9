/**
 * Five parts as they should be, for tests; each test changes one.
 * @module
 */

import type { Outcome } from "../../scripts/adapters/kubernetes/load_pod.ts";
import { type Declared, type Part, PARTS } from "./declared.ts";

/** A part as it should be; the store's probes are not the service's. */
function good(part: Part): Declared {
  const isService = part !== "postgres" && part !== "redis";
  const port = { periodSeconds: 10, failureThreshold: 3 };
  return {
    part,
    where: `k8s/${part}.yaml`,
    replicas: 1,
    image: isService ? `quickticket/${part}:v1` : `${part}:7`,
    livenessProbe: isService
      ? { ...port, httpGet: { path: "/livez" } }
      : { ...port, tcpSocket: {} },
    readinessProbe: isService
      ? { ...port, httpGet: { path: "/readyz" } }
      : { ...port, exec: { command: ["pg_isready"] } },
    resources: {
      requests: { cpu: "50m", memory: "80Mi" },
      limits: { memory: "256Mi" },
    },
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

/** What every probe has. */
export const probe = { periodSeconds: 10, failureThreshold: 3 };

/** Customers to whom nothing happened. */
export const sold: Outcome = {
  requests: 150,
  failures: 0,
  orders: 50,
  results: { ok: 150 },
};
