/**
 * Migrations of Lab 12 that are as good, and wrong ones.
 * @module
 */

import {
  edited,
  type Listed,
  type Neighbour,
} from "../../../scripts/checks/variants/mod.ts";
import { wrong } from "./pods_wrong.ts";

const STEP = "migrations/0003_events_by_date.ts";

function same(name: string, from: string | RegExp, to: string): Listed {
  return {
    name,
    kind: "equivalent",
    steps: ["12.7"],
    change: edited(STEP, (text) => text.replace(from, to)),
  };
}

const NAME = /idx_events_event_date/g;

/** As good. */
export const SAME_STEPS: readonly Listed[] = [
  same("another name", NAME, "events_by_date"),
  same(
    "small letters",
    "CREATE INDEX CONCURRENTLY",
    "create index concurrently",
  ),
  same("safe to repeat", "CONCURRENTLY idx", "CONCURRENTLY IF NOT EXISTS idx"),
  same("the schema's name", "ON events", "ON public.events"),
  same(
    "in quotes",
    "ON events (event_date)",
    'ON \\"events\\" (\\"event_date\\")',
  ),
  same("the id behind the date", "(event_date)", "(event_date, id)"),
  same("the newest first", "(event_date)", "(event_date DESC)"),
  same("the method by its name", "ON events", "ON events USING btree"),
  same("single quotes", /"/g, "'"),
  same("a template over lines", /"(CREATE [^"]*)"/, "`\n    $1\n  `"),
  same(
    "a constant",
    /"(CREATE [^"]*)"/,
    "`CREATE INDEX CONCURRENTLY ${NAME} ON events (event_date)`,\n];\nconst NAME = 'idx_events_event_date';\nconst _unused = [",
  ),
  same("with types", "transaction = false", "transaction: boolean = false"),
  {
    name: "another number",
    kind: "equivalent",
    steps: ["12.7"],
    change: {
      [STEP]: () => undefined,
      "migrations/0012_date_index.ts": (old) => old(STEP),
    },
  },
];

/** Wrong in one thing. */
export const WRONG_STEPS: readonly Neighbour[] = [
  wrong(
    "12.7",
    "every sale waits",
    STEP,
    "CREATE INDEX CONCURRENTLY",
    "CREATE INDEX",
  ),
  wrong(
    "12.7",
    "in a transaction",
    STEP,
    "transaction = false",
    "transaction = true",
  ),
  wrong(
    "12.7",
    "a transaction by default",
    STEP,
    "export const transaction = false;",
    "",
  ),
  wrong(
    "12.7",
    "only a comment says so",
    STEP,
    "export const transaction",
    "// export const transaction",
  ),
  wrong(
    "12.7",
    "concurrently in a comment",
    STEP,
    '"CREATE INDEX CONCURRENTLY',
    '"CREATE INDEX /* CONCURRENTLY */',
  ),
  wrong("12.7", "another column", STEP, "(event_date)", "(name)"),
  wrong("12.7", "the date second", STEP, "(event_date)", "(id, event_date)"),
  wrong("12.7", "another table", STEP, "ON events", "ON orders"),
  wrong("12.7", "unique", STEP, "CREATE INDEX", "CREATE UNIQUE INDEX"),
  wrong(
    "12.7",
    "only some rows",
    STEP,
    "(event_date)",
    "(event_date) WHERE event_date > '2026-01-01'",
  ),
  wrong("12.7", "without an order", STEP, "ON events", "ON events USING hash"),
  wrong("12.7", "no way back", STEP, /export const down[^]*/, ""),
  wrong(
    "12.7",
    "back to another",
    STEP,
    /(down = \[\s*"DROP INDEX CONCURRENTLY IF EXISTS )idx_events_event_date/,
    "$1orders_event",
  ),
  wrong(
    "12.7",
    "two statements in one text",
    STEP,
    '",\n  "CREATE',
    "; CREATE",
  ),
];
