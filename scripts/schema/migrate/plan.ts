/**
 * The steps of a migration, decided once, and then either printed
 * (`--dry-run`) or done. Refusals happen here, before any change.
 * @module
 */

import type postgres from "postgres";
import { CouldNotRun } from "../../lib/cli/mod.ts";
import { stepNamed, stepsToTake, stepsToTakeBack } from "./choose_steps.ts";
import {
  readHistory,
  refuseUnknownTables,
  type Taken,
  verify,
} from "./history.ts";
import type { Step } from "./step.ts";

/** The steps to take. */
export interface Plan {
  readonly way: "up" | "down";
  /** In the order in which they run. */
  readonly steps: readonly Step[];
  /** How many steps are on record. */
  readonly before: number;
  /** Notes for a person to read first, each a sentence. */
  readonly notes: readonly string[];
  /** Why there is nothing to do; undefined: there is. */
  readonly nothing: string | undefined;
}

/** How far down; `to` instead of `count`: until that one is the newest. */
export interface Back {
  readonly count?: number;
  readonly to?: string;
}

/** A history as far as a plan needs it. */
type History = readonly Pick<Taken, "name" | "checksum">[];

/** The effects of `migrate up` on this database. */
export async function planUp(
  sql: postgres.Sql,
  steps: readonly Step[],
  to?: string,
): Promise<Plan> {
  const history = await readHistory(sql);
  const plan = upFrom(history, steps, to);
  if (history.length === 0) await refuseUnknownTables(sql, steps);
  return plan;
}

/** The effects of `migrate down` on this database. */
export async function planDown(
  sql: postgres.Sql,
  steps: readonly Step[],
  back: Back,
): Promise<Plan> {
  return downFrom(await readHistory(sql), steps, back);
}

/**
 * The same from a history.
 * @throws {CouldNotRun} when history and files disagree, `to` is not known, or a
 *   step has not been written yet
 */
export function upFrom(
  history: History,
  steps: readonly Step[],
  to?: string,
): Plan {
  const newer = verify(history, steps);
  const chosen = stepsToTake(history, steps, to);
  for (const step of chosen) refuseUnwritten(step);
  const last = history.at(-1)?.name ?? "";
  const early = chosen.filter(({ name }) => name < last);
  return {
    way: "up",
    steps: chosen,
    before: history.length,
    notes: [
      ...newer.length === 0
        ? []
        : [`The database is newer than this program: ${newer.join(", ")}.`],
      ...early.map(({ name }) =>
        `${name} is out of order: it comes before ${last}, which was taken ` +
        "already."
      ),
    ],
    nothing: chosen.length > 0 ? undefined : nothingUp(history, steps, to),
  };
}

/**
 * The same from a history.
 * @throws {CouldNotRun} when history and files disagree, `to` was never taken,
 *   or a step has no way back
 */
export function downFrom(
  history: History,
  steps: readonly Step[],
  back: Back,
): Plan {
  const chosen = stepsToTakeBack(history, steps, back);
  for (const { name, down } of chosen) {
    if (down.length > 0) continue;
    throw new CouldNotRun(
      `Cannot take ${name} back: it has no down; write one, or restore a ` +
        "backup",
    );
  }
  const last = history.at(-1)?.name;
  const nothing = last === undefined
    ? "Nothing to take back: no step was taken yet."
    : `Nothing to take back: ${last} is the newest step already.`;
  return {
    way: "down",
    steps: chosen,
    before: history.length,
    notes: [],
    nothing: chosen.length === 0 ? nothing : undefined,
  };
}

function nothingUp(
  history: History,
  steps: readonly Step[],
  to: string | undefined,
): string {
  const last = history.at(-1)?.name ?? "";
  if (to !== undefined) {
    const { name } = stepNamed(steps, to);
    return `Nothing to do: ${name} was taken before` +
      (name < last
        ? `, and ${last} is the newest; deno task migrate down --to ` +
          `${name.slice(0, 4)} goes back to it.`
        : ", and it is the newest.");
  }
  return `Nothing to do: all ${history.length} steps were taken before.`;
}

/** The template of `migrate new`, as it was or filled in by half. */
function refuseUnwritten({ name, up, file, unwritten }: Step): void {
  const where = file ?? name;
  if (up.length === 0) {
    throw new CouldNotRun(
      `Cannot take step ${name}: ${where} has no statement yet; write the SQL ` +
        "that changes the schema into up, and the SQL that takes it back into " +
        "down",
    );
  }
  if (unwritten === "down") {
    throw new CouldNotRun(
      `Cannot take step ${name}: down in ${where} is still empty, so that the ` +
        "step could not be taken back; write the SQL that does, or remove down " +
        "if there is none",
    );
  }
}
