/**
 * The database of the stack that runs here, for tools without another URL.
 * @module
 */

import { CouldNotRun } from "../../lib/cli/mod.ts";
import { DEV_DIRECTORY, stackPaths } from "./paths.ts";
import { readState } from "./state.ts";

/**
 * `url`, else what the running development stack uses.
 * @throws {CouldNotRun} when neither is known
 */
export async function databaseUrlOr(url: string | undefined): Promise<string> {
  if (url !== undefined) return url;
  const state = await readState(stackPaths(DEV_DIRECTORY).state);
  if (state?.postgres) return state.postgres.url;
  throw new CouldNotRun(
    "Cannot choose a database: deno task dev does not run here; " +
      "name one with --database-url or DATABASE_URL",
  );
}
