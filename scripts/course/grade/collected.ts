/**
 * Bundles as they arrive at a teacher: a folder for each student, whole clones,
 * Moodle's download of all submissions, second downloads. What is no bundle, or
 * belongs to nobody, is named, because a student's work must not vanish.
 * @module
 */

import { CouldNotRun } from "../../lib/cli/mod.ts";
import { readText } from "../../lib/files/mod.ts";
import { studentName } from "./student_name.ts";

/** A bundle, and who handed it in. */
export interface CollectedBundle {
  readonly student: string;
  readonly path: string;
  readonly text: string;
}

/** What is in a folder of collected work. */
export interface Collected {
  readonly bundles: readonly CollectedBundle[];
  /** What was passed over, with the reason and what to do. */
  readonly skipped: readonly string[];
}

/** "lab2.evidence.json", "lab2.evidence (1).json", "lab2.evidence - Copy.json". */
const BUNDLE = /(?:^|_)lab\d+\.evidence(?:[ _-].*|\(\d+\))?\.json$/i;

const ARCHIVE = /\.(?:zip|7z|rar|tar|tgz|gz|xz|zst|bz2)$/i;

/** What a folder must be, in words. */
export const SHAPE =
  "it must have a folder for each student with *.evidence.json in it";

/** Folders in which nobody hands anything in. */
const NOT_WORK = /^(?:\..*|node_modules|__MACOSX|labs|scripts)$/;

/** "Ada Lovelace_4711_assignsubmission_file_", with or without a name behind. */
const MOODLE = /^(.+)_(\d+)_assignsubmission_[a-z]+_/;

/**
 * Reads a folder of collected work.
 * @throws {CouldNotRun} when it cannot be read, or is one student's clone
 */
export async function collectedIn(folder: string): Promise<Collected> {
  const bundles: CollectedBundle[] = [];
  const skipped: string[] = [];
  const entries = await entriesOf(folder);
  const names = entries.map(({ name }) => name);
  if (names.includes("deno.json") || names.includes("submissions")) {
    throw new CouldNotRun(
      `Cannot read ${folder}: it is the work of one student. Name the folder ` +
        "that has a folder for each student",
    );
  }
  const owners = namesOf(names);
  for (const { name, isDirectory } of entries) {
    const path = `${folder}/${name}`;
    const student = owners.get(name);
    if (ARCHIVE.test(name)) skipped.push(archived(path));
    else if (isDirectory && !NOT_WORK.test(name)) {
      const own = await below(path, skipped);
      if (own.length === 0) {
        skipped.push(`${path}: there is no labN.evidence.json in it`);
      }
      bundles.push(
        ...await Promise.all(own.map(async (file) => ({
          student: student ?? studentName(name),
          path: file,
          text: await readText(file),
        }))),
      );
    } else if (!isDirectory && BUNDLE.test(name)) {
      if (student === undefined) {
        skipped.push(
          `${path}: nobody knows whose it is. Put it into a folder that is ` +
            "called like the student",
        );
      } else bundles.push({ student, path, text: await readText(path) });
    }
  }
  return { bundles, skipped };
}

/** Of Moodle's entries, the student; two people of one name keep their numbers. */
function namesOf(entries: readonly string[]): ReadonlyMap<string, string> {
  const found = entries.flatMap((entry) => {
    const [, name, number] = MOODLE.exec(entry) ?? [];
    return name === undefined || number === undefined
      ? []
      : [{ entry, name: studentName(name), number }];
  });
  return new Map(found.map(({ entry, name, number }) => {
    const isShared = found.some((other) =>
      other.name === name && other.number !== number
    );
    return [entry, isShared ? `${name} ${number}` : name];
  }));
}

async function below(
  folder: string,
  skipped: string[],
): Promise<readonly string[]> {
  const found: string[] = [];
  for (const { name, isDirectory } of await entriesOf(folder)) {
    const path = `${folder}/${name}`;
    if (isDirectory && !NOT_WORK.test(name)) {
      found.push(...await below(path, skipped));
    } else if (!isDirectory && BUNDLE.test(name)) found.push(path);
    else if (!isDirectory && ARCHIVE.test(name)) skipped.push(archived(path));
  }
  return found;
}

function archived(path: string): string {
  return `${path}: it is an archive. Unpack it beside the other folders`;
}

async function entriesOf(folder: string): Promise<readonly Deno.DirEntry[]> {
  try {
    const all = await Array.fromAsync(Deno.readDir(folder));
    return all.toSorted((a, b) => a.name < b.name ? -1 : 1);
  } catch (cause) {
    const isMissing = cause instanceof Deno.errors.NotFound;
    if (!isMissing && !(cause instanceof Deno.errors.NotADirectory)) {
      throw cause;
    }
    throw new CouldNotRun(
      `Cannot read ${folder}: ` +
        (isMissing
          ? "there is no such folder. Check the path"
          : "it is a file. Name the folder with a folder for each student"),
      { cause },
    );
  }
}
