/**
 * Code in lectures: it parses, and what is quoted is what the repository has.
 * Type-checking is done by `deno check --doc-only`.
 * @module
 */

import { parser } from "@prometheus-io/lezer-promql";
import { parseAllDocuments } from "yaml";
import type { Deck, Fence } from "./deck.ts";

/** Reads a file of the repository; undefined: there is none. */
export type ReadFile = (path: string) => Promise<string | undefined>;

/** What is wrong with the code blocks of a file. */
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
      return promqlProblem(code);
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

/** What is wrong with queries, one a paragraph or a line. */
export function promqlProblem(code: string): string | undefined {
  const isOneQuery = parses(code);
  if (isOneQuery) return undefined;
  return code.split("\n").filter((line) => line.trim() !== "")
    .flatMap((line) => parses(line) ? [] : `no PromQL: ${line}`)[0];
}

function parses(query: string): boolean {
  let isGood = true;
  parser.parse(query).iterate({
    enter({ type }) {
      if (type.isError) isGood = false;
    },
  });
  return isGood;
}

function yamlProblem(code: string): string | undefined {
  const [error] = parseAllDocuments(code).flatMap((one) =>
    "errors" in one ? one.errors : []
  );
  return error === undefined
    ? undefined
    : `no YAML: ${error.message.split("\n")[0]}`;
}

function jsonProblem(code: string): string | undefined {
  try {
    JSON.parse(code);
    return undefined;
  } catch (error) {
    return `no JSON: ${error instanceof Error ? error.message : error}`;
  }
}
