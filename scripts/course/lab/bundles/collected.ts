/**
 * Bundles as they arrive at a teacher: a folder for each student, whole clones,
 * Moodle's download of all submissions, second downloads. A file that is no
 * bundle, or belongs to no student, is named, because a student's work must not
 * vanish.
 * @module
 */

import { CouldNotRun } from "../../../lib/cli/mod.ts";
import { readLimited } from "../../../lib/files/mod.ts";
import { studentName } from "./student_name.ts";

/** The largest bundle that is read; one with all samples has about 200 kB. */
const MAX_BUNDLE_BYTES = 4 * 1024 * 1024;

/** A bundle as it was handed in. */
export interface HandedIn {
  /** The path, for messages. */
  readonly name: string;
  readonly student: string;
  /** The folder that the bundle's paths start from. */
  readonly root: string;
  /** Its text; undefined when it cannot be read. */
  readonly text: string | undefined;
  /** Why it cannot be read. */
  readonly problem?: string;
}

/** The content of a folder of collected work. */
export interface Collected {
  readonly bundles: readonly HandedIn[];
  /** The skipped files, with the reason and the remedy. */
  readonly skipped: readonly string[];
}

/** "lab2.evidence.json", "lab2.evidence (1).json", "lab2.evidence - Copy.json". */
const BUNDLE = /(?:^|_)lab\d+\.evidence(?:[ _-].*|\(\d+\))?\.json$/i;

const ARCHIVE = /\.(?:zip|7z|rar|tar|tgz|gz|xz|zst|bz2)$/i;

/** A student's tree is not deeper, nor are its bundles and folders more. */
const MAX_DEPTH = 12;
const MAX_BUNDLES = 100;
const MAX_FOLDERS = 5000;

/** The rule for a folder, in words. */
export const SHAPE =
  "it must have a folder for each student with *.evidence.json in it";

/** Folders in which no student hands anything in. */
const NOT_WORK = /^(?:\..*|node_modules|__MACOSX|labs|scripts)$/;

/** "Ada Lovelace_4711_assignsubmission_file_", with or without a name behind. */
const MOODLE = /^(.+)_(\d+)_assignsubmission_[a-z]+_/;

/**
 * Reads a folder of collected work.
 * @throws {CouldNotRun} when it cannot be read, or is one student's clone
 */
export async function collectedIn(folder: string): Promise<Collected> {
  const bundles: HandedIn[] = [];
  const skipped: string[] = [];
  const entries = await topOf(folder);
  const names = entries.map(({ name }) => name);
  if (names.includes("deno.json") || names.includes("submissions")) {
    throw new CouldNotRun(
      `Cannot read ${folder}: it is the work of one student. Name the folder ` +
        "that has a folder for each student",
    );
  }
  const owners = namesOf(names);
  for (const { name, isDirectory, isSymlink } of entries) {
    const path = `${folder}/${name}`;
    const student = owners.get(name);
    if (isSymlink) skipped.push(linked(path));
    else if (ARCHIVE.test(name)) skipped.push(archived(path));
    else if (isDirectory && !NOT_WORK.test(name)) {
      const before = skipped.length;
      const own = await below(path, skipped);
      if (own.length === 0 && skipped.length === before) {
        skipped.push(`${path}: there is no labN.evidence.json in it`);
      }
      for (const file of own) {
        bundles.push(
          await readHandedIn(file, student ?? studentName(name)),
        );
      }
    } else if (!isDirectory && BUNDLE.test(name)) {
      if (student === undefined) {
        skipped.push(
          `${path}: it names no student. Put it into a folder that is called ` +
            "like the student",
        );
      } else bundles.push(await readHandedIn(path, student));
    }
  }
  return { bundles, skipped };
}

/**
 * One bundle.
 * @param student the owner; by default the student of the folder
 */
export async function readHandedIn(
  path: string,
  student?: string,
): Promise<HandedIn> {
  const root = rootOf(path);
  const { text, problem } = await readLimited(path, MAX_BUNDLE_BYTES);
  return {
    name: path,
    student: student ?? await Deno.realPath(root).catch(() => root),
    root,
    // Git may write other line ends; inside of its texts JSON has none.
    text: text?.replaceAll("\r\n", "\n"),
    ...problem === undefined ? {} : { problem },
  };
}

/** A bundle in `submissions/` belongs to the tree around that folder. */
function rootOf(path: string): string {
  const folder = /^(.*)[\\/][^\\/]+$/s.exec(path)?.[1] ?? ".";
  if (folder === "submissions") return ".";
  return /^(.*)[\\/]submissions$/s.exec(folder)?.[1] ?? folder;
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

/** The bundles of one student; `limits` counts what was looked at. */
async function below(
  folder: string,
  skipped: string[],
  depth = 1,
  limits = { bundles: MAX_BUNDLES, folders: MAX_FOLDERS },
): Promise<readonly string[]> {
  const found: string[] = [];
  for (
    const { name, isDirectory, isSymlink } of await entriesIn(folder, skipped)
  ) {
    const path = `${folder}/${name}`;
    if (isSymlink && (BUNDLE.test(name) || name === "submissions")) {
      skipped.push(linked(path));
    } else if (BUNDLE.test(name)) {
      if (limits.bundles === 0) {
        skipped.push(more(path, MAX_BUNDLES, "bundles"));
      }
      if (limits.bundles-- > 0) found.push(path);
    } else if (isDirectory && !NOT_WORK.test(name)) {
      if (depth === MAX_DEPTH) {
        skipped.push(`${path}: it is more than ${MAX_DEPTH} folders deep`);
        continue;
      }
      if (limits.folders === 0) {
        skipped.push(more(path, MAX_FOLDERS, "folders"));
      }
      if (limits.folders-- <= 0) continue;
      found.push(...await below(path, skipped, depth + 1, limits));
    } else if (!isDirectory && ARCHIVE.test(name)) skipped.push(archived(path));
    else if (!isDirectory && /\.evidence\b.*\.json$/i.test(name)) {
      skipped.push(`${path}: it is not called labN.evidence.json`);
    }
  }
  return found;
}

function more(path: string, most: number, what: string): string {
  return `${path}: the student has more than ${most} ${what}, and the rest ` +
    "is not looked at";
}

function archived(path: string): string {
  return `${path}: it is an archive. Unpack it beside the other folders`;
}

function linked(path: string): string {
  return `${path}: it is a link, and links are not followed`;
}

/**
 * Entries of one student's folder; an unreadable entry does not stop the
 * others.
 */
async function entriesIn(
  folder: string,
  skipped: string[],
): Promise<readonly Deno.DirEntry[]> {
  try {
    return await sorted(folder);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    skipped.push(`${folder}: it cannot be looked into: ${reason}`);
    return [];
  }
}

async function topOf(folder: string): Promise<readonly Deno.DirEntry[]> {
  try {
    return await sorted(folder);
  } catch (cause) {
    const isMissing = cause instanceof Deno.errors.NotFound;
    if (!isMissing && !(cause instanceof Deno.errors.NotADirectory)) {
      throw cause;
    }
    throw new CouldNotRun(
      `Cannot read ${folder}: ` +
        (isMissing
          ? "it is not there. Check the path"
          : "it is a file. Name the folder with a folder for each student"),
      { cause },
    );
  }
}

async function sorted(folder: string): Promise<readonly Deno.DirEntry[]> {
  const all = await Array.fromAsync(Deno.readDir(folder));
  return all.toSorted((a, b) => a.name < b.name ? -1 : 1);
}
