/**
 * Probes of Lab 4 that ask the wrong thing, or nothing.
 * @module
 */

import {
  type Neighbour,
  replacing,
} from "../../../scripts/checks/variants/mod.ts";

/** A manifest of a part that is wrong in one thing. */
export function wrong(
  step: string,
  part: string,
  name: string,
  from: string | RegExp,
  to: string,
): Neighbour {
  const file = `k8s/${part}.yaml`;
  return { name, steps: [step], file, change: replacing(from, to) };
}

const LIVENESS = /livenessProbe:\n {12}httpGet: .*/;

const READINESS = /readinessProbe:\n {12}(?:httpGet|exec): .*/;

function liveness(part: string, name: string, asks: string): Neighbour {
  const to = `livenessProbe:\n            ${asks}`;
  return wrong("4.9", part, name, LIVENESS, to);
}

function readiness(part: string, name: string, asks: string): Neighbour {
  const to = `readinessProbe:\n            ${asks}`;
  return wrong("4.9", part, name, READINESS, to);
}

/** Wrong in one probe. */
export const WRONG_PROBES: readonly Neighbour[] = [
  liveness("gateway", "on /health", "httpGet: { path: /health, port: http }"),
  liveness("events", "on /readyz", "httpGet: { path: /readyz, port: http }"),
  liveness("events", "on the list", "httpGet: { path: /events, port: http }"),
  liveness(
    "gateway",
    "of another service",
    "httpGet: { path: /livez, host: events, port: 8081 }",
  ),
  liveness("events", "on a port of another", "tcpSocket: { port: 8080 }"),
  liveness(
    "payments",
    "on a name that no port has",
    "httpGet: { path: /livez, port: web }",
  ),
  liveness(
    "payments",
    "on a path of nothing",
    "httpGet: { path: /, port: http }",
  ),
  liveness(
    "payments",
    "by a program that is not there",
    'exec: { command: [sh, -c, "wget -qO- localhost:8082/livez"] }',
  ),
  liveness(
    "events",
    "by the image's program, which asks /readyz",
    "exec: { command: [/program, health] }",
  ),
  liveness(
    "gateway",
    "over TLS",
    "httpGet: { path: /livez, port: http, scheme: HTTPS }",
  ),
  readiness("events", "on /health", "httpGet: { path: /health, port: http }"),
  readiness("events", "of nothing", "httpGet: { path: /livez, port: http }"),
  readiness("events", "of an open port", "tcpSocket: { port: http }"),
  readiness(
    "gateway",
    "on a port of Redis",
    "httpGet: { path: /readyz, port: 6379 }",
  ),
  readiness(
    "postgres",
    "that is always well",
    'exec: { command: [sh, -c, "pg_isready -h 127.0.0.1 || true"] }',
  ),
  readiness("postgres", "of nothing", 'exec: { command: ["true"] }'),
  readiness(
    "postgres",
    "through its own Service",
    "exec: { command: [pg_isready, -h, postgres] }",
  ),
  readiness("redis", "of another server", "exec: { command: [pg_isready] }"),
  wrong(
    "4.9",
    "payments",
    "no readiness",
    /readinessProbe:\n[^]*?failureThreshold: 2\n {10}/,
    "",
  ),
  wrong(
    "4.9",
    "gateway",
    "a startup on a name that no port has",
    /startupProbe:\n {12}httpGet: .*/,
    "startupProbe:\n            httpGet: { path: /livez, port: web }",
  ),
];
