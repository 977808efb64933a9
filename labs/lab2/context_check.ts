/**
 * What a build is sent, asked of the builder itself.
 * @module
 */

import {
  type Check,
  type CheckContext,
  fail,
  type Finding,
  notStarted,
  pass,
} from "../../scripts/checks/mod.ts";
import { outputOf } from "../../scripts/lib/process/mod.ts";
import { CouldNotRun } from "../../scripts/lib/cli/mod.ts";

/** Puts all that it is sent into an image. */
const EVERYTHING = "FROM scratch\nCOPY . /context\n";

/** What nobody should send: secrets, history, data, other people's machines. */
const UNWANTED: readonly (readonly [string, RegExp])[] = [
  ["secrets (.env)", /(?:^|\/)\.env(?:\.|$)/],
  ["the history (.git)", /^\.git\//],
  ["data of deno task dev (.dev)", /^\.dev\//],
  ["installed packages (node_modules)", /(?:^|\/)node_modules\//],
  ["coverage", /(?:^|\/)coverage\//],
  ["documents (.md)", /\.md$/],
];

/** What every build of a service needs. */
const NEEDED = ["deno.json", "deno.lock", "services/gateway/main.ts"] as const;

/** Something secret of the checker's own, where anybody's would lie. */
const BAIT = ".env.lab-check";

/** Step 2.6. */
export const context: Check = {
  id: "2.6",
  task: 2,
  title: "a build is sent what it needs, and nothing else",
  hints: [
    "A COPY . . puts everything into the image that .dockerignore does not name.",
    "The first line may be *, and ! before each thing that is needed.",
    "deno.json, deno.lock, services and scripts are needed; .git, .env, .dev, Markdown are not.",
  ],
  async run(lab) {
    const sent = await sentFiles(lab);
    return evaluateContext(sent, await lab.read(".dockerignore") ?? "");
  },
};

/** Paths that a build gets, of the folder that the check runs in. */
async function sentFiles(
  { program }: CheckContext,
): Promise<readonly string[]> {
  const image = `quickticket-lab2-context:${crypto.randomUUID()}`;
  const docker = async (...args: readonly string[]): Promise<string> => {
    const { code, stdout, stderr } = await program("docker", args);
    if (code === 0) return stdout;
    throw new CouldNotRun(`Cannot build: docker ${args[0]}: ${stderr}`);
  };
  await docker("info"); // before anything is written
  const folder = await Deno.makeTempDir();
  await Deno.writeTextFile(`${folder}/Dockerfile`, EVERYTHING);
  await Deno.writeTextFile(BAIT, "PASSWORD=lab-check\n");
  try {
    await docker("build", "-q", "-t", image, "-f", `${folder}/Dockerfile`, ".");
    const id = (await docker("create", image, "x")).split("\n").at(-1) ?? "";
    await docker("export", "--output", `${folder}/image.tar`, id);
    await docker("rm", id);
    const list = await outputOf("tar", ["-tf", `${folder}/image.tar`]);
    return list.split("\n").filter((path) => path.startsWith("context/"))
      .map((path) => path.slice("context/".length));
  } finally {
    await Deno.remove(BAIT);
    await program("docker", ["image", "rm", "--force", image]);
    await Deno.remove(folder, { recursive: true });
  }
}

/** Evaluates the paths that a build got. */
export function evaluateContext(
  sent: readonly string[],
  ignored: string,
): Finding {
  const files = sent.filter((path) => path !== "" && !path.endsWith("/"));
  const bound = "no secrets, history, data, packages or documents among what " +
    "a build is sent; all that it needs";
  const missing = NEEDED.filter((path) => !files.includes(path));
  const unwanted = UNWANTED.flatMap(([what, pattern]) => {
    const count = files.filter((path) => pattern.test(path)).length;
    return count === 0 ? [] : [`${what}: ${count}`];
  });
  const isEmpty = ignored.split("\n").every((line) => /^\s*(?:#|$)/.test(line));
  const measured = `${files.length} files are sent`;
  if (isEmpty && unwanted.length > 0) {
    return notStarted(`.dockerignore names nothing; ${measured}`, "step 2.6");
  }
  const problems = [
    ...unwanted.map((what) => `with ${what}`),
    ...missing.map((path) => `without ${path}`),
  ];
  return problems.length === 0
    ? pass(measured, bound, { files: files.length })
    : fail(`${measured}, ${problems.join(", ")}`, bound, ".dockerignore");
}
