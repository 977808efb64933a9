/**
 * Step 4.4: each part is found by its Service, on the port that it listens on,
 * and by those that call it.
 * @module
 */

import { z } from "zod";
import {
  finds,
  listensOn,
  missedPort,
  servicesIn,
  type WrittenService,
} from "../../scripts/checks/manifests/mod.ts";
import {
  type Check,
  fail,
  type Finding,
  notStarted,
  pass,
} from "../../scripts/checks/mod.ts";
import {
  type Declared,
  type Part,
  PARTS,
  running,
  writtenShop,
} from "./declared.ts";

/** How many pods a Service finds, and what keeps them running. */
export interface Behind {
  /** Pods that are ready, by Service; undefined: there is no such Service. */
  readonly ready: Readonly<Partial<Record<Part, number>>>;
  /** Parts that a Deployment, StatefulSet or Rollout keeps. */
  readonly kept: readonly Part[];
}

const Slices = z.object({
  items: z.array(z.looseObject({
    metadata: z.looseObject({
      labels: z.record(z.string(), z.string()).default({}),
    }),
    endpoints: z.array(z.looseObject({
      conditions: z.looseObject({ ready: z.boolean().default(true) }).default({
        ready: true,
      }),
    })).nullish(),
  })),
});

/** Step 4.4. */
export const services: Check = {
  id: "4.4",
  task: 1,
  title: "each part is found by its Service, and something keeps it running",
  hints: [
    "Which Service has no address in kubectl get endpointslices?",
    "A Service finds pods by their labels, and not by the name of the Deployment (Lecture " +
    "4, slide 8). A Deployment keeps the pods that its selector selects (slide 7).",
    "Service mail selects app: mailer, and the pods have app: mail. No pod matches, so " +
    "the Service has no address. Either label may change, as long as both are the same.",
  ],
  measures:
    "Services, selectors, ports and callers as written; ready endpoints and workloads",
  tool: "manifests resolved against pod templates; EndpointSlices",
  catches: [
    "a Service whose selector or port misses its pods",
    "a variable that names another host or port",
    "service links that set REDIS_PORT",
    "a pod without a workload",
  ],
  async written(context) {
    const { objects, parts } = await writtenShop(context);
    return evaluateServices(parts, servicesIn(objects));
  },
  async run(context) {
    const { objects, parts } = await writtenShop(context);
    const still = evaluateServices(parts, servicesIn(objects));
    if (still.verdict === "fail") return still;
    const slices = Slices.parse(
      await context.kubectl.json(["get", "endpointslices"]),
    );
    const ready: Partial<Record<Part, number>> = {};
    for (const part of PARTS) {
      const own = slices.items.filter(({ metadata }) =>
        metadata.labels["kubernetes.io/service-name"] === part
      );
      if (own.length === 0) continue;
      ready[part] = own.flatMap(({ endpoints }) => endpoints ?? [])
        .filter(({ conditions }) => conditions.ready).length;
    }
    const kept = (await running(context)).map(({ part }) => part);
    return evaluateBehind({ ready, kept });
  },
};

/** Evaluates the Services that are written, and what calls them. */
function evaluateServices(
  parts: readonly Declared[],
  all: readonly WrittenService[],
): Finding {
  const bound = "each of " + PARTS.join(", ") + ": a Service of its name " +
    "that selects its pods and forwards to the port that they listen on";
  if (all.length === 0) {
    return notStarted("no manifest in k8s/ has a Service", "step 4.3");
  }
  const problems = [
    ...PARTS.flatMap((part) => serviceProblems(part, parts, all)),
    ...parts.flatMap((one) => [
      ...callProblems(one, parts, all),
      ...linkProblems(one),
    ]),
  ];
  return problems.length === 0
    ? pass(`${all.length} Services, each with its pods`, bound, all)
    : fail(
      problems.join("; "),
      bound,
      "selector and ports in k8s/, and kubectl describe service NAME",
      all,
    );
}

