/** Room for the new name. Nullable, without a default: a look at the catalogue. */
export const up = [
  "ALTER TABLE events ADD COLUMN scheduled_at timestamptz",
];

/** Takes it back. */
export const down = [
  "ALTER TABLE events DROP COLUMN scheduled_at",
];
