export const up = [
  "ALTER TABLE events ADD COLUMN email VARCHAR(255) NOT NULL DEFAULT 'nobody@example.org'",
  "ALTER TABLE events ALTER COLUMN email DROP DEFAULT",
];
export const down = ["ALTER TABLE events DROP COLUMN email"];
