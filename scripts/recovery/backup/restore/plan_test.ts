import assert from "node:assert/strict";
import fc from "fast-check";
import { CouldNotRun } from "../../../lib/cli/tool.ts";
import { MAX_NAME_BYTES, nameWith, planRestore, planText } from "./plan.ts";

const AT = new Date("2026-11-24T12:00:07.500Z");

const SITUATION = {
  name: "shop",
  tables: ["public.events", "public.orders"],
  replace: true,
  shown: "postgres://me:***@db/shop",
  at: AT,
};

Deno.test("an empty database is restored into at once, whether it may be replaced or not", () => {
  for (const replace of [true, false]) {
    const plan = planRestore({ ...SITUATION, tables: [], replace });
    assert.deepEqual(plan, {
      draft: "shop",
      creates: false,
      former: undefined,
    });
  }
});

Deno.test("a full database is refused with what is in it, and with the flag that allows it", () => {
  assert.throws(
    () => planRestore({ ...SITUATION, replace: false }),
    (error) =>
      error instanceof CouldNotRun &&
      /not empty \(public\.events, public\.orders\); --replace/
        .test(error.message),
  );
});

Deno.test("a full database is replaced by one beside it, and kept under a dated name", () => {
  assert.deepEqual(planRestore(SITUATION), {
    draft: "shop_restoring",
    creates: true,
    former: "shop_before_20261124t120007z",
  });
});

const names = fc.string({ unit: "grapheme", minLength: 1, maxLength: 80 })
  .filter((name) => new TextEncoder().encode(name).length <= MAX_NAME_BYTES);

Deno.test("a database that is not there is made, and the words of a plan say so", () => {
  const fresh = planRestore({ ...SITUATION, tables: undefined });
  assert.deepEqual(fresh, { draft: "shop", creates: true, former: undefined });
  assert.equal(
    planText("a_1", "shop", fresh),
    "a_1 is loaded into a new database shop and compared.",
  );
  assert.match(
    planText("a_1", "shop", planRestore({ ...SITUATION, replace: true })),
    /new database shop_restoring .*; then it is called shop, and the shop of now shop_before_/,
  );
});

Deno.test("the draft and the former name are never the live database, however long its name", () => {
  fc.assert(fc.property(names, (name) => {
    const { draft, former } = planRestore({ ...SITUATION, name });
    // PostgreSQL keeps the first 63 bytes of a name.
    const kept = (text: string) =>
      new TextDecoder().decode(
        new TextEncoder().encode(text).slice(0, MAX_NAME_BYTES),
      );
    const all = [name, draft, former ?? ""];
    assert.equal(new Set(all.map(kept)).size, 3, all.join(" "));
    for (const one of [draft, former ?? ""]) assert.equal(kept(one), one);
  }));
});

Deno.test("a name of 63 letters gives way to the suffix", () => {
  const name = "a".repeat(63);
  assert.equal(nameWith(name, "_restoring"), "a".repeat(53) + "_restoring");
  assert.equal(nameWith("ü".repeat(30), "_restoring").length, 26 + 10);
});
