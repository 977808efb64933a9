/**
 * Steps of a schema: the product's, which travel inside the programs, and those
 * that people write into a folder.
 * @module
 */

import { createHash } from "node:crypto";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { z } from "zod";
import type { Migration } from "../../../services/events/mod.ts";
import { CouldNotRun } from "../../lib/cli/mod.ts";
import { createFile } from "../../lib/files/mod.ts";

/** One step. */
export interface Step {
  /** Four digits and words, e.g. "0002_add_email". */
  readonly name: string;
  /** Statements that take it, in order. */
  readonly up: readonly string[];
  /** Statements that take it back; none: it cannot be. */
  readonly down: readonly string[];
  /**
   * False when a statement cannot run inside a transaction, such as CREATE INDEX
   * CONCURRENTLY. Then each statement must bear being run again.
   */
  readonly transaction: boolean;
  /** The file of a step that people wrote, for messages. */
  readonly file?: string;
  /** The part of its file that has no statement. */
  readonly unwritten?: "up" | "down";
}

/** A file of a folder of steps. */
const FILE = /^(\d{4})_([a-z0-9_]+)\.ts$/;

/** The files that a student may take for a step, and would miss. */
const LIKE_A_STEP = /^\d.*\.(?:[cm]?[jt]s|sql)$/i;

const statements = z.union([
  z.string().transform((one) => [one]),
  z.array(z.string()),
]).transform((all) => all.map(unixText));

const module_ = z.object({
  up: statements,
  down: statements.default([]),
  transaction: z.boolean().default(true),
});

/** The product's step as a step. */
export function stepOf({ id, name, up, down }: Migration): Step {
  return {
    name: `${id}_${name}`,
    up: [unixText(up)],
    down: [unixText(down)],
    transaction: true,
  };
}

/** As on Linux: Git for Windows and editors change line ends, and mean nothing. */
function unixText(text: string): string {
  return text.replace(/^\uFEFF/, "").replace(/\r\n?/g, "\n");
}

/** Whether PostgreSQL would have something to do. */
function isStatement(text: string): boolean {
  return text.replace(/--.*$|\/\*[^]*?\*\//gm, "").replace(/[\s;]/g, "") !== "";
}

/** The exports of a module. @param path from the working folder */
export type LoadModule = (path: string) => Promise<unknown>;

/**
 * The steps of a folder, by number; none when there is no folder.
 * @param load here, with this process's rights, unless another way is given
 * @throws {CouldNotRun} when a file is no step, or two have the same number
 */
export async function readSteps(
  folder: string,
  load: LoadModule = importHere,
): Promise<readonly Step[]> {
  const steps: Step[] = [];
  for (const name of await filesOf(folder)) {
    steps.push(await readStep(folder, name, load));
  }
  return steps;
}

async function readStep(
  folder: string,
  name: string,
  load: LoadModule,
): Promise<Step> {
  const file = `${folder}/${name}`;
  const found = module_.safeParse(await load(file));
  if (!found.success) {
    throw new CouldNotRun(
      `Cannot read ${file}: ${
        z.prettifyError(found.error)
      }; a step exports up ` +
        "and down, each a statement or a list of them, and perhaps " +
        "transaction = false",
    );
  }
  const { transaction } = found.data;
  const [up, down] = [found.data.up, found.data.down].map((all) =>
    all.filter(isStatement)
  ) as [string[], string[]];
  const unwritten = up.length === 0
    ? "up"
    : down.length === 0 && found.data.down.length > 0
    ? "down"
    : undefined;
  return {
    name: name.replace(/\.ts$/, ""),
    up,
    down,
    transaction,
    file,
    ...unwritten === undefined ? {} : { unwritten },
  };
}

async function importHere(file: string): Promise<unknown> {
  try {
    return await import(pathToFileURL(resolve(file)).href);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new CouldNotRun(
      `Cannot read ${file}: ${reason.split("\n")[0]}`,
      { cause },
    );
  }
}

/**
 * Both together, in order.
 * @throws {CouldNotRun} when two have the same number
 */
export function inOrder(
  ...lists: readonly (readonly Step[])[]
): readonly Step[] {
  const all = lists.flat().toSorted((a, b) => a.name < b.name ? -1 : 1);
  all.forEach(({ name }, i) => {
    const before = all[i - 1]?.name;
    if (before !== undefined && numberOf(before) === numberOf(name)) {
      throw new CouldNotRun(
        `Cannot migrate: ${before} and ${name} have the same number; rename ` +
          "the one that no database has taken yet",
      );
    }
  });
  return all;
}

/** "0002" of "0002_add_email". */
export function numberOf(name: string): string {
  return name.slice(0, 4);
}

/**
 * What is on record of a step, so that an edit is noticed. How lines end, and
 * whether the last one does, is no edit.
 */
export function checksumOf({ up }: Pick<Step, "up">): string {
  const text = up.map((one) => unixText(one).replace(/\n+$/, "")).join(";\n");
  return createHash("sha256").update(text).digest("hex").slice(0, 16);
}

/**
 * Writes the next step, to be filled in.
 * @returns its path
 * @throws {CouldNotRun} when the name is not lower-case words
 */
export async function writeStep(
  folder: string,
  words: string,
  taken: readonly Step[],
): Promise<string> {
  if (!/^[a-z][a-z0-9_]*$/.test(words)) {
    throw new CouldNotRun(
      "Cannot make a step: NAME must be lower-case letters, digits and _, " +
        `current value is ${words}; for example add_email`,
    );
  }
  const last = Math.max(0, ...taken.map(({ name }) => Number(numberOf(name))));
  const path = `${folder}/${String(last + 1).padStart(4, "0")}_${words}.ts`;
  await Deno.mkdir(folder, { recursive: true });
  await createFile(path, TEMPLATE);
  return path;
}

const TEMPLATE = `/** What it is for, in a line. */
export const up = [
  "",
];

/** Takes it back. */
export const down = [
  "",
];

// For CREATE INDEX CONCURRENTLY, which cannot run inside a transaction:
// export const transaction = false;
`;

async function filesOf(folder: string): Promise<readonly string[]> {
  const files: string[] = [];
  try {
    for await (const { name, isDirectory } of Deno.readDir(folder)) {
      if (isDirectory) continue;
      if (FILE.test(name)) files.push(name);
      else if (LIKE_A_STEP.test(name)) {
        throw new CouldNotRun(
          `Cannot read ${folder}/${name}: a step is named NNNN_words.ts, four ` +
            "digits and lower-case words",
        );
      }
    }
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return [];
    if (error instanceof CouldNotRun) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    throw new CouldNotRun(
      `Cannot read the steps in ${folder}: ${reason}; --folder names a folder ` +
        "below this one",
      { cause: error },
    );
  }
  return files.toSorted();
}
