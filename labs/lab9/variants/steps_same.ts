/**
 * Steps that bring `events.email`: as good ones, and wrong ones.
 * @module
 */

import { edited, type Listed } from "../../../scripts/checks/variants/mod.ts";

/** The solution's step. */
export const STEP = "migrations/0002_event_email.ts";

const ADD = '"ALTER TABLE events ADD COLUMN email varchar(255)"';
/** The way back. */
export const DROP = '"ALTER TABLE events DROP COLUMN email"';
const TRIED = ["9.3"];

function same(name: string, ...edits: readonly (readonly [string, string])[]) {
  return {
    name,
    kind: "equivalent",
    steps: TRIED,
    change: edited(
      STEP,
      (text) =>
        edits.reduce((all, [from, to]) => all.replace(from, () => to), text),
    ),
  } as const;
}

function written(name: string, source: string): Listed {
  return {
    name,
    kind: "equivalent",
    steps: TRIED,
    change: { [STEP]: () => source },
  };
}

/** As good. */
export const SAME_STEPS: readonly Listed[] = [
  same("the type by its long name", ["varchar(255)", "character varying(255)"]),
  same("small letters", [
    ADD,
    '"alter table events add column email varchar(255)"',
  ]),
  same("without COLUMN", ["ADD COLUMN email", "ADD email"]),
  same("the schema by name", [ADD, ADD.replace("events", "public.events")]),
  same("safe to repeat", ["ADD COLUMN", "ADD COLUMN IF NOT EXISTS"], [
    "DROP COLUMN",
    "DROP COLUMN IF EXISTS",
  ]),
  same("nullable in words", ["varchar(255)", "varchar(255) NULL"]),
  same("null as a default", ["varchar(255)", "varchar(255) DEFAULT NULL"]),
  same("only this table", ["ALTER TABLE events", "ALTER TABLE ONLY events"]),
  same("with semicolons", [ADD, ADD.replace(/"$/, ';"')], [
    DROP,
    DROP.replace(/"$/, ';"'),
  ]),
  same("quoted names", [
    ADD,
    `'ALTER TABLE "events" ADD COLUMN "email" varchar(255)'`,
  ]),
  same("a template over lines", [
    ADD,
    "`\n    ALTER TABLE events\n      ADD COLUMN email varchar(255)\n  `",
  ]),
  same("a comment inside the statement", [
    ADD,
    "`-- whom to write to\n    ALTER TABLE events ADD COLUMN email varchar(255)`",
  ]),
  same("a comment on the column", [
    ADD,
    `${ADD},\n  "COMMENT ON COLUMN events.email IS 'whom to write to'"`,
  ]),
  same("a timeout of its own", [
    ADD,
    `"SET LOCAL lock_timeout = '2s'",\n  ${ADD}`,
  ]),
  same("an index on the column", [
    ADD,
    `${ADD},\n  "CREATE INDEX events_email ON events (email)"`,
  ]),
  same("an address has an at sign", [
    "varchar(255)",
    "varchar(255) CHECK (email LIKE '%@%')",
  ]),
  same("a constraint that is not validated yet", [
    ADD,
    `${ADD},\n  "ALTER TABLE events ADD CONSTRAINT an_address CHECK (email IS NULL OR email LIKE '%@%') NOT VALID"`,
  ], [DROP, `"ALTER TABLE events DROP CONSTRAINT an_address",\n  ${DROP}`]),
  same("cascade on the way back", [
    DROP,
    DROP.replace("email", "email CASCADE"),
  ]),
  same("a constant default", ["varchar(255)", "varchar(255) DEFAULT ''"]),
  same("the default goes again", [
    ADD,
    `"ALTER TABLE events ADD COLUMN email varchar(255) DEFAULT 'x'",\n` +
    `  "ALTER TABLE events ALTER COLUMN email DROP DEFAULT"`,
  ]),
  same("with a type annotation", [
    "export const up =",
    "export const up: readonly string[] =",
  ]),
  same("frozen lists", ['varchar(255)",\n];', 'varchar(255)",\n] as const;']),
  written(
    "one statement in the place of a list",
    'export const up = "ALTER TABLE events ADD COLUMN email varchar(255)";\n' +
      'export const down = "ALTER TABLE events DROP COLUMN email";\n',
  ),
  written(
    "constants put together",
    'const table = "events";\nconst column = "email";\n' +
      "export const up = [`ALTER TABLE ${table} ADD COLUMN ${column} varchar(${2 ** 8 - 1})`];\n" +
      "export const down = [`ALTER TABLE ${table} DROP COLUMN ${column}`];\n",
  ),
  written(
    "exported at the end",
    'const up = ["ALTER TABLE events ADD COLUMN email varchar(255)"];\n' +
      'const down = ["ALTER TABLE events DROP COLUMN email"];\nexport { down, up };\n',
  ),
  written(
    "outside a transaction, safe to repeat",
    "export const transaction = false;\n" +
      'export const up = ["ALTER TABLE events ADD COLUMN IF NOT EXISTS email varchar(255)"];\n' +
      'export const down = ["ALTER TABLE events DROP COLUMN IF EXISTS email"];\n',
  ),
  written(
    "an index made concurrently",
    "export const transaction = false;\n" +
      'export const up = ["ALTER TABLE events ADD COLUMN IF NOT EXISTS email varchar(255)", ' +
      '"CREATE INDEX CONCURRENTLY IF NOT EXISTS events_email ON events (email)"];\n' +
      'export const down = ["ALTER TABLE events DROP COLUMN IF EXISTS email"];\n',
  ),
  written(
    "a block of PL/pgSQL",
    "export const up = [`DO $$ BEGIN\n  ALTER TABLE events ADD COLUMN email varchar(255);\nEND $$`];\n" +
      "export const down = [`DO $$ BEGIN ALTER TABLE events DROP COLUMN email; END $$`];\n",
  ),
  {
    name: "another name",
    kind: "equivalent",
    steps: TRIED,
    change: {
      [STEP]: () => undefined,
      "migrations/0002_add_organiser_address.ts": (old) => old(STEP),
    },
  },
  {
    name: "another number",
    kind: "equivalent",
    steps: TRIED,
    change: {
      [STEP]: () => undefined,
      "migrations/0020_event_email.ts": (old) => old(STEP),
    },
  },
  {
    name: "a table beside it, in a step of its own",
    kind: "equivalent",
    steps: TRIED,
    change: {
      "migrations/0003_organisers.ts": () =>
        'export const up = ["CREATE TABLE organisers (id serial PRIMARY KEY, name text NOT NULL)"];\n' +
        'export const down = ["DROP TABLE organisers"];\n',
    },
  },
  {
    name: "the column and its comment in two steps",
    kind: "equivalent",
    steps: TRIED,
    change: {
      "migrations/0003_email_comment.ts": () =>
        `export const up = ["COMMENT ON COLUMN events.email IS 'whom to write to'"];\n` +
        'export const down = ["COMMENT ON COLUMN events.email IS NULL"];\n',
    },
  },
];
