/**
 * How something that was done is undone, as data: it is written down before it
 * is done, so that another process can undo it when this one is dead.
 * @module
 */

import { z } from "zod";

/** One thing to undo. */
export const undoSchema = z.discriminatedUnion("kind", [
  /** Takes away the faults that carry the run's seed. */
  z.strictObject({
    kind: z.literal("fault"),
    service: z.string(),
    url: z.string(),
    token: z.string(),
    fault: z.string(),
    seed: z.number(),
    /** State of the stack, where a service that hangs can be restarted. */
    state: z.string().optional(),
  }),
  /** Starts a process of the development stack, unless it runs. */
  z.strictObject({
    kind: z.literal("start"),
    state: z.string(),
    name: z.string(),
  }),
  /** Lets frozen processes go on. */
  z.strictObject({
    kind: z.literal("thaw"),
    /** Each with its command line: ids are used again. */
    processes: z.array(z.strictObject({
      pid: z.number(),
      command: z.string(),
    })),
  }),
  /** Restarts a service with the variables it had. */
  z.strictObject({
    kind: z.literal("environment"),
    state: z.string(),
    service: z.string(),
    variables: z.record(z.string(), z.string()),
  }),
  /** Ends the database sessions of this name. */
  z.strictObject({
    kind: z.literal("session"),
    database_url: z.string(),
    application: z.string(),
  }),
  /** Gets a container to run, whether it was paused or stopped. */
  z.strictObject({
    kind: z.literal("container"),
    service: z.string(),
    id: z.string(),
  }),
  /** Runs a program: `iptables -D`, `tc qdisc del`. */
  z.strictObject({
    kind: z.literal("command"),
    program: z.string(),
    args: z.array(z.string()),
    /** Its failure is fine: it is what "done already" looks like. */
    may_fail: z.boolean(),
  }),
  /** Replaces fields of a Kubernetes object with what they were. */
  z.strictObject({
    kind: z.literal("kubernetes"),
    context: z.string().optional(),
    namespace: z.string(),
    restore: z.discriminatedUnion("what", [
      z.strictObject({
        what: z.literal("replicas"),
        workload: z.string(),
        replicas: z.number(),
      }),
      z.strictObject({
        what: z.literal("env"),
        workload: z.string(),
        /** Null: the container had no such variable. */
        variables: z.record(z.string(), z.string().nullable()),
      }),
      z.strictObject({
        what: z.literal("uncordon"),
        nodes: z.array(z.string()),
      }),
      z.strictObject({
        what: z.literal("policy"),
        name: z.string(),
      }),
    ]),
  }),
]);

/** One thing to undo. */
export type Undo = z.output<typeof undoSchema>;
