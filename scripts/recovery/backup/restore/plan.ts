/**
 * How a backup gets into its place, decided before anything is touched: at once
 * into an empty database, or beside a full one and then in its stead.
 * @module
 */

import { CouldNotRun } from "../../../lib/cli/mod.ts";

/** PostgreSQL keeps so many bytes of a name and drops the rest without a word. */
export const MAX_NAME_BYTES = 63;

/** The plan of a restore. */
export interface RestorePlan {
  /** The database that the dump is loaded into. */
  readonly draft: string;
  /** Whether that database has to be made first. */
  readonly creates: boolean;
  /** The name that the database of now gets; undefined: nothing is replaced. */
  readonly former: string | undefined;
}

/** The facts on which the plan depends. */
export interface Situation {
  /** The database to restore, by name. */
  readonly name: string;
  /** Its tables; an empty list: it is empty. Undefined: it is not there. */
  readonly tables: readonly string[] | undefined;
  /** Whether a full database may be replaced. */
  readonly replace: boolean;
  /** The database as people may see it, without its password. */
  readonly shown: string;
  readonly at: Date;
}

/** @throws {CouldNotRun} when the database is not empty and may not be replaced */
export function planRestore(
  { name, tables, replace, shown, at }: Situation,
): RestorePlan {
  if (tables === undefined || tables.length === 0) {
    return { draft: name, creates: tables === undefined, former: undefined };
  }
  if (!replace) {
    throw new CouldNotRun(
      `Cannot restore into ${shown}: it is not empty ` +
        `(${tables.join(", ")}); --replace puts the backup in its place ` +
        "and keeps it under another name",
    );
  }
  const time = at.toISOString().replace(/[-:]|\.\d+/g, "").toLowerCase();
  return {
    draft: nameWith(name, "_restoring"),
    creates: true,
    former: nameWith(name, `_before_${time}`),
  };
}

/** The plan in a sentence, for people who want to know first. */
export function planText(
  id: string,
  name: string,
  { draft, creates, former }: RestorePlan,
): string {
  const loads =
    `${id} is loaded into ${
      creates ? "a new database" : "the empty database"
    } ` +
    `${draft} and compared`;
  return former === undefined
    ? `${loads}.`
    : `${loads}; then it is called ${name}, and the ${name} of now ${former}.`;
}

/**
 * Those of `names` that a restore gave to former databases of `name`, the
 * oldest first.
 */
export function formerNames(
  name: string,
  names: readonly string[],
): readonly string[] {
  return names.filter((one) => {
    const [suffix = ""] = /_before_\d{8}t\d{6}z$/.exec(one) ?? [];
    return suffix !== "" && one === nameWith(name, suffix);
  }).toSorted();
}

/**
 * A name with a suffix that survives: of `name` only what leaves room stays.
 * Without this PostgreSQL would cut the suffix off a long name, and the
 * clean-up of an earlier attempt would drop the live database itself.
 */
export function nameWith(name: string, suffix: string): string {
  const room = MAX_NAME_BYTES - suffix.length; // suffixes are ASCII
  let kept = "";
  let bytes = 0;
  for (const letter of name) {
    bytes += new TextEncoder().encode(letter).length;
    if (bytes > room) break;
    kept += letter;
  }
  return kept + suffix;
}
