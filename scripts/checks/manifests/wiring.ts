/**
 * Where requests end: the port that a part listens on, what a named port means,
 * what a Service selects and forwards to.
 * @module
 */

import { z } from "zod";
import type { WrittenObject } from "./student_manifests.ts";
import type { Container, WrittenWorkload } from "./workload.ts";

/** The default ports of the shop's parts. */
const LISTENS: Readonly<Record<string, number>> = {
  gateway: 8080,
  events: 8081,
  payments: 8082,
  notifications: 8083,
  postgres: 5432,
  redis: 6379,
};

/** The variable that moves a part's port. */
const PORT_VARIABLE: Readonly<Record<string, string>> = { postgres: "PGPORT" };

/** Where a part listens; undefined when something that is not here says so. */
export function listensOn(
  part: string,
  { env, args, command }: Container,
): number | undefined {
  const name = PORT_VARIABLE[part] ?? "PORT";
  const told = env.find((one) => one.name === name);
  if (told !== undefined && part !== "redis") {
    return told.value === undefined ? undefined : Number(told.value);
  }
  const words = [...command, ...args].join(" ");
  const flag = part === "redis"
    ? /--port[ =](\d+)/.exec(words)
    : part === "postgres"
    ? /(?:-p ?|port=)(\d+)/.exec(words)
    : null;
  return flag === null ? LISTENS[part] : Number(flag[1]);
}

/**
 * The meaning of a port in some containers: a number, or why it means nothing.
 */
export function portIn(
  containers: readonly Pick<Container, "ports">[],
  port: string | number | undefined,
): number | string {
  if (typeof port === "number") return port;
  if (port === undefined) return "no port";
  const found = containers.flatMap(({ ports }) => ports)
    .find(({ name }) => name === port);
  if (found !== undefined) return found.containerPort;
  return /^\d+$/.test(port)
    ? `port "${port}" in quotes, which is a name`
    : `port ${port}, a name that no port of its container has`;
}

/** The container that is the part; sidecars stand beside it. */
export function mainContainer(
  part: string,
  containers: readonly Container[],
): Container | undefined {
  return containers.find(({ name }) => name === part) ??
    containers.find(({ image }) => repositoryOf(image) === part) ??
    containers.find(({ ports }) =>
      ports.some(({ containerPort }) => containerPort === LISTENS[part])
    ) ?? containers[0];
}

/** "gateway" of "registry:5000/quickticket/gateway:v1". */
function repositoryOf(image: string): string {
  return image.replace(/@.*$/, "").split("/").at(-1)?.split(":")[0] ?? "";
}

const serviceSchema = z.looseObject({
  kind: z.literal("Service"),
  metadata: z.looseObject({ name: z.string() }),
  spec: z.looseObject({
    selector: z.record(z.string(), z.coerce.string()).nullish()
      .transform((one) => one ?? {}),
    clusterIP: z.string().nullish(),
    type: z.string().nullish(),
    ports: z.array(z.looseObject({
      port: z.number(),
      targetPort: z.union([z.string(), z.number()]).optional(),
    })).nullish().transform((one) => one ?? []),
  }),
});

/** A Service. */
export interface WrittenService {
  readonly path: string;
  readonly name: string;
  readonly selector: Readonly<Record<string, string>>;
  readonly isHeadless: boolean;
  readonly ports: readonly {
    readonly port: number;
    readonly targetPort?: string | number | undefined;
  }[];
}

/** The Services among some objects. */
export function servicesIn(
  all: readonly WrittenObject[],
): readonly WrittenService[] {
  return all.flatMap(({ path, object }) => {
    const { data } = serviceSchema.safeParse(object);
    if (data === undefined) return [];
    const { metadata: { name }, spec } = data;
    return [{
      path,
      name,
      selector: spec.selector,
      isHeadless: spec.clusterIP === "None",
      ports: spec.ports,
    }];
  });
}

/** Whether a Service selects the pods of a workload. */
export function finds(
  { selector }: WrittenService,
  { labels }: Pick<WrittenWorkload, "labels">,
): boolean {
  const entries = Object.entries(selector);
  return entries.length > 0 &&
    entries.every(([key, value]) => labels[key] === value);
}

/** Why requests to that port of a Service do not reach the part; undefined: they do. */
export function missedPort(
  { ports, isHeadless }: WrittenService,
  asked: number | undefined,
  listens: number | undefined,
  containers: readonly Container[],
): string | undefined {
  if (listens === undefined) return undefined; // nothing here says where
  const found = asked === undefined
    ? ports[0]
    : ports.find(({ port }) => port === asked);
  if (found === undefined) {
    return ports.length === 0
      ? "has no port"
      : `has the port ${ports.map(({ port }) => port).join(", ")}, and is ` +
        `asked on ${asked}`;
  }
  // A headless Service is only a name: its clients reach the pod's own port.
  const target = isHeadless ? found.port : found.targetPort ?? found.port;
  const reached = portIn(containers, target);
  if (typeof reached === "string") return `forwards to ${reached}`;
  return reached === listens
    ? undefined
    : `forwards to port ${reached}, and its pods listen on ${listens}`;
}
