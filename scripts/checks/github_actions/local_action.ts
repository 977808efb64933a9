/**
 * A composite action of the repository itself: `uses: ./.github/actions/NAME`.
 * @see https://docs.github.com/en/actions/reference/workflows-and-actions/metadata-syntax
 * @module
 */

import { z } from "zod";
import { CouldNotRun } from "../../lib/cli/mod.ts";
import { readOptional } from "../../lib/files/mod.ts";
import { parseYaml } from "../../lib/text/yaml/mod.ts";
import { stepSchema } from "./model.ts";

const schema = z.looseObject({
  inputs: z.record(
    z.string(),
    z.looseObject({
      default: z.union([z.string(), z.number(), z.boolean()]).transform(String)
        .optional(),
    }).nullish(),
  ).nullish(),
  outputs: z.record(z.string(), z.looseObject({ value: z.string() })).nullish(),
  runs: z.looseObject({
    using: z.string(),
    steps: z.array(stepSchema).default([]),
  }),
});

/** A composite action. */
export interface LocalAction {
  /** Values of inputs that a step does not give. */
  readonly defaults: Readonly<Record<string, string>>;
  /** Expressions of outputs, by name. */
  readonly outputs: Readonly<Record<string, string>>;
  readonly steps: readonly z.infer<typeof stepSchema>[];
}

/**
 * Reads it from a job's checkout.
 * @returns why GitHub could not run it, when the checkout has no such action
 * @throws {CouldNotRun} on actions in JavaScript and in containers
 */
export async function readLocalAction(
  workspace: string,
  uses: string,
): Promise<LocalAction | string> {
  const folder = `${workspace}/${uses.replace(/^\.\//, "").replace(/\/$/, "")}`;
  const text = await readOptional(`${folder}/action.yml`) ??
    await readOptional(`${folder}/action.yaml`);
  if (text === undefined) {
    return `Can't find 'action.yml' under ${uses}: did a checkout come first?`;
  }
  const found = schema.safeParse(parseYaml(text, `${uses}/action.yml`));
  if (!found.success) return `${uses}: ${z.prettifyError(found.error)}`;
  const { inputs, outputs, runs } = found.data;
  if (runs.using !== "composite") {
    throw new CouldNotRun(
      `Cannot play ${uses}: it runs by ${runs.using}, and only composite ` +
        "actions are known here",
    );
  }
  return {
    defaults: Object.fromEntries(
      Object.entries(inputs ?? {}).map(([name, one]) =>
        [name, one?.default ?? ""] as const
      ),
    ),
    outputs: Object.fromEntries(
      Object.entries(outputs ?? {}).map(([name, { value }]) =>
        [name, value] as const
      ),
    ),
    steps: runs.steps,
  };
}
