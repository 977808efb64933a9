/**
 * Forms of Lab 2's solution that are as good, and neighbours that are not.
 * @module
 */

import {
  DOCKERFILE_RULES,
  type LabVariants,
  type Listed,
  type Neighbour,
  replacing,
  TEXT_RULES,
} from "../../scripts/checks/variants/mod.ts";
import { CONTEXT_VARIANTS } from "./variants/context_variants.ts";
import { RIGHT_RECIPES } from "./variants/right_recipes.ts";
import { WRONG_RECIPES } from "./variants/wrong_recipes.ts";

const DOCKERFILE = "services/Dockerfile";

function recipe(name: string, kind: Listed["kind"], text: string): Listed {
  return {
    name: `Dockerfile: ${name}`,
    kind,
    steps: ["2.7"],
    change: { [DOCKERFILE]: () => text },
  };
}

function neighbour(
  name: string,
  from: string | RegExp,
  to: string,
): Neighbour {
  return {
    name,
    steps: ["2.7"],
    file: DOCKERFILE,
    change: replacing(from, to),
  };
}

/** The variants of Lab 2. */
export const variants: LabVariants = {
  listed: [
    ...Object.entries(RIGHT_RECIPES).map(([name, text]) =>
      recipe(name, "equivalent", text)
    ),
    ...Object.entries(WRONG_RECIPES).map(([name, [, text]]) =>
      recipe(name, "neighbour", text)
    ),
    ...CONTEXT_VARIANTS,
  ],
  equivalents: [
    {
      steps: ["2.7"],
      file: DOCKERFILE,
      rules: [...TEXT_RULES, ...DOCKERFILE_RULES],
    },
  ],
  neighbours: [
    neighbour("root", /^USER .*/m, "USER 0"),
    neighbour("root by name", /^USER .*/m, "USER root:root"),
    neighbour("a tag that moves", ":nonroot", ":latest"),
    neighbour("no tag", "cc-debian12:nonroot", "cc-debian12"),
    neighbour(
      "the shell form",
      'ENTRYPOINT ["/program"]',
      "ENTRYPOINT /program",
    ),
    neighbour(
      "a shell",
      'ENTRYPOINT ["/program"]',
      'ENTRYPOINT ["/bin/sh", "-c", "/program"]',
    ),
    neighbour("all code first", "COPY deno.json deno.lock ./", "COPY . ."),
    neighbour(
      "services with the lock file",
      "COPY deno.json deno.lock ./",
      "COPY deno.json deno.lock services ./",
    ),
    neighbour(
      "the build runs",
      /^FROM gcr\.io\/distroless.*/m,
      "FROM build AS run",
    ),
    neighbour(
      "its base runs",
      /^FROM gcr\.io\/distroless.*/m,
      "FROM denoland/deno:2.9.6",
    ),
  ],
};
