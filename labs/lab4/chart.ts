/**
 * The student's chart, as helm renders it.
 * @module
 */

import { parse } from "yaml";
import { z } from "zod";
import type { CheckContext } from "../../scripts/checks/mod.ts";
import { CouldNotRun } from "../../scripts/lib/cli/mod.ts";
import { type Declared, declaredIn } from "./declared.ts";

/** Where a student's chart may be. */
const CHART = /^(chart|k8s\/chart|helm(\/[^/]+)?|charts\/[^/]+)\/Chart\.yaml$/;

/** The folder of the chart; undefined: there is none. */
export async function chartFolder(
  { files }: CheckContext,
): Promise<string | undefined> {
  const [path] = await files(CHART);
  return path?.replace(/\/Chart\.yaml$/, "");
}

/** The name in its Chart.yaml. */
export async function chartName(
  { read }: CheckContext,
  folder: string,
): Promise<string> {
  const Chart = z.looseObject({ name: z.string() });
  return Chart.parse(parse(await read(`${folder}/Chart.yaml`) ?? "{}")).name;
}

/** A chart rendered. */
export interface Rendered {
  readonly yaml: string;
  readonly parts: readonly Declared[];
}

/**
 * Renders it, perhaps with other values.
 * @throws {CouldNotRun} with helm's words
 */
export async function rendered(
  { program }: CheckContext,
  folder: string,
  values: Readonly<Record<string, string>> = {},
): Promise<Rendered> {
  const sets = Object.entries(values).flatMap((
    [path, value],
  ) => ["--set", `${path}=${value}`]);
  const { code, stdout, stderr } = await program("helm", [
    "template",
    "tried",
    folder,
    ...sets,
  ]);
  if (code !== 0) {
    throw new CouldNotRun(`helm template ${folder}: ${stderr.slice(0, 500)}`);
  }
  return { yaml: stdout, parts: declaredIn(stdout, folder) };
}

/** Paths of a values file whose last word matches: "services.gateway.replicas". */
export function valuePaths(
  values: unknown,
  word: RegExp,
  above = "",
): readonly string[] {
  if (typeof values !== "object" || values === null || Array.isArray(values)) {
    return [];
  }
  return Object.entries(values).flatMap(([key, value]) => {
    const path = above === "" ? key : `${above}.${key}`;
    return typeof value === "object" && value !== null
      ? valuePaths(value, word, path)
      : word.test(key)
      ? [path]
      : [];
  });
}
