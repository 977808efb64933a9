DROP FUNCTION confirm_payment(text, text);
DROP FUNCTION fence_reservation(
  text, integer, integer, integer, integer, timestamptz);
DROP TABLE pending_payments;
DROP TABLE orders;
DROP TABLE events;
DROP FUNCTION seats_added();
DROP FUNCTION seats_removed();
DROP FUNCTION seats_recounted();
DROP FUNCTION event_counters();
