/**
 * The list is ordered by date. Built while people buy, so outside a transaction:
 * an attempt that was interrupted leaves an invalid index, which goes first.
 */
export const transaction = false;

export const up = [
  "DROP INDEX CONCURRENTLY IF EXISTS idx_events_event_date",
  "CREATE INDEX CONCURRENTLY idx_events_event_date ON events (event_date)",
];

/** Takes it back. */
export const down = [
  "DROP INDEX CONCURRENTLY IF EXISTS idx_events_event_date",
];
