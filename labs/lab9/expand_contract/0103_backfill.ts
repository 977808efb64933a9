/**
 * Rows from before. A thousand at a time, each time a transaction: one large
 * UPDATE would hold the rows that are being sold for as long as it takes.
 */
export const transaction = false;

export const up = [
  `DO $$
BEGIN
  LOOP
    UPDATE events SET scheduled_at = event_date
     WHERE id IN (SELECT id FROM events WHERE scheduled_at IS NULL LIMIT 1000);
    EXIT WHEN NOT FOUND;
    COMMIT;
  END LOOP;
END $$`,
];

/** Nothing to take back: the column goes with the step that made it. */
export const down = [
  "SELECT 1",
];
