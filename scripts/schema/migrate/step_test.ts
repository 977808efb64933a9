import assert from "node:assert/strict";
import { MIGRATIONS } from "../../../services/events/mod.ts";
import { CouldNotRun } from "../../lib/cli/tool.ts";
import { sqlText } from "./commands/up_down.ts";
import { seenText } from "./lock_report.ts";
import { PRODUCT } from "./mod.ts";
import { checksumOf, inOrder, numberOf } from "./step.ts";
import { stepOf } from "./step_fixture.ts";

Deno.test("the product's steps are those of the service, in order and each with a way back", () => {
  assert.equal(PRODUCT.length, MIGRATIONS.length);
  assert.deepEqual(inOrder(PRODUCT), PRODUCT);
  for (const { name, up, down } of PRODUCT) {
    assert.match(name, /^\d{4}_[a-z0-9_]+$/);
    assert.ok(up.length > 0 && down.length > 0, name);
  }
});

Deno.test("steps of several lists become one, in the order of their numbers", () => {
  const [one, two, three] = [stepOf(1), stepOf(2), stepOf(3)];
  assert.deepEqual(inOrder([one, three], [two]), [one, two, three]);
  assert.deepEqual(inOrder([], []), []);
});

Deno.test("two steps of the same number are refused, with both names", () => {
  const other = stepOf(2, { name: "0002_other" });
  assert.throws(
    () => inOrder([stepOf(1), stepOf(2)], [other]),
    (error) =>
      error instanceof CouldNotRun &&
      /0002_other and 0002_t2 have the same number/.test(error.message),
  );
});

Deno.test("a checksum changes with what a step does, and with nothing else", () => {
  const step = stepOf(1, { up: ["a", "b"] });
  const sum = checksumOf(step);
  assert.match(sum, /^[0-9a-f]{16}$/);
  const same = stepOf(2, { ...step, name: "x", down: [] });
  assert.equal(checksumOf(same), sum);
  for (const up of [["a\r", "b\n"], ["a\r\n", "b"], ["\uFEFFa", "b\r\n"]]) {
    assert.equal(checksumOf({ up }), sum, JSON.stringify(up));
  }
  for (const up of [["a"], ["b", "a"], ["a", "b "], ["a", "b", ""]]) {
    assert.notEqual(checksumOf({ up }), sum, JSON.stringify(up));
  }
});

Deno.test("a number is that of the name", () => {
  assert.equal(numberOf("0012_add_email"), "0012");
});

Deno.test("a rehearsal prints what psql takes: one transaction, every statement ended", () => {
  const step = stepOf(2, { up: [" SELECT 1; ", "SELECT 2"] });
  assert.equal(
    sqlText(step, step.up),
    "-- 0002_t2\nBEGIN;\nSELECT 1;\nSELECT 2;\nCOMMIT;",
  );
  const bare = stepOf(3, { transaction: false });
  assert.match(
    sqlText(bare, bare.up),
    /outside a transaction\nCREATE TABLE t3/,
  );
  assert.doesNotMatch(sqlText(bare, bare.up), /BEGIN|COMMIT/);
});

const SEEN = {
  statement: "ALTER TABLE events\n  ADD COLUMN email text",
  ms: 12.4,
  locks: ["AccessExclusiveLock on events"],
  waiters: 0,
  longestWaitMs: 0,
  example: undefined,
};

Deno.test("a report of locks tells the statement, its time and its locks", () => {
  assert.deepEqual(seenText(SEEN).split("\n").map((line) => line.trim()), [
    "ALTER TABLE events ADD COLUMN email text",
    "12 ms; AccessExclusiveLock on events",
    "no session waited for it",
  ]);
});

Deno.test("a report of locks tells how many waited, how long and for what", () => {
  const text = seenText({
    ...SEEN,
    locks: [],
    waiters: 3,
    longestWaitMs: 250.6,
    example: "SELECT\n *\n FROM events",
  });
  assert.match(text, /no lock was seen/);
  assert.match(text, /3 waited, up to 251 ms, e\.g\. SELECT \* FROM events$/);
});

Deno.test("a report of locks stays readable, however long the statement", () => {
  const text = seenText({ ...SEEN, statement: "SELECT ".repeat(100) });
  for (const line of text.split("\n")) assert.ok(line.length < 100, line);
});
