/**
 * Which files there are, and which they become.
 * @module
 */

import { stringify } from "yaml";
import { CouldNotRun } from "../../lib/cli/mod.ts";
import { BOARDS, objectiveBoard } from "./board.ts";
import { type ClockOptions, compile, type Compiled } from "./compile.ts";
import { parseSpec, SpecError } from "./spec.ts";
import { readGiven } from "../../lib/files/mod.ts";

/** Where specifications are. */
export const SPECS = "monitoring/slo";

/** One way to count time, and where its files go. */
export interface ClockFiles {
  readonly folder: string;
  readonly clock: ClockOptions;
}

/** The specifications' own period. */
export const REAL_CLOCK: ClockFiles = { folder: "monitoring", clock: {} };

/**
 * The course clock: the whole period is an hour, so that a lab sees a slow burn
 * in minutes. Scraped each second, no window can be shorter than five.
 */
export const COURSE_CLOCK: ClockFiles = {
  folder: "monitoring/course",
  clock: { periodMs: 3_600_000, floorMs: 5000 },
};

/** Paths of all specifications, sorted. @throws {CouldNotRun} when none is */
export async function findSpecs(): Promise<readonly string[]> {
  const found: string[] = [];
  try {
    for await (const { name } of Deno.readDir(SPECS)) {
      if (/\.ya?ml$/.test(name)) found.push(`${SPECS}/${name}`);
    }
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  }
  if (found.length > 0) return found.toSorted();
  throw new CouldNotRun(
    `There is no specification in ${SPECS}. Name one, or run this in the ` +
      "folder of the course",
  );
}

/** Reads and compiles one. @throws {SpecError} */
export async function compileFile(
  path: string,
  clock: ClockOptions = {},
): Promise<Compiled> {
  const spec = parseSpec(await readGiven(path), path);
  try {
    return compile(spec, path, clock);
  } catch (error) {
    // Its selectors leave no series to test with.
    const reason = error instanceof Error ? error.message : String(error);
    throw new SpecError(`${path}: ${reason}`);
  }
}

/** The generated files of one objective, by path. */
export function outputs(
  { slo, windows, rules, tests }: Compiled,
  { folder }: ClockFiles,
): ReadonlyMap<string, string> {
  // One board serves both clocks: it asks for windows by label.
  const boards = folder === REAL_CLOCK.folder
    ? [[
      `${BOARDS}/slo-${slo.name}.json`,
      objectiveBoard(slo, windows),
    ]] as const
    : [];
  return new Map([
    ...boards,
    [`${folder}/rules/${slo.name}.yaml`, rules],
    ...Object.entries(tests).map(([name, text]) =>
      [`${folder}/rules_test/${name}`, text] as const
    ),
  ]);
}

/** Where the rules lie for the Prometheus inside the cluster. */
const CLUSTER_RULES = "labs/lab7/prometheus-rules.yaml";

/** All rules as the ConfigMap that Lab 7 provides: path and text. */
export function clusterRules(
  all: readonly Compiled[],
): readonly [string, string] {
  const data = Object.fromEntries(
    all.map(({ slo, rules }) => [`${slo.name}.yaml`, rules] as const),
  );
  const text = stringify({
    apiVersion: "v1",
    kind: "ConfigMap",
    metadata: { name: "prometheus-rules", namespace: "monitoring" },
    data,
  }, { lineWidth: 0 });
  return [
    CLUSTER_RULES,
    `# DO NOT EDIT: written by deno task slo generate from ${SPECS}\n${text}`,
  ];
}
