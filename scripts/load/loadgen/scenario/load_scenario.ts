/**
 * Finds a scenario: one that is shipped, or one in a file of the reader's own.
 * @module
 */

import { pathToFileURL } from "node:url";
import { z } from "zod";
import { CouldNotRun, nearest } from "../../../lib/cli/mod.ts";
import { fileReason } from "../../../lib/files/mod.ts";
import { type Scenario, stepsOf } from "./scenario.ts";
import browse from "./browse.ts";
import checkout from "./checkout.ts";
import mixed from "./mixed.ts";
import scarcity from "./scarcity.ts";

/** The scenarios that come along. */
export const SCENARIOS: readonly Scenario[] = [
  mixed,
  browse,
  checkout,
  scarcity,
];

const Word = z.string().regex(/^[a-z]\w*$/, "must be a word in small letters");

const Shape = z.object({
  name: Word,
  summary: z.string(),
  events: z.union([z.literal("biggest"), z.array(z.int().min(1)).min(1)]),
  journeys: z.array(z.object({
    name: Word,
    weight: z.int().min(1),
    steps: z.array(z.object({
      name: Word,
      method: z.enum(["GET", "POST", "PUT", "DELETE"]),
      route: z.string().startsWith("/"),
    })).min(1),
    play: z.custom((value) => typeof value === "function", "not a function"),
  })).min(1),
});

/**
 * The scenario that `name` means: the name of a shipped one, or the path of a
 * TypeScript file whose default export is one.
 * @throws {CouldNotRun} when there is none, or it makes no sense
 */
export async function loadScenario(name: string): Promise<Scenario> {
  const shipped = SCENARIOS.find((scenario) => scenario.name === name);
  if (shipped !== undefined) return shipped;
  if (!/\.(ts|js|mjs)$/.test(name)) {
    const names = SCENARIOS.map((scenario) => scenario.name);
    const meant = nearest(name, names);
    throw new CouldNotRun(
      `Cannot load scenario ${name}: there are ${names.join(", ")}, ` +
        "and any file that ends in .ts" +
        (meant === undefined ? "" : `; did you mean ${meant}?`),
    );
  }
  let module: { readonly default?: unknown };
  try {
    module = await import(pathToFileURL(name).href);
  } catch (error) {
    throw new CouldNotRun(`Cannot load scenario ${name}: ${fileReason(error)}`);
  }
  return checkedScenario(module.default, name);
}

/** The export of a file, if it is a scenario. @throws {CouldNotRun} */
export function checkedScenario(value: unknown, file: string): Scenario {
  const { error } = Shape.safeParse(value);
  const problems =
    error?.issues.map(({ path, message }) =>
      `${path.length === 0 ? "the default export" : path.join(".")}: ${message}`
    ) ?? doubles(value as Scenario); // it has the shape
  if (problems.length === 0) return value as Scenario;
  throw new CouldNotRun(`Cannot load scenario ${file}: ${problems.join("; ")}`);
}

/** Names that mean two things. */
function doubles(scenario: Scenario): readonly string[] {
  const steps = stepsOf(scenario).map(({ name }) => name);
  const journeys = scenario.journeys.map(({ name }) => name);
  const own = new Set<string>(["all", "errors"]);
  return [...new Set(steps), ...journeys].flatMap((name) => {
    if (!own.has(name)) {
      own.add(name);
      return [];
    }
    return [`the name ${name} must mean one step or journey only`];
  });
}
