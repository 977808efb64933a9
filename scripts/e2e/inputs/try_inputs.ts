/**
 * Runs wrong inputs through every tool of the repository.
 * @module
 */

import { copyTree, openGit } from "../../lib/process/mod.ts";
import { readConfig } from "../../lib/commands/mod.ts";
import type { Description } from "../../lib/cli/mod.ts";
import { seededDraws } from "../../../services/shared/mod.ts";
import { type Asked, askTool, type Place } from "./ask_tool.ts";
import { faultsIn } from "./fault_in.ts";
import { type WrongInput, wrongInputs } from "./wrong_inputs.ts";

/** How many tools are asked at once. */
const AT_ONCE = 2;

/** The tried input. */
export interface Tried {
  readonly tools: number;
  readonly commands: number;
  readonly inputs: number;
  /** One line for each fault. */
  readonly faults: readonly string[];
}

/** How much is tried. */
export interface TryOptions {
  /** How many inputs of a command; all of those that are generated: Infinity. */
  readonly each: number;
  readonly seed: number;
  /** The tools whose path has this in it; all without. */
  readonly only?: string;
  readonly note?: (words: string) => void;
}

interface Path {
  readonly path: string;
  readonly words: readonly string[];
  readonly command: Description;
}

/** Every tool once, by the file that it runs. */
export async function toolFiles(root: string): Promise<readonly string[]> {
  const { tasks } = await readConfig(root);
  const files = Object.values(tasks)
    .map((command) => /scripts\/\S+\/cli\.ts/.exec(command)?.[0])
    .filter((file) => file !== undefined);
  return [...new Set(files)].toSorted();
}

/** Tries them. */
export async function tryInputs(
  place: Place,
  { each, seed, only = "", note = () => {} }: TryOptions,
): Promise<Tried> {
  const files = (await toolFiles(place.tree)).filter((file) =>
    file.includes(only)
  );
  const total = { commands: 0, inputs: 0 };
  const faults: string[] = [];
  const next = files.values();
  await Promise.all(Array.from({ length: AT_ONCE }, async () => {
    for (const file of next) {
      let asked: Asked;
      try {
        asked = await askTool(file, place);
      } catch (error) {
        faults.push(error instanceof Error ? error.message : String(error));
        continue;
      }
      for (const one of commandsOf(asked.description)) {
        total.commands++;
        const all = wrongInputs(one.path, one.words, one.command);
        for (const input of sample(all, each, seed + total.commands)) {
          total.inputs++;
          const found = await tried(asked, one, input);
          faults.push(...found.faults);
          if (found.isGone) asked = await askTool(file, place);
        }
      }
      await asked.close();
      note(`${file}: ${total.inputs} inputs, ${faults.length} faults so far`);
    }
  }));
  return { tools: files.length, ...total, faults: faults.toSorted() };
}

async function tried(
  asked: Asked,
  { path }: Path,
  input: WrongInput,
): Promise<{ readonly faults: readonly string[]; readonly isGone: boolean }> {
  const answer = await asked.answer(input);
  const env = Object.entries(input.env ?? {}).map(([a, b]) => `${a}=${b} `);
  const [task = ""] = path.split(" ");
  const line = `${env.join("")}deno task ${task} ${
    input.args.map((one) => /^[\w=.:/@-]+$/.test(one) ? one : `'${one}'`)
      .join(" ")
  }`;
  const said = `${answer.stderr}\n${answer.stdout}`.trim().slice(0, 400);
  return {
    faults: faultsIn(input, answer).map((fault) =>
      `${path}: ${input.kind}: ${fault}\n    ${line}\n    ${
        said.replaceAll("\n", "\n    ")
      }`
    ),
    isGone: answer.code === undefined,
  };
}

/** A tool and all its commands, once each. */
function commandsOf(tool: Description): readonly Path[] {
  const found = new Map<string, Path>();
  function add(command: Description, words: readonly string[]): void {
    const path = [tool.name, ...words].join(" ");
    if (found.has(path)) return;
    found.set(path, { path, words, command });
    for (const one of command.commands) add(one, [...words, one.name]);
  }
  add(tool, []);
  return [...found.values()];
}

/** Some of a list, the same for the same seed. */
function sample<T>(
  all: readonly T[],
  count: number,
  seed: number,
): readonly T[] {
  const draw = seededDraws(seed);
  return all.map((one) => [draw(), one] as const)
    .toSorted(([a], [b]) => a - b).slice(0, count).map(([, one]) => one);
}

/** A copy of the files that Git knows, or would take. */
export async function copyOf(root: string, to: string): Promise<void> {
  const known = await openGit(root).output(
    ...["ls-files", "-z", "--cached", "--others", "--exclude-standard"],
  );
  const paths = new Set(known.split("\0"));
  await copyTree(root, to, { keep: (path) => paths.has(path) });
}
