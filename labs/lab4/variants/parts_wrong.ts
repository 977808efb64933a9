/**
 * Manifests of Lab 4 that are wrong in one thing.
 * @module
 */

import {
  edited,
  type Listed,
  type Neighbour,
  randomOf,
} from "../../../scripts/checks/variants/mod.ts";
import { wrong, WRONG_PROBES } from "./probes_wrong.ts";

/** None of these changes draws anything. */
const NO_CHANCE = randomOf(0);

/** Wrong in one thing. */
const WRONG: readonly Neighbour[] = [
  wrong("4.3", "payments", "no replicas", "replicas: 1", "replicas: 0"),
  wrong(
    "4.3",
    "payments",
    "replicas in quotes",
    "replicas: 1",
    'replicas: "1"',
  ),
  wrong("4.3", "events", "a tag that moves", "events:v1", "events:latest"),
  wrong("4.3", "events", "no tag", "events:v1", "events"),
  wrong("4.3", "events", "a tag of a branch", "events:v1", "events:main"),
  wrong(
    "4.3",
    "redis",
    "a tag without a version",
    "redis:7-alpine",
    "redis:alpine",
  ),
  wrong("4.3", "gateway", "a pull from nowhere", "IfNotPresent", "Always"),
  wrong(
    "4.3",
    "gateway",
    "a selector of another label",
    "matchLabels: { app: gateway }",
    "matchLabels: { app: gatway }",
  ),
  wrong(
    "4.3",
    "gateway",
    "pods without the label",
    "labels: { app: gateway, app.",
    "labels: { app.",
  ),
  wrong("4.3", "redis", "a bare pod", "kind: Deployment", "kind: Pod"),
  wrong("4.3", "events", "a Job", "kind: Deployment", "kind: Job"),
  wrong("4.3", "events", "an old API", "apps/v1", "apps/v1beta1"),
  wrong(
    "4.3",
    "events",
    "a slip in a field",
    "readinessProbe",
    "readinesProbe",
  ),
  wrong(
    "4.3",
    "events",
    "probes beside the container",
    "readinessProbe:",
    "resource:",
  ),
  wrong(
    "4.3",
    "gateway",
    "a number for a variable",
    'GATEWAY_TIMEOUT_MS, value: "5000"',
    "GATEWAY_TIMEOUT_MS, value: 5000",
  ),
  wrong(
    "4.3",
    "gateway",
    "a port in quotes",
    "containerPort: 8080",
    'containerPort: "8080"',
  ),
  wrong(
    "4.4",
    "events",
    "a Service that selects no pod",
    "selector: { app: events }\n",
    "selector: { app: event }\n",
  ),
  wrong(
    "4.4",
    "events",
    "a Service of another name",
    "kind: Service\nmetadata:\n  name: events",
    "kind: Service\nmetadata:\n  name: events-service",
  ),
  wrong(
    "4.4",
    "events",
    "a Service to a port that nothing serves",
    "targetPort: http",
    "targetPort: 8080",
  ),
  wrong(
    "4.4",
    "payments",
    "a Service to a name that no port has",
    "targetPort: http",
    "targetPort: web",
  ),
  wrong(
    "4.4",
    "payments",
    "a Service to a number in quotes",
    "targetPort: http",
    'targetPort: "8082"',
  ),
  wrong(
    "4.4",
    "gateway",
    "a Service on a port that nobody asks",
    "port: 8080, targetPort: http",
    "port: 80, targetPort: http",
  ),
  wrong(
    "4.4",
    "payments",
    "a port that its caller does not know",
    "port: 8082, targetPort: http",
    "port: 80, targetPort: http",
  ),
  wrong(
    "4.4",
    "gateway",
    "the URL on this machine",
    "http://events:8081",
    "http://localhost:8081",
  ),
  wrong(
    "4.4",
    "gateway",
    "the URL of payments for events",
    "http://events:8081",
    "http://payments:8082",
  ),
  wrong(
    "4.4",
    "gateway",
    "a URL with another port",
    "http://payments:8082",
    "http://payments:8081",
  ),
  wrong(
    "4.4",
    "events",
    "the database by the name of compose",
    "DB_HOST, value: postgres",
    "DB_HOST, value: db",
  ),
  wrong(
    "4.4",
    "events",
    "Redis is the database",
    "REDIS_HOST, value: redis",
    "REDIS_HOST, value: postgres",
  ),
  wrong(
    "4.4",
    "events",
    "service links",
    "enableServiceLinks: false",
    "enableServiceLinks: true",
  ),
  ...WRONG_PROBES,
  wrong("4.12", "events", "no limit of memory", ", memory: 256Mi }", " }"),
  wrong(
    "4.12",
    "redis",
    "neither a request of cpu nor its limit",
    /cpu: 50m, (memory: 32Mi \}\n +limits: \{ )cpu: 500m, /,
    "$1",
  ),
  wrong(
    "4.12",
    "redis",
    "no resources",
    /resources:\n.*\n.*\n/,
    "resources: {}\n",
  ),
  wrong(
    "4.12",
    "events",
    "a request above its limit",
    "memory: 96Mi",
    "memory: 512Mi",
  ),
  wrong("4.12", "events", "millibytes", "memory: 256Mi", "memory: 256m"),
  wrong(
    "4.12",
    "events",
    "megabytes without a unit",
    "memory: 256Mi",
    "memory: 256",
  ),
  wrong(
    "4.12",
    "events",
    "a unit that is none",
    "memory: 256Mi",
    "memory: 256MB",
  ),
  wrong("4.12", "events", "cores for thousandths", "cpu: 50m", "cpu: 50"),
];

/** Each of them as it is. */
export const WRONG_PARTS: readonly Listed[] = WRONG.map((
  { name, steps, file, change },
) => ({
  name,
  kind: "neighbour",
  steps,
  change: edited(file, (old) => change(old, NO_CHANCE) ?? old),
}));

/** Some of them, to be written in other forms, too. */
export const DISGUISED_PARTS = WRONG.filter((_, i) => i % 4 === 0);
