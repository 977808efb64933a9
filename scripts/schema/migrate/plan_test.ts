import assert from "node:assert/strict";
import fc from "fast-check";
import { CouldNotRun } from "../../lib/cli/tool.ts";
import { foreignHistory, FORMAT, verify } from "./history.ts";
import { downFrom, upFrom } from "./plan.ts";
import { stepOf, takenOf } from "./step_fixture.ts";

const [one, two, three] = [stepOf(1), stepOf(2), stepOf(3)];
const ALL = [one, two, three];

function refusal(words: RegExp): (error: unknown) => boolean {
  return (error) => error instanceof CouldNotRun && words.test(error.message);
}

Deno.test("an unknown step is refused before any other is taken", () => {
  const file = "migrations/0003_t3.ts";
  const empty = stepOf(3, { up: [], down: [], file, unwritten: "up" });
  assert.throws(
    () => upFrom([], [one, two, empty]),
    refusal(/migrations\/0003_t3\.ts has no statement yet; write the SQL/),
  );
  const half = stepOf(3, { down: [], file, unwritten: "down" });
  assert.throws(
    () => upFrom([], [one, two, half]),
    refusal(/down in migrations\/0003_t3\.ts is still empty/),
  );
});

Deno.test("a step that is not going to be taken may be empty", () => {
  const empty = stepOf(3, { up: [], unwritten: "up" });
  assert.deepEqual(upFrom([], [one, two, empty], "2").steps, [one, two]);
});

Deno.test("up to a step that is taken already says so, and how to go back to it", () => {
  const history = takenOf(one, two);
  assert.match(
    upFrom(history, ALL, "1").nothing ?? "",
    /0001_t1 was taken before, and 0002_t2 is the newest; .* down --to 0001/,
  );
  assert.match(
    upFrom(history, ALL, "2").nothing ?? "",
    /0002_t2 was taken before, and it is the newest/,
  );
  assert.equal(upFrom(history, ALL, "3").nothing, undefined);
});

Deno.test("down to a step that was never taken is refused, with those that were", () => {
  assert.throws(
    () => downFrom(takenOf(one, two), ALL, { to: "3" }),
    refusal(/0003_t3: it has not been taken; taken are 0001_t1, 0002_t2/),
  );
});

Deno.test("nothing is taken back when one of them has no way back", () => {
  const stuck = stepOf(2, { down: [] });
  assert.throws(
    () =>
      downFrom(takenOf(one, stuck, three), [one, stuck, three], { count: 3 }),
    refusal(/Cannot take 0002_t2 back: it has no down/),
  );
});

Deno.test("a step that comes before one that was taken is named", () => {
  const { steps, notes } = upFrom(takenOf(one, three), ALL);
  assert.deepEqual(steps, [two]);
  assert.match(
    notes.join(),
    /0002_t2 is out of order: it comes before 0003_t3/,
  );
});

Deno.test("every disagreement of history and files is named at once", () => {
  const history = takenOf(one, two, three, stepOf(4));
  const edited = stepOf(1, { up: ["SELECT 1"] });
  const renamed = { ...two, name: "0002_other" };
  const replaced = stepOf(3, { name: "0003_new", up: ["SELECT 3"] });
  assert.throws(
    () => verify(history, [edited, renamed, replaced, stepOf(5)]),
    refusal(
      /0001_t1 was edited.*0002_t2 was renamed to 0002_other.*has step 0003_t3, but the file of that number is 0003_new.*has step 0004_t4, which is not known/,
    ),
  );
});

Deno.test("a step that got another number is recognised by what it does", () => {
  const moved = { ...two, name: "0007_t2" };
  assert.throws(
    () => verify(takenOf(one, two), [one, moved]),
    refusal(/0002_t2 was renamed to 0007_t2 after it was taken/),
  );
});

const OURS = ["name", "checksum", "applied_at"];

Deno.test("a history is ours by its columns and its format, and in one schema alone", () => {
  const table = { schema: "public", columns: OURS, comment: FORMAT };
  assert.equal(foreignHistory([]), undefined);
  assert.equal(foreignHistory([table]), undefined);
  assert.equal(foreignHistory([{ ...table, comment: null }]), undefined);
  assert.equal(
    foreignHistory([table, { ...table, schema: "app" }]),
    undefined,
    "ours is where it belongs",
  );
  assert.match(
    foreignHistory([{ ...table, columns: ["version"] }]) ?? "",
    /of another tool \(its columns are version\)/,
  );
  assert.match(
    foreignHistory([{ ...table, comment: "quickticket-migrations/9" }]) ?? "",
    /format quickticket-migrations\/9/,
  );
  assert.match(
    foreignHistory([{ ...table, schema: "app" }]) ?? "",
    /lies in the schema app/,
  );
  assert.equal(
    foreignHistory([{ schema: "app", columns: ["version"], comment: null }]),
    undefined,
    "another tool's, elsewhere, is no concern of ours",
  );
});

Deno.test("what is taken up to a step and back again leaves the history as it was", () => {
  fc.assert(fc.property(
    fc.integer({ min: 0, max: 3 }),
    fc.integer({ min: 1, max: 3 }),
    (taken, to) => {
      const before = ALL.slice(0, taken);
      const up = upFrom(takenOf(...before), ALL, String(to)).steps;
      const after = [...before, ...up];
      const down = downFrom(takenOf(...after), ALL, { count: up.length || 1 });
      assert.deepEqual(
        up.length === 0 ? [] : down.steps,
        up.toReversed(),
      );
    },
  ));
});
