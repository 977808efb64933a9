/**
 * Steps that bring `events.email`, and are wrong.
 * @module
 */

import {
  type Neighbour,
  replacing,
} from "../../../scripts/checks/variants/mod.ts";
import { DROP, STEP } from "./steps_same.ts";

function near(
  name: string,
  from: string | RegExp,
  to: string,
  step = "9.3",
): Neighbour {
  return { name, steps: [step], file: STEP, change: replacing(from, to) };
}

/** Wrong in one thing. */
export const WRONG_STEPS: readonly Neighbour[] = [
  near("may not be empty", "varchar(255)", "varchar(255) NOT NULL"),
  near(
    "may not be empty, with a default",
    "varchar(255)",
    "varchar(255) NOT NULL DEFAULT ''",
  ),
  near("one character less", "varchar(255)", "varchar(254)"),
  near("one character more", "varchar(255)", "varchar(256)"),
  near("of any length", "varchar(255)", "text"),
  near("padded", "varchar(255)", "char(255)"),
  near(
    "a default that differs by row",
    "varchar(255)",
    "varchar(255) DEFAULT gen_random_uuid()::text",
  ),
  near("another table", "ALTER TABLE events ADD", "ALTER TABLE orders ADD"),
  near("another column", "COLUMN email varchar", "COLUMN e_mail varchar"),
  near(
    "old code may not leave it out",
    '(255)",',
    '(255)", "ALTER TABLE events ADD CONSTRAINT has_one CHECK (email IS NOT NULL) NOT VALID",',
  ),
  near(
    "a trigger asks for it",
    '(255)",',
    '(255)", "CREATE FUNCTION ask() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF NEW.email IS NULL THEN RAISE EXCEPTION \'no email\'; END IF; RETURN NEW; END $$", "CREATE TRIGGER ask BEFORE INSERT ON events FOR EACH ROW EXECUTE FUNCTION ask()",',
  ),
  near(
    "events may not change any more",
    '(255)",',
    '(255)", "CREATE RULE no_change AS ON UPDATE TO events DO INSTEAD NOTHING",',
  ),
  near(
    "orders are deleted",
    '"ALTER TABLE events ADD',
    '"DELETE FROM orders", "ALTER TABLE events ADD',
  ),
  near(
    "an event is deleted",
    '"ALTER TABLE events ADD',
    '"DELETE FROM events WHERE id = 1", "ALTER TABLE events ADD',
  ),
  near("venue is gone", "varchar(255)", "varchar(255), DROP COLUMN venue"),
  near(
    "an index is gone",
    '"ALTER TABLE events ADD',
    '"DROP INDEX orders_event", "ALTER TABLE events ADD',
  ),
  near(
    "orders are locked",
    '"ALTER TABLE events ADD',
    '"LOCK TABLE orders IN SHARE MODE", "ALTER TABLE events ADD',
  ),
  near(
    "the lock is held for two seconds",
    '(255)",',
    '(255)", "SELECT pg_sleep(2)",',
  ),
  near(
    "the whole table is written anew",
    '(255)",',
    '(255)", "ALTER TABLE events ALTER COLUMN price_cents TYPE bigint",',
  ),
  near(
    "no way back",
    /export const down[^]*$/,
    "export const down: string[] = [];\n",
  ),
  near("a way back that does nothing", DROP, '"SELECT 1"'),
  near(
    "a way back that takes more",
    "DROP COLUMN email",
    "DROP COLUMN email, DROP COLUMN venue",
  ),
  near(
    "a way back that leaves an index away",
    DROP,
    `${DROP}, "DROP INDEX orders_event"`,
  ),
  near(
    "a way back to another column",
    "DROP COLUMN email",
    "RENAME COLUMN email TO email_old",
  ),
  near(
    "as text first, so that its length writes the table anew",
    '"ALTER TABLE events ADD COLUMN email varchar(255)"',
    '"ALTER TABLE events ADD COLUMN email text", "ALTER TABLE events ALTER COLUMN email TYPE varchar(255)"',
  ),
  near("a mistake in the statement", "ADD COLUMN", "ADD COLUM"),
  near("nothing is written", /\n {2}"ALTER TABLE events ADD[^\n]*/, ""),
];
