/**
 * The five mistakes of Lecture 2, looked for in the student's Dockerfile.
 * @module
 */

import { z } from "zod";
import {
  type Check,
  type CheckContext,
  couldNotVerify,
  fail,
  type Finding,
  notStarted,
  pass,
  passWithRemark,
} from "../../scripts/checks/mod.ts";
import { parseYaml } from "../../scripts/lib/text/yaml/mod.ts";
import { floatingBases, looseBases } from "./recipe/base_image.ts";
import { sourceBeforeLock } from "./recipe/install_layer.ts";
import { copied, readRecipe, type Recipe } from "./recipe/recipe.ts";
import { oneStage } from "./recipe/runtime_stage.ts";
import { shellInFront } from "./recipe/start_command.ts";
import { userOf } from "./recipe/user.ts";

const FILE = "services/Dockerfile";

/** Step 2.7. */
export const recipe: Check = {
  id: "2.7",
  task: 2,
  title: "none of the five mistakes is left in the Dockerfile",
  hints: [
    "Which of the five mistakes does the message name, and in which line is it?",
    "Lecture 2, slide 14, lists the five mistakes, and slide 13 shows a Dockerfile with " +
    "two stages. The order of lines decides what the cache can reuse (slide 11).",
    "A Go service does it like this: FROM golang:1.24 AS build; COPY go.mod go.sum ./; " +
    "RUN go mod download; COPY . .; RUN go build -o /app; then FROM a small image, COPY " +
    '--from=build /app /app, USER 65532, ENTRYPOINT ["/app"].',
  ],
  measures:
    "the five mistakes of Lecture 2, followed through stages, copies and mounts",
  tool: "dockerfile-ast",
  catches: [
    "a tag without a version",
    "root by name, number, ARG or base",
    "an install that sees the code",
    "a shell or script that starts the program",
    "the build image as the last one",
  ],
  async run(context) {
    const text = await context.read(FILE);
    if (text === undefined) return notStarted(`there is no ${FILE}`, FILE);
    const args = await composeArgs(context);
    const read = readRecipe(text, args);
    return evaluateRecipe(
      readRecipe(text, args, await copiedFiles(context, read)),
    );
  },
};

/** A mistake, and where it is. */
type Mistake = readonly [string, (recipe: Recipe) => readonly string[]];

const MISTAKES: readonly Mistake[] = [
  ["a base without a fixed version", floatingBases],
  ["root", rootLeft],
  ["the source before the packages of deno.lock", sourceBeforeLock],
  ["a shell in front of the program", shellInFront],
  ["one image for building and running", oneStage],
];

function rootLeft(recipe: Recipe): readonly string[] {
  const user = userOf(recipe);
  return user.kind === "root" ? [user.why] : [];
}

/** Evaluates a Dockerfile. */
export function evaluateRecipe(recipe: Recipe): Finding {
  const bound = "none of the five mistakes: " +
    MISTAKES.map(([what]) => what).join("; ");
  const [problem] = recipe.problems;
  if (problem !== undefined) {
    return fail(
      `Docker cannot build this file: ${problem}`,
      bound,
      `${FILE}, with docker build -f ${FILE} --build-arg SERVICE=payments .`,
    );
  }
  const left = MISTAKES.flatMap(([what, whereIs]) => {
    const [where] = whereIs(recipe);
    return where === undefined ? [] : [`${what} (${where})`];
  });
  if (left.length === MISTAKES.length) {
    return notStarted("all five mistakes are there", "step 2.7");
  }
  if (left.length > 0) {
    return fail(
      `${left.length} of five left: ${left.join("; ")}`,
      bound,
      `${FILE}, and the table of step 2.7`,
    );
  }
  const user = userOf(recipe);
  if (user.kind === "missing") {
    return fail(
      `the container cannot start: ${user.why}`,
      bound,
      `USER in the last stage of ${FILE}`,
    );
  }
  if (user.kind === "unknown") {
    return couldNotVerify(
      `the file does not say which user the image runs as: ${user.why}`,
      bound,
      `the last stage of ${FILE}, which must name its user itself`,
    );
  }
  const measured = `${recipe.stages.length} stages, none of the five`;
  const remarks = [
    ...looseBases(recipe).map((image) =>
      `${image} follows every release of that version`
    ),
    ...user.kind === "name" && user.said !== "nonroot"
      ? [
        `Kubernetes cannot tell that ${user.said} is not root: Lab 4 asks for a number`,
      ]
      : [],
  ];
  return remarks.length === 0
    ? pass(measured, bound)
    : passWithRemark(measured, bound, remarks.join("; "));
}

const Compose = z.object({
  services: z.record(
    z.string(),
    z.object({
      build: z.object({
        args: z.record(z.string(), z.union([z.string(), z.number()])),
      }),
    }).catch({ build: { args: {} } }),
  ),
});

/**
 * The arguments that compose passes to the build, with the defaults of its own
 * variables.
 */
async function composeArgs(
  { read }: CheckContext,
): Promise<ReadonlyMap<string, string>> {
  const text = await read("compose.yaml");
  if (text === undefined) return new Map();
  const { data } = Compose.safeParse(parseYaml(text));
  const args = data?.services.payments?.build.args ?? {};
  return new Map(
    Object.entries(args).map(([name, value]) => [
      name,
      String(value).replaceAll(/\$\{\w+:?-([^}]*)\}/g, "$1"),
    ]),
  );
}

/** Single files that a Dockerfile copies: one of them may be a script. */
async function copiedFiles(
  { read }: CheckContext,
  { stages }: Recipe,
): Promise<ReadonlyMap<string, string>> {
  const paths = stages.flatMap(({ instructions }) => instructions)
    .filter(({ keyword, flags }) =>
      (keyword === "COPY" || keyword === "ADD") && !flags.has("from")
    )
    .flatMap((one) => copied(one).sources)
    .map((path) => path.replace(/^\.?\//, ""))
    .filter((path) => /^[\w./-]*[\w-]$/.test(path) && !/\.\./.test(path));
  const files = new Map<string, string>();
  for (const path of new Set(paths)) {
    // A folder cannot be read as a file.
    const text = await read(path).catch(() => undefined);
    if (text !== undefined) files.set(path, text);
  }
  return files;
}
