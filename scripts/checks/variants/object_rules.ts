/**
 * Other ways to say the same of workloads, Services and budgets: what the API
 * server makes the same object of, or one that does the same.
 * @module
 */

import { stringify } from "yaml";
import { parseAllYaml } from "../../lib/text/yaml/mod.ts";
import type { Rule } from "./variant.ts";

/** Something of a manifest, whose shape the rule knows. */
// deno-lint-ignore no-explicit-any -- what is parsed here is written in this tree
type Loose = any;

/** A change of each object of a file; false: there was nothing to change. */
function ofObjects(
  name: string,
  change: (object: Loose) => boolean,
): Rule {
  return {
    name,
    apply(text) {
      const items: readonly Loose[] = parseAllYaml(text);
      if (items.some((one) => typeof one?.kind !== "string")) return undefined;
      const all = items.flatMap((one) =>
        one.kind === "List" ? one.items : [one]
      );
      const made = all.map(change); // each of them, not the first alone
      if (!made.includes(true)) return undefined;
      return items.map((one) => `---\n${written(one)}`).join("");
    },
  };
}

/** YAML for kubectl, to which a bare `no` is false, as in YAML 1.1. */
export function written(object: unknown): string {
  return stringify(object, { version: "1.1" });
}

/** The pod of a workload; undefined: it is not a workload. */
function podOf({ kind, spec }: Loose): Loose | undefined {
  return /^(?:Deployment|StatefulSet|Rollout)$/.test(kind)
    ? spec.template.spec
    : undefined;
}

const MATCH_EXPRESSIONS = ofObjects("matchExpressions", (object) => {
  const selectors = [
    ...object.kind === "Service" ? [] : [object.spec?.selector],
    ...(podOf(object)?.topologySpreadConstraints ?? []).map((one: Loose) =>
      one.labelSelector
    ),
  ].filter((one) => one?.matchLabels !== undefined);
  for (const selector of selectors) {
    selector.matchExpressions = Object.entries(selector.matchLabels).map(
      ([key, value]) => ({ key, operator: "In", values: [value] }),
    );
    delete selector.matchLabels;
  }
  return selectors.length > 0;
});

/** Each place that names a port: of probes, and of Services. */
function portPlaces(object: Loose): readonly Loose[] {
  const containers: readonly Loose[] = podOf(object)?.containers ?? [];
  const probes = containers.flatMap((one) =>
    ["livenessProbe", "readinessProbe", "startupProbe"].flatMap((kind) =>
      [one[kind]?.httpGet, one[kind]?.tcpSocket].filter((at) => at?.port)
    )
  );
  return probes;
}

const NUMBERS: Readonly<Record<string, number>> = {
  gateway: 8080,
  events: 8081,
  payments: 8082,
  notifications: 8083,
  postgres: 5432,
  redis: 6379,
};

const PORT_NUMBERS = ofObjects("ports by number", (object) => {
  const number = NUMBERS[object.metadata.name];
  const places = portPlaces(object);
  for (const at of places) at.port = number;
  if (object.kind !== "Service") return places.length > 0;
  for (const port of object.spec.ports) port.targetPort = number;
  return true;
});

const PORT_NAMES = ofObjects("ports of another name", (object) => {
  for (const at of portPlaces(object)) {
    if (typeof at.port === "string") at.port = "main";
  }
  for (const container of podOf(object)?.containers ?? []) {
    for (const port of container.ports ?? []) port.name = "main";
  }
  if (object.kind === "Service") {
    for (const port of object.spec.ports) port.targetPort = "main";
  }
  return object.kind === "Service" || podOf(object) !== undefined;
});

/** "250m" as 0.25, "256Mi" as bytes, 1 as "1000m". */
function otherQuantity(text: string | number): string | number {
  const [, digits = "", unit = ""] = /^(\d+)(m|Mi|)$/.exec(String(text)) ?? [];
  const number = Number(digits);
  if (digits === "") return text;
  if (unit === "Mi") return `${number * 1024}Ki`;
  return unit === "m" ? number / 1000 : `${number * 1000}m`;
}

const QUANTITIES = ofObjects("quantities in other units", (object) => {
  const all: readonly Loose[] = (podOf(object)?.containers ?? []).flatMap(
    (one: Loose) => [one.resources?.requests, one.resources?.limits],
  ).filter((one: Loose) => one !== undefined);
  for (const one of all) {
    for (const key of Object.keys(one)) one[key] = otherQuantity(one[key]);
  }
  return all.length > 0;
});

const DEFAULTS = ofObjects("defaults written out", (object) => {
  object.metadata.namespace = "default";
  if (object.kind === "Service") {
    object.spec.type = "ClusterIP";
    for (const port of object.spec.ports) port.protocol = "TCP";
  }
  const pod = podOf(object);
  if (pod !== undefined) {
    object.spec.replicas ??= 1;
    object.spec.revisionHistoryLimit ??= 10;
    pod.restartPolicy = "Always";
    pod.dnsPolicy = "ClusterFirst";
  }
  return true;
});

const AS_PRINTED = ofObjects("as kubectl create prints it", (object) => {
  object.metadata.creationTimestamp = null;
  if (podOf(object) !== undefined) {
    object.status = {};
    // The schema of a Rollout has no such field in its template.
    if (object.kind !== "Rollout") {
      object.spec.template.metadata.creationTimestamp = null;
    }
  }
  return true;
});

const MORE_LABELS = ofObjects("labels of the student's own", (object) => {
  object.metadata.labels = { ...object.metadata.labels, team: "blue" };
  object.metadata.annotations = { "example.org/why": "it is wanted" };
  const template = object.spec?.template;
  if (template?.metadata?.labels !== undefined) {
    template.metadata.labels.tier = "shop";
    template.metadata.annotations = { "prometheus.io/scrape": "true" };
  }
  return true;
});

const SIDECAR = ofObjects("a sidecar in front", (object) => {
  const pod = podOf(object);
  if (pod === undefined) return false;
  pod.containers.unshift({
    name: "watcher",
    image: "busybox:1.37",
    command: ["sleep", "infinity"],
    resources: {
      requests: { cpu: "10m", memory: "16Mi" },
      limits: { memory: "32Mi" },
    },
  });
  return true;
});

const INIT_CONTAINER = ofObjects("an init container", (object) => {
  const pod = podOf(object);
  if (pod === undefined) return false;
  pod.initContainers = [{
    name: "wait",
    image: "busybox:1.37",
    command: ["sh", "-c", "until nslookup postgres; do sleep 1; done"],
  }];
  return true;
});

/** All of them. */
export const OBJECT_RULES: readonly Rule[] = [
  MATCH_EXPRESSIONS,
  PORT_NUMBERS,
  PORT_NAMES,
  QUANTITIES,
  DEFAULTS,
  AS_PRINTED,
  MORE_LABELS,
  SIDECAR,
  INIT_CONTAINER,
];
