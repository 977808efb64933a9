/** The old name goes, when no old code runs any more. */
export const up = [
  "DROP TRIGGER event_dates ON events",
  "DROP FUNCTION event_dates()",
  "ALTER TABLE events DROP COLUMN event_date",
];

/** Takes it back: the dates are all there, under the new name. */
export const down = [
  "ALTER TABLE events ADD COLUMN event_date timestamptz",
  "UPDATE events SET event_date = scheduled_at",
  "ALTER TABLE events ALTER COLUMN event_date SET NOT NULL",
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
