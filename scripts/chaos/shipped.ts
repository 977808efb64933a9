/**
 * The experiments that come with the course.
 * @module
 */

import { fileURLToPath } from "node:url";
import { CouldNotRun, nearest } from "../lib/cli/mod.ts";
import type { Experiment } from "./experiment.ts";
import { KNOWN_WITHOUT_TARGET, parseExperiment } from "./parse_experiment.ts";
import type { Values } from "./variables.ts";

const FOLDER = fileURLToPath(new URL("experiments", import.meta.url));

/** Their names, sorted; each is a file of that name. */
export async function shippedNames(): Promise<readonly string[]> {
  const names: string[] = [];
  for await (const { name } of Deno.readDir(FOLDER)) {
    if (name.endsWith(".yaml")) names.push(name.slice(0, -".yaml".length));
  }
  return names.toSorted();
}

/** The file of a shipped experiment. */
export function shippedFile(name: string): string {
  return `${FOLDER}/${name}.yaml`;
}

/**
 * A path as it was given, or the file of a shipped experiment of that name.
 * @throws {CouldNotRun} when there is neither
 */
export async function findExperiment(word: string): Promise<string> {
  if (/[\\/.]/.test(word)) return word;
  const names = await shippedNames();
  if (names.includes(word)) return shippedFile(word);
  const meant = nearest(word, names);
  throw new CouldNotRun(
    `Cannot find the experiment ${word}` +
      (meant === undefined ? "" : `, did you mean ${meant}?`) +
      "; see: deno task chaos list",
  );
}

/** Reads an experiment without a target: as far as a file alone can tell. */
export function readWithoutTarget(
  text: string,
  file: string,
  given: Values = {},
): Experiment {
  return parseExperiment(text, {
    file,
    known: KNOWN_WITHOUT_TARGET,
    given,
    env: () => undefined,
  });
}
