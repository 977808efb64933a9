/**
 * `deno task archive base`
 * @module
 */

import { databaseUrlOr, MACHINE_KEY } from "../../../stack/local/mod.ts";
import {
  clientOutput,
  databaseUrl,
  readServer,
  withDatabase,
  withoutPassword,
} from "../../../adapters/postgres/mod.ts";
import {
  boolean,
  CouldNotRun,
  defineTool,
  Exit,
  integer,
  type Tool,
} from "../../../lib/cli/mod.ts";
import { machineKey } from "../../../lib/seal/mod.ts";
import {
  archiveServer,
  claimArchive,
  writeBaseManifest,
} from "../archive_manifest.ts";
import { namesIn } from "../segment.ts";
import { planTrim, trim, type TrimPlan } from "../trim.ts";
import { basePath, readBases, startSegmentIn, walOf } from "../wal_archive.ts";
import { archiveFlag, serverClients } from "../where.ts";
import { readText } from "../../../lib/files/mod.ts";

const keep = integer("keep", {
  default: 2,
  min: 1,
  max: 100,
  help: "how many copies stay; what only older ones need is removed",
});

/** The command. */
export const base: Tool = defineTool({
  name: "base",
  summary: "copies the server's files, while it serves",
  flags: {
    databaseUrl,
    archive: archiveFlag,
    keep,
  },
  async run({ host, flags }) {
    const url = await databaseUrlOr(flags.databaseUrl);
    const draft = `${flags.archive}/base_${crypto.randomUUID()}.part`;
    host.err(
      `Copying the server of ${withoutPassword(url)} to ${flags.archive} ...`,
    );
    const key = await machineKey(MACHINE_KEY);
    const path = await withDatabase(url, async (sql) => {
      const server = await readServer(sql);
      await claimArchive(flags.archive, server, key);
      const clients = await serverClients(sql, url);
      try {
        await clientOutput(clients.invocation("pg_basebackup", [
          ...["-D", draft, "--checkpoint=fast", "--wal-method=stream"],
          ...["--no-password", "--manifest-checksums=SHA256"],
        ], url));
        // By the server's clock, as the changes are; a copy ends before it.
        const [{ ended }] = await sql<[{ ended: Date }]>`
          SELECT clock_timestamp() AS ended`;
        // Each file against its checksum; changes are read when played.
        await clientOutput(
          clients.invocation("pg_verifybackup", ["--no-parse-wal", draft]),
        );
        const label = await readText(`${draft}/backup_label`);
        const path = await freeBasePath(flags.archive, ended);
        await Deno.rename(draft, path);
        await writeBaseManifest(path, {
          systemIdentifier: server.systemIdentifier,
          version: server.version,
          timeline: server.timeline,
          startSegment: startSegmentIn(label),
          ended: ended.toISOString(),
        }, key);
        return path;
      } catch (cause) {
        await Deno.remove(draft, { recursive: true }).catch(() => {}); // none
        throw cause instanceof CouldNotRun
          ? new CouldNotRun(`Cannot copy the server: ${cause.message}`)
          : cause;
      }
    });
    const plan = await trimPlan(flags.archive, flags.keep);
    for (const note of plan.notes) host.err(note);
    await trim(plan);
    host.out(path);
    return Exit.ok;
  },
});

async function trimPlan(archive: string, keep: number): Promise<TrimPlan> {
  const names = await namesIn(walOf(archive));
  return planTrim(archive, await readBases(archive), names, keep);
}

/** A name that is not taken, though a clock may have been set back. */
async function freeBasePath(archive: string, at: Date): Promise<string> {
  const taken = new Set(await namesIn(archive));
  for (let seconds = 0;; seconds++) {
    const path = basePath(archive, new Date(at.getTime() + seconds * 1000));
    if (!taken.has(path.slice(archive.length + 1))) return path;
  }
}

/** `archive trim` */
export const trimCommand: Tool = defineTool({
  name: "trim",
  summary: "removes old copies, and the changes that no copy needs any more",
  flags: {
    archive: archiveFlag,
    keep,
    dryRun: boolean("dry-run", { help: "say what would go, remove nothing" }),
  },
  examples: ["archive trim --dry-run"],
  async run({ host, flags }) {
    if (await archiveServer(flags.archive) === undefined) {
      throw new CouldNotRun(
        `Cannot trim ${flags.archive}: there is no archive; begin one with ` +
          "deno task archive follow",
      );
    }
    const plan = await trimPlan(flags.archive, flags.keep);
    for (const note of plan.notes) host.out(note);
    if (!flags.dryRun) await trim(plan);
    host.out(
      `${plan.paths.length} files and folders ` +
        (flags.dryRun ? "would be removed" : "removed"),
    );
    return Exit.ok;
  },
});
