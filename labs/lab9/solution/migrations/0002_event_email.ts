/** Whom to write to about an event. Nullable: only the catalogue changes. */
export const up = [
  "ALTER TABLE events ADD COLUMN email varchar(255)",
];

/** Takes it back. */
export const down = [
  "ALTER TABLE events DROP COLUMN email",
];
