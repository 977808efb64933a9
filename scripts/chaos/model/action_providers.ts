/**
 * The effects that an action can have on the shop.
 * @module
 */

import { z } from "zod";
import { httpProvider, MAX_S } from "./probe_providers.ts";

/** A fault that a service has in itself; see `/faults`. */
const faultProvider = z.strictObject({
  type: z.literal("fault"),
  service: z.string(),
  /** As `PUT /faults` takes it; its life is the experiment's time limit. */
  fault: z.looseObject({
    kind: z.string(),
    rate: z.number().min(0).max(1).default(1),
    ttl_s: z.int().min(1).max(MAX_S).optional(),
  }),
});

/** A part of the shop: a process, a container or pods, as the target has it. */
const partProvider = z.strictObject({
  type: z.literal("part"),
  name: z.string(),
  /**
   * `kill` as `kill -9`, `stop` cleanly; `freeze` keeps it in memory, without a
   * moment of processor time. `restart` is `stop` and `start`, `thaw` ends a
   * freeze.
   */
  do: z.enum(["kill", "stop", "start", "restart", "freeze", "thaw"]),
});

/** Other environment variables, and a restart with them. */
const environmentProvider = z.strictObject({
  type: z.literal("environment"),
  service: z.string(),
  /** An empty text takes a variable away. */
  variables: z.record(z.string().regex(/^[A-Z][A-Z0-9_]*$/), z.string()),
});

/** A service of a compose project. */
const composeProvider = z.strictObject({
  type: z.literal("compose"),
  service: z.string(),
  do: z.enum(["stop", "start", "kill", "pause", "unpause", "restart"]),
});

/** Packets to one part, on this machine's kernel. */
const networkProvider = z.strictObject({
  type: z.literal("network"),
  /** The part whose port it is. */
  name: z.string(),
  do: z.enum(["partition", "delay", "loss"]),
  delay_ms: z.int().min(1).max(60_000).default(100),
  jitter_ms: z.int().min(0).max(60_000).default(0),
  /** Share of lost packets. */
  rate: z.number().min(0).max(1).default(0.1),
  /** A network namespace of `ip netns`, when the part lives in one. */
  namespace: z.string().regex(/^[\w.-]+$/).optional(),
});

/** A table, locked as by a migration, in a session of its own. */
const lockProvider = z.strictObject({
  type: z.literal("lock"),
  table: z.string().regex(/^[a-z_][a-z0-9_]*$/),
});

const selector = z.string().min(1);

/** Objects of the one namespace that the blast radius names. */
const kubernetesProvider = z.discriminatedUnion("do", [
  z.strictObject({
    type: z.literal("kubernetes"),
    do: z.literal("delete_pods"),
    selector,
    count: z.int().min(1).max(100).default(1),
    grace_s: z.int().min(0).max(300).optional(),
  }),
  z.strictObject({
    type: z.literal("kubernetes"),
    do: z.literal("evict"),
    selector,
    count: z.int().min(1).max(100).default(1),
  }),
  z.strictObject({
    type: z.literal("kubernetes"),
    do: z.literal("scale"),
    /** `deployment/NAME`, `statefulset/NAME` or `rollout/NAME`. */
    workload: z.string().regex(
      /^(deployment|statefulset|rollout)\/[a-z0-9-]+$/,
    ),
    replicas: z.int().min(0).max(50),
  }),
  z.strictObject({
    type: z.literal("kubernetes"),
    do: z.literal("set_env"),
    workload: z.string().regex(
      /^(deployment|statefulset|rollout)\/[a-z0-9-]+$/,
    ),
    /** An empty text takes a variable away. */
    variables: z.record(z.string(), z.string()),
  }),
  z.strictObject({
    type: z.literal("kubernetes"),
    do: z.literal("cordon"),
    /** The nodes on which these pods run. */
    selector,
  }),
  z.strictObject({
    type: z.literal("kubernetes"),
    do: z.literal("isolate"),
    /** These pods take no connection any more, by a NetworkPolicy. */
    selector,
  }),
]);

/** Whatever an action can do. */
export const actionProvider = z.discriminatedUnion("type", [
  faultProvider,
  partProvider,
  environmentProvider,
  composeProvider,
  networkProvider,
  lockProvider,
  kubernetesProvider,
  httpProvider,
]);

/** A provider of an action, checked. */
export type ActionProvider = z.output<typeof actionProvider>;

/** One kind of them. */
export type ActionOf<T extends ActionProvider["type"]> = Extract<
  ActionProvider,
  { readonly type: T }
>;
