// Runs with -P=test-stores
/**
 * The commands of `deno task migrate`, whole, on the real server.
 */

import assert from "node:assert/strict";
import { withEmptyDatabase } from "../../adapters/postgres/database_fixture.ts";
import { fakeHost } from "../../lib/cli/host_fake.ts";
import { runTool } from "../../lib/cli/tool.ts";
import { down, up } from "./commands/up_down.ts";
import { history, stamp, status } from "./commands/status.ts";
import { migrate, migrateDown } from "./migrate.ts";
import { PRODUCT } from "./mod.ts";
import { stepOf } from "./step_fixture.ts";

const COMMANDS = { up, down, history, stamp, status };

type Name = keyof typeof COMMANDS;

async function onEmpty(
  body: (
    run: (name: Name, ...args: readonly string[]) => Promise<{
      readonly code: number;
      readonly out: string;
      readonly err: string;
    }>,
    tables: () => Promise<number>,
  ) => Promise<void>,
): Promise<void> {
  await withEmptyDatabase(async ({ url, connect }) => {
    const sql = connect();
    await body(async (name, ...args) => {
      const host = fakeHost({ args: [...args, "--database-url", url] });
      const code = await runTool(host, COMMANDS[name]);
      const [out, err] = [host.stdout, host.stderr].map((all) =>
        all.join("\n")
      );
      return { code, out: out ?? "", err: err ?? "" };
    }, async () => {
      const rows = await sql`
        SELECT FROM pg_class JOIN pg_namespace n ON n.oid = relnamespace
         WHERE nspname = 'public' AND relkind = 'r'`;
      return rows.length;
    });
  });
}

Deno.test("a rehearsal prints every missing step, and changes nothing", () =>
  onEmpty(async (run, tables) => {
    const { code, out } = await run("up", "--dry-run");
    assert.equal(code, 0);
    for (const { name } of PRODUCT) {
      assert.ok(out.includes(`-- ${name}\nBEGIN;`));
    }
    assert.equal(await tables(), 0);
  }));

Deno.test("a rehearsal up to a step stops there, however the step is named", () =>
  onEmpty(async (run) => {
    const first = PRODUCT[0]?.name ?? "";
    for (const to of ["1", "0001", first]) {
      const { out } = await run("up", "--dry-run", "--to", to);
      assert.deepEqual(out.match(/^-- \d{4}_.*$/gm), [`-- ${first}`], to);
    }
    const wrong = await run("up", "--dry-run", "--to", "77");
    assert.equal(wrong.code, 2);
    assert.match(wrong.err, /Cannot find step 77/);
  }));

Deno.test("a rehearsal of the way back prints what the way back would run", () =>
  onEmpty(async (run) => {
    await run("up");
    const names = PRODUCT.map(({ name }) => `-- ${name}`);
    const back = await run("down", "--dry-run", "--steps", "99");
    assert.deepEqual(back.out.match(/^-- \d{4}_.*$/gm), names.toReversed());
    const to = await run("down", "--dry-run", "--to", "1");
    assert.deepEqual(
      to.out.match(/^-- \d{4}_.*$/gm) ?? [],
      names.slice(1).toReversed(),
    );
    assert.equal((await run("status")).code, 0, "something was taken back");
  }));

Deno.test("up to a step that is taken already is nothing to do, and no crash", () =>
  onEmpty(async (run) => {
    await run("up");
    const { code, out, err } = await run("up", "--to", "0001");
    assert.equal(code, 0, err);
    assert.match(out, /^Nothing to do: 0001_\w+ was taken before/);
  }));

Deno.test("status says with its code whether something is missing", () =>
  onEmpty(async (run) => {
    const before = await run("status");
    assert.equal(before.code, 1);
    assert.match(before.out, /^missing {2}0001_/m);
    await run("up");
    const after = await run("status", "--json");
    assert.equal(after.code, 0);
    const { taken, missing, newer } = JSON.parse(after.out);
    assert.deepEqual([taken.length, missing, newer], [PRODUCT.length, [], []]);
  }));

Deno.test("a baseline puts steps on record without running them, once", () =>
  onEmpty(async (run, tables) => {
    const { code, out } = await run("stamp", "1");
    assert.equal(code, 0);
    assert.match(out, /0001_/);
    assert.equal(await tables(), 1); // the history alone
    const again = await run("stamp", "1");
    assert.equal(again.code, 2);
    assert.match(again.err, /has a history of 1/);
  }));

Deno.test("a history tells when what was taken, also as JSON, also when there is none", () =>
  onEmpty(async (run) => {
    assert.match((await run("history")).out, /no history/);
    assert.deepEqual(JSON.parse((await run("history", "--json")).out), []);
    await run("up");
    const { out } = await run("history");
    assert.match(out, /^\d{4}-\d\d-\d\dT.*Z {2}0001_\w+ {2}[0-9a-f]{16}$/m);
  }));

Deno.test("the way back to where it is already takes nothing back", () =>
  onEmpty(async (run) => {
    await run("up");
    const last = PRODUCT.at(-1)?.name ?? "";
    const { code, out } = await run("down", "--to", last);
    assert.equal(code, 0);
    assert.match(out, /^Nothing to take back: \d{4}_\w+ is the newest/);
  }));

Deno.test("a gap in the history is filled, and the way back takes the newest of all", () =>
  withEmptyDatabase(async ({ connect }) => {
    const sql = connect();
    const [one, two, three] = [stepOf(1), stepOf(2), stepOf(3)];
    await migrate(sql, [one, three]);
    const filled = await migrate(sql, [one, two, three]);
    assert.deepEqual(filled.applied, [two.name]);
    const undone = await migrateDown(sql, [one, two, three], { count: 2 });
    assert.deepEqual(undone, [three.name, two.name]);
  }));
