/**
 * Every fault that a service can be asked to have, and the bounds of each: a
 * fault that is out of hand is an outage, not an experiment.
 *
 * Unlike other bodies these refuse fields they do not know: a misspelt `rate`
 * that was ignored would turn one failure in ten into ten in ten.
 * @module
 */

import { z } from "@hono/zod-openapi";
import { whole } from "../api_schemas.ts";

/** Longest life of a fault, in seconds. */
const MAX_TTL_S = 3600;

/** Longest delay that a fault or a fault variable may ask for. */
export const MAX_LATENCY_MS = 60_000;

/** Most memory that a fault may hold, in MiB. */
export const MAX_BALLAST_MIB = 512;

/** Most faults in force at a time. */
export const MAX_FAULTS = 20;

const latencyMs = whole(0, MAX_LATENCY_MS);

/** The fields of every fault. */
const common = {
  rate: fraction().default(1).openapi({
    description: "Chance that one request is hit",
  }),
  seed: whole(0, 4_294_967_295).optional().openapi({
    description: "Makes the draws the same in every run",
  }),
  flap: z.strictObject({
    on_s: whole(1, MAX_TTL_S),
    off_s: whole(1, MAX_TTL_S),
  }, { error: unknownField }).optional().openapi({
    description: "Comes and goes: mean seconds of its random spells",
  }),
  unannounced: z.boolean().optional().openapi({
    description:
      "Shown by no metric and no log, and by /faults only to a reader that " +
      "names its seed: for exercises",
  }),
  ttl_s: whole(1, MAX_TTL_S).openapi({
    description: "Seconds until the fault goes away by itself",
  }),
};

/** A fault somewhere inside a service. */
function inner<K extends string, S extends z.ZodRawShape>(
  kind: K,
  parameters: S,
) {
  return z.strictObject({ kind: z.literal(kind), ...parameters, ...common }, {
    error: unknownField,
  });
}

/**
 * The schema of each kind, by its name.
 * @param routes the routes that a fault may name
 */
// deno-lint-ignore explicit-module-boundary-types -- the schemas are the types
export function faultSchemas(routes: readonly string[]) {
  const route = z.enum(routes, {
    error: ({ input }) =>
      `must be one of ${routes.join(", ")}, ` +
      `current value is ${JSON.stringify(input)}`,
  }).optional().openapi({ description: "Only this route; all if absent" });
  return {
    // Of every service, by faultsMiddleware():
    latency: inner("latency", { latency_ms: latencyMs, route }),
    error: inner("error", { status: whole(400, 599).default(500), route }),
    drop_connection: inner("drop_connection", {
      when: z.enum(["before", "after"]).default("after").openapi({
        description: "Whether the work is done before its answer is lost",
      }),
      route,
    }),
    slow_body: inner("slow_body", { latency_ms: latencyMs, route }),
    malformed_json: inner("malformed_json", { route }),
    memory_growth: inner("memory_growth", {
      mib: whole(1, MAX_BALLAST_MIB).openapi({
        description: "Growth stops here",
      }),
      step_mib: whole(1, 64).default(1).openapi({
        description: "Growth of one request",
      }),
      route,
    }),
    event_loop_block: inner("event_loop_block", {
      block_ms: whole(1, 5000),
      route,
    }),
    // Of every service, by its readiness:
    refuse_readiness: inner("refuse_readiness", {}),
    // Of events:
    lost_database: inner("lost_database", {}),
    lost_redis: inner("lost_redis", {}),
    small_pool: inner("small_pool", { max_conns: whole(1, 100) }),
    clock_skew: inner("clock_skew", { skew_s: whole(-3600, 3600) }),
    stale_reads: inner("stale_reads", { age_ms: whole(1, 600_000) }),
    // Of payments:
    payment_failure: inner("payment_failure", {}),
    payment_latency: inner("payment_latency", { latency_ms: latencyMs }),
    duplicate_charge_reply: inner("duplicate_charge_reply", {}),
    // Of notifications, and of its clients:
    notify_loss: inner("notify_loss", {}),
  } as const;
}

type Schemas = ReturnType<typeof faultSchemas>;

/** The name of a fault. */
export type FaultKind = keyof Schemas;

/** Some faults, at least one. */
export type FaultKinds = readonly [FaultKind, ...FaultKind[]];

/**
 * The kinds that every service has, thanks to `faultsMiddleware` and its
 * readiness.
 */
export const COMMON_KINDS = [
  "latency",
  "error",
  "drop_connection",
  "slow_body",
  "malformed_json",
  "memory_growth",
  "event_loop_block",
  "refuse_readiness",
] as const satisfies FaultKinds;

/** A requested fault whose values are checked. */
export type RequestedFault = {
  [K in FaultKind]: z.output<Schemas[K]>;
}[FaultKind];

/** The effect of a fault, without its duration. */
export type Fault = {
  [K in FaultKind]: Omit<z.output<Schemas[K]>, "ttl_s">;
}[FaultKind];

/** The fault of one kind. */
export type FaultOf<K extends FaultKind> = Extract<
  Fault,
  { readonly kind: K }
>;

/**
 * The body of `PUT /faults` for a service that has `kinds`.
 * @param routes the routes that a fault may name, at least one
 */
// deno-lint-ignore explicit-module-boundary-types -- the schema is the type
export function faultsBody(kinds: FaultKinds, routes: readonly string[]) {
  const schemas = faultSchemas(routes);
  const [first, ...rest] = kinds;
  const fault = z.discriminatedUnion("kind", [
    schemas[first],
    ...rest.map((kind) => schemas[kind]),
  ], {
    error: ({ code }) =>
      code === "invalid_union"
        ? `must be a kind that this service has: ${kinds.join(", ")}`
        : "must be a JSON object with a kind",
  });
  return z.strictObject({
    faults: z.array(fault, { error: "must be a list" }).max(MAX_FAULTS, {
      error: `must have at most ${MAX_FAULTS} items`,
    }),
  }, { error: bodyShape });
}

function fraction(): z.ZodNumber {
  const error = ({ input }: { readonly input?: unknown }) =>
    `must be a number from 0 to 1, current value is ${
      JSON.stringify(input) ?? "missing"
    }`;
  return z.number({ error }).min(0, { error }).max(1, { error });
}

function unknownField(
  issue: { readonly code: string; readonly keys?: readonly string[] },
): string | undefined {
  return issue.code === "unrecognized_keys"
    ? `must not have ${issue.keys?.join(", ")}: no such field of this fault`
    : undefined;
}

function bodyShape(
  issue: { readonly code: string; readonly keys?: readonly string[] },
): string | undefined {
  return unknownField(issue) ?? "must be a JSON object";
}
