/**
 * Work whose authors the checks have never seen, with the verdict that people
 * gave it: `labs/labN/cases/NAME/{case.yaml,files/}`.
 * @module
 */

import { z } from "zod";
import { CouldNotRun } from "../../../lib/cli/mod.ts";
import { readOptional } from "../../../lib/files/mod.ts";
import { parseYaml } from "../../../lib/text/yaml/mod.ts";

/** `case.yaml` */
export const caseSchema = z.strictObject({
  name: z.string().regex(/^[a-z0-9][a-z0-9-]*$/),
  /** Where it comes from; no name of a person. */
  origin: z.string(),
  steps: z.array(z.string()).min(1),
  /** Decided by people, before a check has seen it. */
  verdict: z.enum(["right", "wrong"]),
  because: z.string(),
  /** Files of the solution that this work does not have. */
  deletes: z.array(z.string()).default([]),
});

/** A case. */
export interface LabCase extends z.infer<typeof caseSchema> {
  readonly lab: number;
  /** Folder that lies over the solved tree. */
  readonly files: string;
}

/** All cases of a lab, by name. @throws {CouldNotRun} naming the one at fault */
export async function casesOf(
  lab: number,
  root: string,
): Promise<readonly LabCase[]> {
  const folder = `${root}/labs/lab${lab}/cases`;
  const cases: LabCase[] = [];
  for (const name of await foldersIn(folder)) {
    const path = `${folder}/${name}/case.yaml`;
    const text = await readOptional(path);
    const found = caseSchema.safeParse(parseYaml(text ?? "", path));
    if (!found.success) {
      throw new CouldNotRun(
        `Cannot read ${path}: ${z.prettifyError(found.error)}`,
      );
    }
    cases.push({ ...found.data, lab, files: `${folder}/${name}/files` });
  }
  return cases;
}

async function foldersIn(folder: string): Promise<readonly string[]> {
  try {
    const entries = await Array.fromAsync(Deno.readDir(folder));
    return entries.filter((one) => one.isDirectory).map(({ name }) => name)
      .toSorted();
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return [];
    throw error;
  }
}
