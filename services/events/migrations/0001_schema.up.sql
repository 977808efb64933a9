-- The shop's tables, and the book-keeping of seats.
--
-- events.sold and events.pending are derived: triggers keep them equal to the
-- sums over confirmed orders and over pending_payments, whoever writes there,
-- people included. The check constraint is the last guard: whatever goes wrong
-- above it, nobody is sold a seat that is not there.

CREATE TABLE events (
  id            serial PRIMARY KEY,
  name          text NOT NULL,
  venue         text NOT NULL,
  event_date    timestamptz NOT NULL,
  total_tickets integer NOT NULL,
  price_cents   integer NOT NULL CHECK (price_cents >= 0),
  sold          integer NOT NULL DEFAULT 0 CHECK (sold >= 0),
  pending       integer NOT NULL DEFAULT 0 CHECK (pending >= 0),
  CONSTRAINT events_never_oversold CHECK (sold + pending <= total_tickets)
) WITH (fillfactor = 50); -- each sale rewrites its row: leave room on the page

CREATE TABLE orders (
  id          text PRIMARY KEY, -- the reservation's id: one order each
  event_id    integer NOT NULL REFERENCES events (id),
  quantity    integer NOT NULL CHECK (quantity > 0),
  total_cents integer NOT NULL,
  payment_ref text NOT NULL,
  status      text NOT NULL DEFAULT 'confirmed',
  created_at  timestamptz NOT NULL DEFAULT now()
);

-- Reservations that are being paid, or were begun to be paid.
CREATE TABLE pending_payments (
  reservation_id text PRIMARY KEY,
  event_id       integer NOT NULL REFERENCES events (id),
  quantity       integer NOT NULL CHECK (quantity > 0),
  total_cents    integer NOT NULL,
  expires_at     timestamptz NOT NULL, -- when the hold would have expired
  attempt        integer NOT NULL DEFAULT 1,
  lease_until    timestamptz, -- somebody is charging until then; null: nobody
  in_doubt       boolean NOT NULL DEFAULT false, -- money may have moved
  updated_at     timestamptz NOT NULL DEFAULT now()
);

-- Triggers of orders and pending_payments. They run once a statement, over the
-- rows it changed; the column to keep is their argument. Rows count that take
-- seats: an order only while it is confirmed.
CREATE FUNCTION seats_added() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_ARGV[0] = 'sold' THEN
    UPDATE events e SET sold = sold + d.seats
      FROM (SELECT event_id, sum(quantity) AS seats FROM added
             WHERE status = 'confirmed'
             GROUP BY event_id) d
     WHERE e.id = d.event_id;
  ELSE
    UPDATE events e SET pending = pending + d.seats
      FROM (SELECT event_id, sum(quantity) AS seats FROM added
             GROUP BY event_id) d
     WHERE e.id = d.event_id;
  END IF;
  RETURN NULL;
END $$;

CREATE FUNCTION seats_removed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_ARGV[0] = 'sold' THEN
    UPDATE events e SET sold = sold - d.seats
      FROM (SELECT event_id, sum(quantity) AS seats FROM removed
             WHERE status = 'confirmed'
             GROUP BY event_id) d
     WHERE e.id = d.event_id;
  ELSE
    UPDATE events e SET pending = pending - d.seats
      FROM (SELECT event_id, sum(quantity) AS seats FROM removed
             GROUP BY event_id) d
     WHERE e.id = d.event_id;
  END IF;
  RETURN NULL;
END $$;

-- A recount, for changes that are rare: a row edited by hand, a TRUNCATE.
CREATE FUNCTION seats_recounted() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_ARGV[0] = 'sold' THEN
    UPDATE events e SET sold = coalesce((
      SELECT sum(quantity) FROM orders o
       WHERE o.event_id = e.id AND o.status = 'confirmed'), 0);
  ELSE
    UPDATE events e SET pending = coalesce((
      SELECT sum(quantity) FROM pending_payments p
       WHERE p.event_id = e.id), 0);
  END IF;
  RETURN NULL;
END $$;

CREATE TRIGGER orders_added AFTER INSERT ON orders
  REFERENCING NEW TABLE AS added
  FOR EACH STATEMENT EXECUTE FUNCTION seats_added('sold');
CREATE TRIGGER orders_removed AFTER DELETE ON orders
  REFERENCING OLD TABLE AS removed
  FOR EACH STATEMENT EXECUTE FUNCTION seats_removed('sold');
CREATE TRIGGER orders_edited
  AFTER UPDATE OF event_id, quantity, status ON orders
  FOR EACH STATEMENT EXECUTE FUNCTION seats_recounted('sold');
CREATE TRIGGER orders_truncated AFTER TRUNCATE ON orders
  FOR EACH STATEMENT EXECUTE FUNCTION seats_recounted('sold');

CREATE TRIGGER pending_payments_added AFTER INSERT ON pending_payments
  REFERENCING NEW TABLE AS added
  FOR EACH STATEMENT EXECUTE FUNCTION seats_added('pending');
CREATE TRIGGER pending_payments_removed AFTER DELETE ON pending_payments
  REFERENCING OLD TABLE AS removed
  FOR EACH STATEMENT EXECUTE FUNCTION seats_removed('pending');
CREATE TRIGGER pending_payments_edited
  AFTER UPDATE OF event_id, quantity ON pending_payments
  FOR EACH STATEMENT EXECUTE FUNCTION seats_recounted('pending');
