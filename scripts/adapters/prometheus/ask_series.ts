/**
 * Questions to rules about series that a check makes up, answered by promtool.
 * @module
 */

import { findPromtool, type PromtoolHost } from "./promtool.ts";
import {
  type SeriesAnswer,
  seriesAnswers,
  type SeriesTest,
  seriesTest,
} from "./synthetic_series.ts";

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
  host: PromtoolHost,
  { rules, ...test }: SeriesQuestions,
): Promise<readonly SeriesAnswer[] | string> {
  const folder = await Deno.makeTempDir({ prefix: "promtool-" });
  try {
    const names = Object.keys(rules).map((path) => path.replaceAll("/", "_"));
    for (const [i, text] of Object.values(rules).entries()) {
      await Deno.writeTextFile(`${folder}/${names[i]}`, text);
    }
    const file = `${folder}/test.yml`;
    await Deno.writeTextFile(file, seriesTest({ ...test, ruleFiles: names }));
    await Deno.chmod(folder, 0o755); // an image's user reads it too
    const promtool = await findPromtool(host, [folder]);
    const { stdout, stderr } = await promtool("test", "rules", file);
    const answers = seriesAnswers(
      `${stdout}\n${stderr}`,
      test.questions.length,
    );
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
