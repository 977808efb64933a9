/**
 * From here on a trigger fills both columns of every row that is written: old
 * code writes only event_date, and new code only scheduled_at.
 */
export const up = [
  `CREATE FUNCTION event_dates() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    NEW.scheduled_at := coalesce(NEW.scheduled_at, NEW.event_date);
    NEW.event_date := coalesce(NEW.event_date, NEW.scheduled_at);
  ELSIF NEW.event_date IS DISTINCT FROM OLD.event_date THEN
    NEW.scheduled_at := NEW.event_date;
  ELSIF NEW.scheduled_at IS DISTINCT FROM OLD.scheduled_at THEN
    NEW.event_date := NEW.scheduled_at;
  END IF;
  RETURN NEW;
END $$`,
  `CREATE TRIGGER event_dates BEFORE INSERT OR UPDATE ON events
  FOR EACH ROW EXECUTE FUNCTION event_dates()`,
];

/** Takes it back. */
export const down = [
  "DROP TRIGGER event_dates ON events",
  "DROP FUNCTION event_dates()",
];
