/**
 * The parts of a request to a cluster's API server.
 * @module
 */

import { cwd } from "node:process";
import { z } from "zod";
import { CouldNotRun } from "../../../lib/cli/mod.ts";
import { runWithOwnPackages } from "../../../lib/process/mod.ts";

const accessSchema = z.object({
  context: z.string(),
  server: z.string(),
  /** PEM. */
  ca: z.string().optional(),
  cert: z.string().optional(),
  key: z.string().optional(),
  rejectUnauthorized: z.boolean(),
  servername: z.string().optional(),
  /** `user:password`. */
  auth: z.string().optional(),
  headers: z.record(z.string(), z.string()),
});

const answerSchema = z.object({
  access: accessSchema.optional(),
  /** The contexts that there are, when the one asked for is not among them. */
  contexts: z.array(z.string()).optional(),
});

/** How to reach a cluster. */
export type Access = z.infer<typeof accessSchema>;

/** The output of the program. */
export type Answer = z.infer<typeof answerSchema>;

/**
 * Reads the kubeconfig of this machine.
 * @param context the current one when undefined
 * @throws {CouldNotRun} when there is none, or it cannot be read
 */
export async function readAccess(context: string | undefined): Promise<Access> {
  const { access, contexts } = answerSchema.parse(JSON.parse(
    await runWithOwnPackages({
      program: new URL("./main.ts", import.meta.url),
      args: context === undefined ? [] : [context],
      cwd: cwd(), // KUBECONFIG may have paths that begin here
    }),
  ));
  if (contexts !== undefined) {
    throw new CouldNotRun(
      `Cannot find the context ${context}: there are ${contexts.join(", ")}`,
    );
  }
  if (access !== undefined) return access;
  throw new CouldNotRun(
    "Cannot find a cluster: there is no kubeconfig; set KUBECONFIG",
  );
}
