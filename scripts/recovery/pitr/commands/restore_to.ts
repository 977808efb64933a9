/**
 * `deno task archive point`
 * @module
 */

import { openStore, storeFlag, takeBackup } from "../../backup/mod.ts";
import { databaseUrlOr, MACHINE_KEY } from "../../../stack/local/mod.ts";
import {
  databaseUrl,
  findClients,
  withDatabase,
} from "../../../adapters/postgres/mod.ts";
import { defineTool, Exit, text, type Tool } from "../../../lib/cli/mod.ts";
import { machineKey } from "../../../lib/seal/mod.ts";
import { momentOf } from "../moment.ts";
import { recover } from "../recover.ts";
import { archiveFlag } from "../where.ts";

/** `archive point` */
export const point: Tool = defineTool({
  name: "point",
  summary: "makes a backup of the database as it was at a moment",
  flags: {
    databaseUrl,
    archive: archiveFlag,
    store: storeFlag,
    at: text("at", {
      default: undefined,
      placeholder: "TIME",
      help: "the moment, e.g. 2026-11-24T02:15:04Z; the last one without",
    }),
  },
  examples: ["archive point --at 2026-11-24T02:15:04Z", "restore --replace"],
  async run({ host, flags }) {
    const url = await databaseUrlOr(flags.databaseUrl);
    const moment = flags.at === undefined ? undefined : momentOf(flags.at);
    const store = openStore(flags.store, host.env);
    await using recovered = await recover(
      flags.archive,
      moment,
      (line) => host.err(line),
    );
    const { pathname } = new URL(url);
    const { href } = Object.assign(new URL(recovered.server.url), { pathname });
    const manifest = await withDatabase(
      href,
      async (sql) =>
        await takeBackup(sql, {
          databaseUrl: href,
          clients: await findClients(sql, href),
          store,
          key: await machineKey(MACHINE_KEY),
          clock: host.clock,
          recipient: undefined,
          withCanary: false,
          ...moment === undefined ? {} : { shows: moment },
        }),
    );
    host.out(
      `${manifest.id} shows ${manifest.snapshot.at}; put it in place with ` +
        `deno task restore ${manifest.id} --replace`,
    );
    return Exit.ok;
  },
});
