/**
 * A lock on a table, as a careless migration takes it.
 * @module
 */

import { CouldNotRun } from "../../lib/cli/mod.ts";
import type { ActionContext, Prepared } from "../action_context.ts";
import type { ActionOf } from "../action_providers.ts";
import { lockTable } from "../../adapters/postgres/mod.ts";

/** @throws {CouldNotRun} when the target's database is not known */
export function prepareLock(
  { table }: ActionOf<"lock">,
  { target, runId, ttlS }: ActionContext,
): Prepared {
  const { databaseUrl } = target;
  if (databaseUrl === undefined) {
    throw new CouldNotRun(
      "Cannot lock a table: the database is not known; name it with " +
        "DATABASE_URL",
    );
  }
  const application = `quickticket-chaos ${runId}`;
  return {
    undo: [{ kind: "session", database_url: databaseUrl, application }],
    async inject() {
      await lockTable(databaseUrl, { table, application, ttlS });
      return `${table} is locked for at most ${ttlS} s`;
    },
  };
}
