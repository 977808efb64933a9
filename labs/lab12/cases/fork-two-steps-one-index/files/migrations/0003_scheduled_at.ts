export const up = ["ALTER TABLE events ADD COLUMN IF NOT EXISTS scheduled_at timestamptz"];

export const down = ["ALTER TABLE events DROP COLUMN IF EXISTS scheduled_at"];
