/**
 * The student's promtool: on PATH, beside the Prometheus that PROMETHEUS names,
 * or in the image of compose's Prometheus.
 * @module
 */

import { CouldNotRun } from "../../lib/cli/mod.ts";
import {
  type SeriesAnswer,
  seriesAnswers,
  type SeriesTest,
  seriesTest,
} from "./synthetic_series.ts";
import type { Run } from "./promtool.ts";

/** The machine that promtool is looked for on. */
export interface PromtoolHost {
  /** An environment variable. */
  env(name: string): string | undefined;
  /** Runs a program to its end. */
  readonly program: Run;
}

/** A test, with the text of each rule file by its name. */
export interface SeriesQuestions extends Omit<SeriesTest, "ruleFiles"> {
  readonly rules: Readonly<Record<string, string>>;
}

/**
 * Asks the questions in their cases.
 * @returns an answer a question; or why the rules could not be read
 * @throws {CouldNotRun} when there is no promtool
 */
export async function askSeries(
  context: PromtoolHost,
  { rules, ...test }: SeriesQuestions,
): Promise<readonly SeriesAnswer[] | string> {
  const folder = await Deno.makeTempDir({ prefix: "promtool-" });
  try {
    const names = Object.keys(rules).map((path) => path.replaceAll("/", "_"));
    for (const [i, text] of Object.values(rules).entries()) {
      await Deno.writeTextFile(`${folder}/${names[i]}`, text);
    }
    const text = seriesTest({ ...test, ruleFiles: names });
    await Deno.writeTextFile(`${folder}/test.yml`, text);
    await Deno.chmod(folder, 0o755); // an image's user reads it too
    const said = await runPromtool(context, folder);
    const answers = seriesAnswers(said, test.questions.length);
    return typeof answers === "string"
      ? answers.replaceAll(`${folder}/`, "")
      : answers;
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

async function runPromtool(
  { env, program }: PromtoolHost,
  folder: string,
): Promise<string> {
  const beside = env("PROMETHEUS")?.replace(/[^/\\]*$/, "promtool");
  for (const name of [env("PROMTOOL"), "promtool", beside]) {
    if (name === undefined || name === "") continue;
    const ended = await program(name, ["test", "rules", `${folder}/test.yml`])
      .catch((error: unknown) => {
        if (error instanceof CouldNotRun) return undefined;
        throw error;
      });
    if (ended !== undefined) return `${ended.stdout}\n${ended.stderr}`;
  }
  return await inImage(program, folder);
}

/** Compose knows which image it is. */
async function inImage(
  program: Run,
  folder: string,
): Promise<string> {
  const { stdout, stderr } = await program("docker", [
    ..."compose run --rm --no-deps --no-TTY --entrypoint promtool".split(" "),
    ...["--volume", `${folder}:/lab:ro`, "prometheus"],
    ...["test", "rules", "/lab/test.yml"],
  ]).catch(() => ({ stdout: "", stderr: "" }));
  const said = `${stdout}\n${stderr}`.replaceAll("/lab/", "");
  if (/FAILED|SUCCESS/.test(said)) return said;
  throw new CouldNotRun(
    "Cannot try rules: there is no promtool. It is part of Prometheus, " +
      "https://prometheus.io/download: put it on PATH, or name it with " +
      `PROMTOOL; or start Docker${
        said.trim() === "" ? "" : `: ${said.trim()}`
      }`,
  );
}
