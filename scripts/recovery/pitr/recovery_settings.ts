/**
 * The lines that make a copy of a server play its changes up to a moment.
 * @module
 */

/**
 * Where the server finds its log of changes, and how far it plays it.
 * @param wal folder of the log, as the server reaches it
 * @param moment the last one that is played; undefined: all there is
 */
export function recoverySettings(
  wal: string,
  moment: Date | undefined,
): string {
  // The segment that is being written has another name until it is full.
  const from = `'${wal.replaceAll("'", "'\\''").replaceAll("%", "%%")}'`;
  const command = `cp ${from}/%f "%p" || cp ${from}/%f.partial "%p"`;
  return [
    "",
    `restore_command = '${command.replaceAll("'", "''")}'`,
    "recovery_target_action = 'promote'",
    "hot_standby = off", // no client may see it half way
    ...moment === undefined
      ? []
      // Names of zones, "Z" too, are not known that early.
      : [
        `recovery_target_time = '${moment.toISOString().replace("Z", "+00")}'`,
      ],
    "",
  ].join("\n");
}
