/**
 * Test files as jobs that can run side by side.
 * @module
 */

import type { Discovered } from "./discover.ts";

/** One call of `deno test`, or of `deno check`. */
export interface Job {
  /** For people, such as `scripts/stack/console` or `unit tests`. */
  readonly name: string;
  readonly kind: "check" | "test";
  readonly files: readonly string[];
  /** A permission set of deno.json; undefined: nothing at all. */
  readonly permissionSet?: string;
  /** Runs after all others, with nothing beside it. */
  readonly isAlone?: boolean;
  /** How long it took the last time (s); undefined: not known. */
  readonly expectedS?: number;
}

/** Seconds by the name of a job, as the last run measured them. */
export type Times = Readonly<Record<string, number>>;

/** Files of one folder that are short run in one process, up to so many. */
const FILES_OF_A_JOB = 8;

/** Files with these sets share one PostgreSQL and one Redis. */
const STORES: ReadonlySet<string> = new Set([
  "test-stores",
  "test-stores-programs",
]);

/** Whether a job's files need PostgreSQL and Redis. */
export function needsStores({ permissionSet = "" }: Job): boolean {
  return STORES.has(permissionSet);
}

/** The parts of a plan. */
export interface PlanOptions {
  readonly discovered: Discovered;
  readonly times: Times;
  /** Only those that need no permission. */
  readonly isUnitOnly: boolean;
  readonly isChecked: boolean;
}

/**
 * The jobs, the longest first: what takes long and starts last makes everything
 * else wait. A job that is not known yet comes before all others.
 */
export function planJobs(
  { discovered, times, isUnitOnly, isChecked }: PlanOptions,
): readonly Job[] {
  const { unit, integration, alone } = discovered;
  const sets = isUnitOnly ? [] : [...integration];
  const all = [...unit, ...sets.flatMap(([, files]) => files)];
  const jobs: readonly Job[] = [
    ...isChecked && all.length > 0
      ? [{ name: "types of all tests", kind: "check", files: all } as const]
      : [],
    ...unit.length > 0
      ? [{ name: "unit tests", kind: "test", files: unit } as const]
      : [],
    ...sets.flatMap(([permissionSet, files]) =>
      groupsOf(permissionSet, files.filter((file) => !alone.has(file)))
        .map((files) => jobOf(permissionSet, files))
    ),
    ...sets.flatMap(([permissionSet, files]) =>
      files.filter((file) => alone.has(file))
        .map((file) => ({ ...jobOf(permissionSet, [file]), isAlone: true }))
    ),
  ];
  return jobs
    .map((job) => {
      const expectedS = times[job.name];
      return expectedS === undefined ? job : { ...job, expectedS };
    })
    .toSorted((a, b) => (b.expectedS ?? Infinity) - (a.expectedS ?? Infinity));
}

function jobOf(permissionSet: string, files: readonly string[]): Job {
  const name = nameOf(permissionSet, files);
  return { name, kind: "test", files, permissionSet };
}

function groupsOf(
  permissionSet: string,
  files: readonly string[],
): readonly (readonly string[])[] {
  if (!STORES.has(permissionSet)) return byFolder(files);
  return files.length === 0 ? [] : [files];
}

/** Files that lie together, in groups of a few. */
function byFolder(files: readonly string[]): readonly (readonly string[])[] {
  const folders = Map.groupBy(files, folderOf);
  return [...folders.values()].flatMap((some) =>
    Array.from(
      { length: Math.ceil(some.length / FILES_OF_A_JOB) },
      (_, i) => some.slice(i * FILES_OF_A_JOB, (i + 1) * FILES_OF_A_JOB),
    )
  );
}

function nameOf(permissionSet: string, files: readonly string[]): string {
  const [first = ""] = files;
  if (permissionSet === "test-stores") return "tests with PostgreSQL and Redis";
  const folder = folderOf(first);
  const others = files.length - 1;
  const name = first.slice(folder.length + 1).replace(/_test\.ts$/, "");
  return `${folder}: ${name}${others > 0 ? ` and ${others} more` : ""}`;
}

function folderOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf("/")));
}
