/**
 * A GitHub workflow, as far as it decides what is built, pushed and committed.
 * @module
 */

import { z } from "zod";
import { parseYaml } from "../../lib/text/yaml/mod.ts";
import { CouldNotRun } from "../../lib/cli/mod.ts";

const scalar = z.union([z.string(), z.number(), z.boolean(), z.null()])
  .transform((value) => value === null ? "" : String(value));

const Texts = z.record(z.string(), scalar).nullish()
  .transform((record) => record ?? {});

const Permissions = z.union([
  z.enum(["read-all", "write-all"]),
  z.record(z.string(), z.enum(["read", "write", "none"])),
  z.null().transform((): Record<string, "read" | "write" | "none"> => ({})),
]);

/**
 * The rights of a token: a word for all, or each by name; the others are
 * denied.
 */
export type Permissions = z.infer<typeof Permissions>;

/** The shape of a step, in a job or a composite action. */
export const stepSchema = z.looseObject({
  name: z.string().optional(),
  id: z.string().optional(),
  if: scalar.optional(),
  uses: z.string().optional(),
  run: z.string().optional(),
  shell: z.string().optional(),
  with: Texts,
  env: Texts,
  "continue-on-error": scalar.optional(),
  "working-directory": z.string().optional(),
});

/** One step of a job. */
export type Step = z.infer<typeof stepSchema>;

const Job = z.looseObject({
  name: z.string().optional(),
  needs: z.union([z.string().transform((one) => [one]), z.array(z.string())])
    .default([]),
  if: scalar.optional(),
  uses: z.string().optional(),
  /** Of a job that is another workflow: what it is given. */
  with: Texts,
  secrets: z.unknown().optional(),
  permissions: Permissions.optional(),
  strategy: z.looseObject({ matrix: z.unknown().optional() }).optional(),
  env: Texts,
  outputs: Texts,
  concurrency: z.unknown().optional(),
  "continue-on-error": scalar.optional(),
  defaults: z.unknown().optional(),
  steps: z.array(stepSchema).default([]),
});

/** One job. */
export type Job = z.infer<typeof Job>;

const Workflow = z.looseObject({
  name: z.string().optional(),
  on: z.unknown(),
  permissions: Permissions.optional(),
  concurrency: z.unknown().optional(),
  env: Texts,
  jobs: z.record(z.string(), Job),
});

/** A workflow. */
export type Workflow = z.infer<typeof Workflow>;

/** Reads one. @throws {CouldNotRun} naming the field at fault */
export function readWorkflow(text: string, path: string): Workflow {
  const found = Workflow.safeParse(parseYaml(text, path));
  if (found.success) return found.data;
  throw new CouldNotRun(
    `Cannot read ${path}: ${z.prettifyError(found.error)}`,
  );
}

const Called = z.looseObject({
  workflow_call: z.looseObject({
    inputs: z.record(
      z.string(),
      z.looseObject({ default: scalar.optional() }).nullish(),
    ).nullish(),
    outputs: z.record(z.string(), z.looseObject({ value: z.string() }))
      .nullish(),
  }).nullish(),
});

/**
 * The inputs of a workflow that others may call; undefined: it cannot be
 * called.
 */
export function calledBy({ on }: Workflow): {
  readonly inputs: Readonly<Record<string, string>>;
  readonly outputs: Readonly<Record<string, string>>;
} | undefined {
  if (on === "workflow_call") return { inputs: {}, outputs: {} };
  if (Array.isArray(on) && on.includes("workflow_call")) {
    return { inputs: {}, outputs: {} };
  }
  const found = Called.safeParse(on);
  if (!found.success || !("workflow_call" in found.data)) return undefined;
  const { inputs, outputs } = found.data.workflow_call ?? {};
  return {
    inputs: Object.fromEntries(
      Object.entries(inputs ?? {}).map(([name, one]) =>
        [name, one?.default ?? ""] as const
      ),
    ),
    outputs: Object.fromEntries(
      Object.entries(outputs ?? {}).map(([name, { value }]) =>
        [name, value] as const
      ),
    ),
  };
}

/** The right of a job's token on something; GitHub's default reads only. */
export function mayDo(
  what: "contents" | "packages",
  { permissions }: Workflow,
  job: Job,
): "none" | "read" | "write" {
  const own = job.permissions ?? permissions;
  if (own === undefined || own === "read-all") return "read";
  if (own === "write-all") return "write";
  return own[what] ?? "none";
}
