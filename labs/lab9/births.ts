/**
 * When a server's disk was made: PostgreSQL writes it into its identifier, so
 * that a server that was lost and made anew reports the time itself.
 * @module
 */

/**
 * The moment in `system_identifier` (ms since the epoch): its upper half is in
 * seconds, the next twenty bits are microseconds, the rest is a process number.
 * @see https://github.com/postgres/postgres/blob/REL_17_STABLE/src/backend/access/transam/xlog.c
 */
export function bornAt(systemIdentifier: string): number {
  const bits = BigInt(systemIdentifier);
  return Number(bits >> 32n) * 1000 + Number((bits >> 12n) & 0xfffffn) / 1000;
}

/** A backup, as far as losses are found by it. */
export interface Shown {
  readonly id: string;
  /** `system_identifier` of the server that it was taken of. */
  readonly server: string;
  /** The moment it shows (ms since the epoch). */
  readonly at: number;
  /** Whether its token is on the live database. */
  readonly hasCanary: boolean;
}

/** A server that took the place of another. */
export interface Loss {
  /** When the new one was made (ms since the epoch). */
  readonly at: number;
  /** The last backup of the one before. */
  readonly backup: Shown;
  /** The lost part of its time (s). */
  readonly rpoSeconds: number;
}

/**
 * Servers that took the place of others, the oldest first.
 * @param live `system_identifier` of the one that serves now
 */
export function lossesOf(
  backups: readonly Shown[],
  live: string,
): readonly Loss[] {
  const servers = [...new Set([...backups.map(({ server }) => server), live])]
    .toSorted((a, b) => bornAt(a) - bornAt(b));
  return servers.slice(1).flatMap((server) => {
    const at = bornAt(server);
    const [backup] = backups.filter((one) =>
      bornAt(one.server) < at && one.at < at
    )
      .toSorted((a, b) => b.at - a.at);
    return backup === undefined
      ? []
      : [{ at, backup, rpoSeconds: Math.round((at - backup.at) / 100) / 10 }];
  });
}
