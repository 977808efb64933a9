/** Events by their date, made while tickets are sold. */
export const transaction = false;

export const up =
  "CREATE INDEX CONCURRENTLY IF NOT EXISTS idx_events_event_date ON events (event_date)";

export const down =
  "DROP INDEX CONCURRENTLY IF EXISTS idx_events_event_date";