CREATE TRIGGER pending_payments_truncated AFTER TRUNCATE ON pending_payments
  FOR EACH STATEMENT EXECUTE FUNCTION seats_recounted('pending');

-- A restore of data alone loads events before orders, with the counters of the
-- dump, and then counts every order once more. So an event that is inserted
-- starts with what is there, whatever its row claims.
CREATE FUNCTION event_counters() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  SELECT coalesce(sum(quantity), 0) INTO NEW.sold FROM orders
   WHERE event_id = NEW.id AND status = 'confirmed';
  SELECT coalesce(sum(quantity), 0) INTO NEW.pending FROM pending_payments
   WHERE event_id = NEW.id;
  RETURN NEW;
END $$;
CREATE TRIGGER events_counters BEFORE INSERT ON events
  FOR EACH ROW EXECUTE FUNCTION event_counters();

CREATE INDEX orders_event ON orders (event_id);

-- Begins, or takes over, the payment of a reservation, for a lease.
-- hold_*: what Redis knows of the hold; null when it knows nothing (any more).
-- Answers one row; state is
--   fenced     the caller may charge until lease_until
--   confirmed  it is paid already: the order
--   busy       somebody else is charging
--   unknown    no such reservation, or it has expired
--   sold_out   the seats are gone (only after Redis has lost its data);
--              available tells how many are left
CREATE FUNCTION fence_reservation(
  the_id text, lease_ms integer,
  hold_event integer, hold_quantity integer, hold_cents integer,
  hold_expires_at timestamptz,
  OUT state text, OUT attempt integer, OUT event_id integer,
  OUT quantity integer, OUT total_cents integer, OUT available integer
) LANGUAGE plpgsql AS $$
DECLARE
  p pending_payments;
  lease timestamptz := clock_timestamp() + lease_ms * interval '1 millisecond';
BEGIN
  -- All that is done to one reservation is done one at a time.
  PERFORM pg_advisory_xact_lock(hashtextextended(the_id, 0));

  SELECT 'confirmed', o.event_id, o.quantity, o.total_cents
    INTO state, event_id, quantity, total_cents
    FROM orders o WHERE o.id = the_id;
  IF FOUND THEN RETURN; END IF;

  SELECT * INTO p FROM pending_payments WHERE reservation_id = the_id FOR UPDATE;
  IF FOUND THEN
    IF p.lease_until > clock_timestamp() THEN
      state := 'busy';
      RETURN;
    END IF;
    IF p.lease_until IS NULL AND NOT p.in_doubt
       AND p.expires_at <= clock_timestamp() THEN
      state := 'unknown';
      RETURN;
    END IF;
    UPDATE pending_payments q
       SET attempt = q.attempt + 1, lease_until = lease,
           -- a lease that ran out: its owner vanished, perhaps having charged
           in_doubt = q.in_doubt OR q.lease_until IS NOT NULL,
           updated_at = clock_timestamp()
     WHERE q.reservation_id = the_id
    RETURNING 'fenced', q.attempt, q.event_id, q.quantity, q.total_cents
      INTO state, attempt, event_id, quantity, total_cents;
    RETURN;
  END IF;

  IF hold_event IS NULL THEN
    state := 'unknown';
    RETURN;
  END IF;

  -- The row lock makes the look at the room and the insert one step.
  SELECT e.total_tickets - e.sold - e.pending INTO available
    FROM events e WHERE e.id = hold_event FOR NO KEY UPDATE;
  IF available IS NULL OR available < hold_quantity THEN
    state := 'sold_out';
    available := greatest(0, coalesce(available, 0));
    RETURN;
  END IF;
  INSERT INTO pending_payments AS q
    (reservation_id, event_id, quantity, total_cents, expires_at, lease_until)
  VALUES (the_id, hold_event, hold_quantity, hold_cents, hold_expires_at, lease)
  RETURNING 'fenced', q.attempt, q.event_id, q.quantity, q.total_cents
    INTO state, attempt, event_id, quantity, total_cents;
END $$;

-- Turns a pending payment into the order. Answers one row; state is
-- confirmed (created: now; else before, with the same reference),
-- other_reference, or unknown.
CREATE FUNCTION confirm_payment(
  the_id text, ref text,
  OUT state text, OUT created boolean, OUT event_id integer,
  OUT quantity integer, OUT total_cents integer
) LANGUAGE plpgsql AS $$
DECLARE
  paid_with text;
BEGIN
  PERFORM pg_advisory_xact_lock(hashtextextended(the_id, 0));
  created := false;
  -- The seats leave pending before they enter sold: a full event stays within
  -- its bounds.
  DELETE FROM pending_payments p WHERE p.reservation_id = the_id
  RETURNING p.event_id, p.quantity, p.total_cents
    INTO event_id, quantity, total_cents;
  IF FOUND THEN
    INSERT INTO orders (id, event_id, quantity, total_cents, payment_ref)
    VALUES (the_id, event_id, quantity, total_cents, ref);
    state := 'confirmed';
    created := true;
    RETURN;
  END IF;
  SELECT o.event_id, o.quantity, o.total_cents, o.payment_ref
    INTO event_id, quantity, total_cents, paid_with
    FROM orders o WHERE o.id = the_id;
  state := CASE WHEN paid_with IS NULL THEN 'unknown'
                WHEN paid_with = ref THEN 'confirmed'
                ELSE 'other_reference' END;
END $$;
