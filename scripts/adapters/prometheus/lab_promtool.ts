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
import type { Ended } from "../../lib/process/mod.ts";
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
      ? Object.keys(rules).reduce(
        (text, path, i) => text.replaceAll(names[i] ?? path, path),
        answers.replaceAll(`${folder}/`, ""),
      )
      : answers;
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

/**
 * Why Prometheus would refuse this prometheus.yml; undefined: it would not, or
 * there is no promtool that could say so. Files that it names are not looked at.
 */
export async function checkConfig(
  context: PromtoolHost,
  text: string,
): Promise<string | undefined> {
  const folder = await Deno.makeTempDir({ prefix: "promtool-" });
  const file = `${folder}/prometheus.yml`;
  try {
    await Deno.writeTextFile(file, text);
    await Deno.chmod(folder, 0o755);
    const ended = await installed(context, [
      ...["check", "config", "--syntax-only", file],
    ]);
    if (ended === undefined || ended.code === 0) return undefined;
    const said = `${ended.stdout}\n${ended.stderr}`.replaceAll(`${folder}/`, "")
      .split("\n").map((line) => line.trim())
      .filter((line) => line !== "" && !/^(?:Checking|FAILED:?$)/.test(line));
    return said.join(" ").replace(/^FAILED: /, "");
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

async function runPromtool(
  host: PromtoolHost,
  folder: string,
): Promise<string> {
  const ended = await installed(host, ["test", "rules", `${folder}/test.yml`]);
  return ended === undefined
    ? await inImage(host.program, folder)
    : `${ended.stdout}\n${ended.stderr}`;
}

/** Runs the promtool that is installed; undefined when there is none. */
async function installed(
  { env, program }: PromtoolHost,
  args: readonly string[],
): Promise<Ended | undefined> {
  const beside = env("PROMETHEUS")?.replace(/[^/\\]*$/, "promtool");
  for (const name of [env("PROMTOOL"), "promtool", beside]) {
    if (name === undefined || name === "") continue;
    const ended = await program(name, args).catch((error: unknown) => {
      if (error instanceof CouldNotRun) return undefined;
      throw error;
    });
    if (ended !== undefined) return ended;
  }
  return undefined;
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
