/**
 * Code in lectures: it parses, and what is quoted is what the repository has.
 * Type-checking is done by `deno check --doc-only`.
 * @module
 */

import { promqlProblem } from "../../adapters/prometheus/promql/mod.ts";
import { parseAllYaml, YamlError } from "../../lib/text/yaml/mod.ts";
import type { Deck, Fence } from "./deck.ts";

/** Reads a file of the repository; undefined: there is none. */
export type ReadFile = (path: string) => Promise<string | undefined>;

/** The problems of the code blocks of a file. */
export async function codeProblems(
  { fences }: Deck,
  read: ReadFile,
): Promise<readonly string[]> {
  const all = await Promise.all(fences.map(async (fence) => {
    const problem = await problemOf(fence, read);
    return problem === undefined ? [] : [`line ${fence.line}: ${problem}`];
  }));
  return all.flat();
}

async function problemOf(
  { language, options, code }: Fence,
  read: ReadFile,
): Promise<string | undefined> {
  const source = options.get("source");
  if (source !== undefined) {
    const text = await read(source);
    if (text === undefined) return `there is no ${source} to quote`;
    return isQuoted(code, text)
      ? undefined
      : `this is not in ${source} as it stands here`;
  }
  switch (language) {
    case "promql":
      return queriesProblem(code);
    case "yaml":
      return yamlProblem(code);
    case "json":
      return jsonProblem(code);
    case "":
      return "a block needs a language";
  }
  return undefined;
}

/** Whether these lines stand in the text, one after another, at any indent. */
export function isQuoted(code: string, text: string): boolean {
  const flat = (some: string) =>
    some.split("\n").map((line) => line.trim()).filter((line) => line !== "")
      .join("\n");
  return flat(text).includes(flat(code));
}

/** The problems of queries, each a paragraph or a line. */
export function queriesProblem(code: string): string | undefined {
  if (promqlProblem(code) === undefined) return undefined;
  return code.split("\n").filter((line) => line.trim() !== "")
    .flatMap((line) => promqlProblem(line) ?? [])[0];
}

function yamlProblem(code: string): string | undefined {
  try {
    parseAllYaml(code, "the code");
    return undefined;
  } catch (error) {
    if (!(error instanceof YamlError)) throw error;
    return `no YAML: ${error.message}`;
  }
}

function jsonProblem(code: string): string | undefined {
  try {
    JSON.parse(code);
    return undefined;
  } catch (error) {
    return `no JSON: ${error instanceof Error ? error.message : error}`;
  }
}
