/**
 * `deno task archive base`
 * @module
 */

import { databaseUrlOr } from "../../../stack/local/mod.ts";
import {
  clientOutput,
  databaseUrl,
  withDatabase,
  withoutPassword,
} from "../../../adapters/postgres/mod.ts";
import {
  CouldNotRun,
  defineTool,
  Exit,
  integer,
  type Tool,
} from "../../../lib/cli/mod.ts";
import { basePath, readBases } from "../wal_archive.ts";
import { archiveFlag, serverClients } from "../where.ts";

/** The command. */
export const base: Tool = defineTool({
  name: "base",
  summary: "copies the server's files, while it serves",
  flags: {
    databaseUrl,
    archive: archiveFlag,
    keep: integer("keep", {
      default: 2,
      min: 1,
      max: 100,
      help: "how many copies stay; older ones are removed",
    }),
  },
  async run({ host, flags }) {
    const url = await databaseUrlOr(flags.databaseUrl);
    const path = basePath(flags.archive, new Date(host.clock.now()));
    const draft = `${path}.part`;
    host.err(`Copying the server of ${withoutPassword(url)} to ${path} ...`);
    await withDatabase(url, async (sql) => {
      const clients = await serverClients(sql, url);
      await Deno.mkdir(flags.archive, { recursive: true });
      try {
        await clientOutput(clients.invocation("pg_basebackup", [
          ...["-D", draft, "--checkpoint=fast", "--wal-method=stream"],
          ...["--no-password", "--manifest-checksums=SHA256"],
        ], url));
        // Each file against its checksum; changes are read when played.
        await clientOutput(
          clients.invocation("pg_verifybackup", ["--no-parse-wal", draft]),
        );
      } catch (cause) {
        await Deno.remove(draft, { recursive: true }).catch(() => {}); // none
        throw cause instanceof CouldNotRun
          ? new CouldNotRun(`Cannot copy the server: ${cause.message}`)
          : cause;
      }
    });
    await Deno.rename(draft, path);
    const bases = await readBases(flags.archive);
    for (const old of bases.slice(0, -flags.keep)) {
      await Deno.remove(old.path, { recursive: true });
      host.err(`removed ${old.path}: the newest ${flags.keep} stay`);
    }
    host.out(path);
    return Exit.ok;
  },
});
