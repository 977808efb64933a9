import assert from "node:assert/strict";
import { type Found, stepsFor } from "./settle.ts";
import { UNWANTED } from "./swap.ts";

const OLD = "shop_before_20261124t020000z";
const OLDER = "shop_before_20261123t020000z";

function database(name: string, more: Partial<Found> = {}): Found {
  return { name, isOpen: true, comment: null, ...more };
}

function statements(...all: readonly Found[]): readonly string[] {
  return stepsFor("shop", all).map(({ statement }) => statement);
}

Deno.test("after a restore that ended well nothing is to be done", () => {
  assert.deepEqual(
    statements(database("shop"), database(OLD), database("postgres")),
    [],
  );
});

Deno.test("a database that was left closed is opened again", () => {
  assert.deepEqual(statements(database("shop", { isOpen: false })), [
    'ALTER DATABASE "shop" WITH ALLOW_CONNECTIONS true',
  ]);
});

Deno.test("between two renames the former database gets its name back, and is open", () => {
  const found = statements(
    database(OLDER),
    database(OLD, { isOpen: false }),
    database("shop_restoring"),
  );
  assert.deepEqual(found, [
    `ALTER DATABASE "${OLD}" RENAME TO "shop"`,
    'ALTER DATABASE "shop" WITH ALLOW_CONNECTIONS true',
  ]);
});

Deno.test("a shop that is missing for another reason gets no old data", () => {
  assert.deepEqual(statements(database(OLD), database("postgres")), []);
});

Deno.test("a former database that was to be dropped is dropped, and no other", () => {
  const found = statements(
    database("shop"),
    database(OLD, { comment: UNWANTED }),
    database(OLDER, { comment: "keep this" }),
    database("other_before_20261124t020000z", { comment: UNWANTED }),
  );
  assert.deepEqual(found, [`DROP DATABASE IF EXISTS "${OLD}" WITH (FORCE)`]);
});

Deno.test("the shop's own database is never dropped, whatever it says", () => {
  assert.deepEqual(statements(database("shop", { comment: UNWANTED })), []);
  const found = statements(
    database(OLD, { comment: UNWANTED }),
    database("shop_restoring"),
  );
  assert.deepEqual(found, [`ALTER DATABASE "${OLD}" RENAME TO "shop"`]);
});

Deno.test("databases of others stay as they are", () => {
  assert.deepEqual(
    statements(
      database("shop"),
      database("other", { isOpen: false }),
      database("shop_before_lunch", { isOpen: false }),
    ),
    [],
  );
});

Deno.test("each step says in a sentence what was left, and what is so now", () => {
  const [step] = stepsFor("shop", [database("shop", { isOpen: false })]);
  assert.match(step?.words ?? "", /left shop closed: it takes connections/);
});