function serviceProblems(
  part: Part,
  parts: readonly Declared[],
  all: readonly WrittenService[],
): readonly string[] {
  const declared = parts.find((one) => one.part === part);
  const service = all.find(({ name }) => name === part);
  if (service === undefined) return [`no Service is called ${part}`];
  if (declared?.workload === undefined) return []; // step 4.3 says so
  if (!finds(service, declared.workload)) {
    return [`the Service ${part} does not select the pods of ${part}`];
  }
  const asked = part === "gateway" ? 8080 : undefined;
  const listens = listensOn(part, declared);
  const missed = missedPort(service, asked, listens, declared.beside ?? []);
  return missed === undefined ? [] : [`the Service ${part} ${missed}`];
}

/** The parts that a part calls: by a URL, or by a host and a port. */
const CALLS: Readonly<
  Partial<Record<Part, readonly (readonly [Part, string, string?])[]>>
> = {
  gateway: [["events", "EVENTS_URL"], ["payments", "PAYMENTS_URL"]],
  events: [["postgres", "DB_HOST", "DB_PORT"], [
    "redis",
    "REDIS_HOST",
    "REDIS_PORT",
  ]],
};

function callProblems(
  caller: Declared,
  parts: readonly Declared[],
  all: readonly WrittenService[],
): readonly string[] {
  return (CALLS[caller.part] ?? []).flatMap(([callee, variable, portName]) => {
    const target = asked(caller, variable, portName);
    if (target === undefined) return []; // by default, or from elsewhere
    const called = parts.find(({ part }) => part === callee);
    const service = all.find(({ name }) => name === target.host);
    const what = `${variable} of ${caller.part}`;
    if (service === undefined) {
      return [`${what} names ${target.host}, and no Service has that name`];
    }
    if (called?.workload === undefined) return [];
    if (!finds(service, called.workload)) {
      return [`${what} names ${target.host}, which is not ${callee}`];
    }
    const listens = listensOn(callee, called);
    const missed = missedPort(
      service,
      target.port,
      listens,
      called.beside ?? [],
    );
    return missed === undefined
      ? []
      : [`${what} names ${target.host}, which ${missed}`];
  });
}

function asked(
  { env }: Declared,
  variable: string,
  portName: string | undefined,
): { readonly host: string; readonly port: number | undefined } | undefined {
  const value = env.find(({ name }) => name === variable)?.value;
  if (value === undefined || value.includes("$(")) return undefined;
  if (portName !== undefined) {
    const port = env.find(({ name }) => name === portName);
    return { host: firstLabel(value), port: Number(port?.value) || undefined };
  }
  if (!URL.canParse(value)) return { host: value, port: undefined };
  const { hostname, port } = new URL(value);
  return { host: firstLabel(hostname), port: Number(port) || 80 };
}

/** "events" of "events.default.svc.cluster.local". */
function firstLabel(host: string): string {
  return host.replace(/\.(?:default|[\w-]+\.svc)(?:\..*)?$/, "");
}

/** A Service named redis sets REDIS_PORT=tcp://..., which events refuses. */
function linkProblems({ part, env, workload }: Declared): readonly string[] {
  const isOwn = env.some(({ name }) => name === "REDIS_PORT");
  return part === "events" && workload?.pod.enableServiceLinks === true &&
      !isOwn
    ? [
      "events gets service links, so REDIS_PORT becomes tcp://... and events refuses to start",
    ]
    : [];
}

/** Evaluates what is behind the Services. */
export function evaluateBehind({ ready, kept }: Behind): Finding {
  const bound = "each of " + PARTS.join(", ") +
    ": a Service with a ready pod, and a workload";
  if (kept.length === 0 && Object.keys(ready).length === 0) {
    return notStarted("nothing of the shop runs in this cluster", "step 4.4");
  }
  const words = PARTS.map((part) =>
    `${part} ${
      ready[part] === undefined ? "has no Service" : `${ready[part]} ready`
    }` +
    (kept.includes(part) ? "" : " and no workload")
  ).join(", ");
  const isGood = PARTS.every((part) =>
    (ready[part] ?? 0) >= 1 && kept.includes(part)
  );
  return isGood
    ? pass(words, bound, { ready, kept })
    : fail(words, bound, "kubectl get endpointslices,deployments", {
      ready,
      kept,
    });
}
