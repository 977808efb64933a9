/**
 * Whether what builds the program is also what runs it.
 * @module
 */

import {
  type Instruction,
  lineageOf,
  type Stage,
} from "../../../scripts/adapters/docker/formats/mod.ts";
import { imageName } from "./base_image.ts";
import {
  commandsOf,
  copied,
  type Recipe,
  rootImageOf,
  takenFrom,
} from "./recipe.ts";

const BUILDS =
  /\bdeno\b(?:\s+-\S+)*\s+(?:compile|bundle|install|i|ci|cache|add)\b/;

/** Why the image holds what it was built with; none: it does not. */
export function oneStage(recipe: Recipe): readonly string[] {
  const { last, needed } = recipe;
  if (last === undefined) return ["there is no FROM"];
  const lineage = lineageOf(last);
  const built = lineage.find((one) =>
    one.keyword === "RUN" && BUILDS.test(commandsOf(one))
  );
  if (built !== undefined) {
    return [`line ${built.line} builds in the stage that runs`];
  }
  const taken = lineage.filter((one) => takenFrom(one).length > 0);
  if (taken.length === 0) {
    return ["the last stage takes nothing from a stage before it"];
  }
  const whole = taken.find((one) =>
    one.keyword !== "RUN" &&
    copied(one).sources.some((path) => /^\/\.?$/.test(path))
  );
  if (whole !== undefined) {
    return [`line ${whole.line} copies all of the other stage`];
  }
  const compilers = [...needed].filter((stage) =>
    stage !== last &&
    lineageOf(stage).some((one) =>
      one.keyword === "RUN" && BUILDS.test(commandsOf(one))
    )
  );
  const image = rootImageOf(last);
  const { repository, tag = "" } = imageName(image);
  const hasDeno = /(?:^|\/)deno$/.test(repository) && !/distroless/.test(tag);
  const isSame = compilers.some((stage) =>
    imageName(rootImageOf(stage)).repository === repository &&
    !bringsDeno(stage)
  );
  return hasDeno || isSame && !/distroless/.test(tag)
    ? [`${image} has in it what builds the program`]
    : [];
}

/** Whether a stage fetches Deno itself: then its base has none. */
function bringsDeno(stage: Stage): boolean {
  const isDeno = (one: Instruction): boolean =>
    one.keyword === "RUN"
      ? /deno\S*(?:install\.sh|\.zip|releases)|install\.deno|dl\.deno|npm\s+(?:i|install)\s.*\bdeno\b/
        .test(commandsOf(one))
      : (one.keyword === "COPY" || one.keyword === "ADD") &&
        copied(one).sources.some((path) =>
          /(?:^|\/)deno$|deno.*\.zip/.test(path)
        );
  return lineageOf(stage).some(isDeno);
}
