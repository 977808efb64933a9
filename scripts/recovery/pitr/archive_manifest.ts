/**
 * The owner of an archive: `archive.json` in it, and a manifest beside each
 * copy. An archive belongs to one server for good, since the changes of two can
 * never be played one after the other.
 * @module
 */

import { z } from "zod";
import type { Server } from "../../adapters/postgres/mod.ts";
import { CouldNotRun } from "../../lib/cli/mod.ts";
import { readOptional, replaceFile } from "../../lib/files/mod.ts";
import { type MachineKey, seal, unseal } from "../../lib/seal/mod.ts";
import { newestSegment, systemIdentifierOf } from "./segment.ts";
import { walOf } from "./wal_archive.ts";

/** Version of the format. */
const FORMAT = "quickticket-archive/1";

const archiveSchema = z.strictObject({
  schema: z.literal(FORMAT),
  systemIdentifier: z.string(),
  /** Version of the server that began it. */
  version: z.string(),
});

const baseSchema = z.strictObject({
  schema: z.literal("quickticket-base/1"),
  systemIdentifier: z.string(),
  version: z.string(),
  timeline: z.int().min(1),
  /** Its first segment of the log of changes; without it, it is worth nothing. */
  startSegment: z.string().regex(/^[0-9A-F]{24}$/),
  /**
   * When the copy was complete, by the server's clock. All changes up to then
   * must be played before it is consistent, so no earlier moment can be had.
   */
  ended: z.iso.datetime(),
});

/** The facts about a copy. */
export type BaseManifest = z.infer<typeof baseSchema>;

/** A server's part of an archive, as far as it is compared. */
type Identity = Pick<Server, "systemIdentifier" | "version">;

/** The file of the archive's own manifest. */
function manifestOf(archive: string): string {
  return `${archive}/archive.json`;
}

/**
 * Which server an archive is of; undefined: it is new. Without a manifest its
 * log of changes tells, which has the server's identifier in each segment.
 * @throws {CouldNotRun} when the manifest cannot be used
 */
export async function archiveServer(
  archive: string,
): Promise<string | undefined> {
  const text = await readOptional(manifestOf(archive));
  const wal = walOf(archive);
  const newest = await newestSegment(wal);
  const written = newest === undefined
    ? undefined
    : await systemIdentifierOf(`${wal}/${newest}`);
  if (text === undefined) return written;
  const read = await unseal(text, archiveSchema);
  if ("problem" in read) {
    throw new CouldNotRun(
      `Cannot use the archive ${archive}: ${manifestOf(archive)}: ` +
        `${read.problem}; this program reads ${FORMAT}`,
    );
  }
  const { systemIdentifier } = read.content;
  if (written === undefined || written === systemIdentifier) {
    return systemIdentifier;
  }
  throw new CouldNotRun(
    `Cannot use the archive ${archive}: it is of the server ` +
      `${systemIdentifier}, but its log of changes is of the server ${written}`,
  );
}

/**
 * Makes sure that an archive is this server's, and marks a new one as such.
 * @throws {CouldNotRun} when it is another server's
 */
export async function claimArchive(
  archive: string,
  { systemIdentifier, version }: Identity,
  key: MachineKey,
): Promise<void> {
  const owner = await archiveServer(archive);
  if (owner !== undefined && owner !== systemIdentifier) {
    throw new CouldNotRun(
      `Cannot use the archive ${archive}: it is of the server ${owner}, and ` +
        `this server is ${systemIdentifier}; name an empty folder with --archive`,
    );
  }
  if (await readOptional(manifestOf(archive)) !== undefined) return;
  await Deno.mkdir(archive, { recursive: true });
  const manifest = { schema: FORMAT, systemIdentifier, version };
  await replaceFile(manifestOf(archive), await seal(manifest, key));
}

/** Where the manifest of a copy lies. */
export function baseManifestOf(path: string): string {
  return `${path}.json`;
}

/** Writes the manifest of a copy: from then on it counts. */
export async function writeBaseManifest(
  path: string,
  facts: Omit<BaseManifest, "schema">,
  key: MachineKey,
): Promise<void> {
  const text = await seal({ schema: "quickticket-base/1", ...facts }, key);
  await replaceFile(baseManifestOf(path), text);
}

/** Reads it; undefined when there is none. @throws {CouldNotRun} when it is bad */
export async function readBaseManifest(
  path: string,
): Promise<BaseManifest | undefined> {
  const text = await readOptional(baseManifestOf(path));
  if (text === undefined) return undefined;
  const read = await unseal(text, baseSchema);
  if ("content" in read) return read.content;
  throw new CouldNotRun(
    `Cannot use the copy ${path}: ${baseManifestOf(path)}: ${read.problem}`,
  );
}
