// Runs with -P=test-stores
import assert from "node:assert/strict";
import { withEmptyDatabase } from "../../../adapters/postgres/database_fixture.ts";
import { connectTo } from "../../../adapters/postgres/connect.ts";
import { nameWith } from "./plan.ts";
import { tablesIn } from "./restore.ts";
import { onlyRestore } from "./settle.ts";
import { type Databases, databasesOf, swap } from "./swap.ts";
import { CouldNotRun } from "../../../lib/cli/tool.ts";

/** Databases of one server, two of them with a table each; all dropped after. */
async function withTwo(
  name: string,
  body: (databases: Databases, draft: string, former: string) => Promise<void>,
): Promise<void> {
  await withEmptyDatabase(async ({ url }) => {
    const databases = databasesOf(url);
    const [draft, former] = [nameWith(name, "_draft"), nameWith(name, "_old")];
    try {
      for (
        const [one, table] of [[name, "old"], [draft, "restored"]] as const
      ) {
        await databases.create(one);
        const sql = await connectTo(databases.urlOf(one));
        await sql.unsafe(`CREATE TABLE ${table} (id int)`);
        await sql.end();
      }
      await body(databases, draft, former);
    } finally {
      for (const one of [name, draft, former]) await databases.drop(one);
    }
  });
}

function uniqueName(prefix: string): string {
  return `${prefix}_${crypto.randomUUID().slice(0, 8)}`;
}

Deno.test("a database is replaced while a client is connected, and kept", async () => {
  const name = uniqueName("shop");
  await withTwo(name, async (databases, draft, former) => {
    const customer = await connectTo(databases.urlOf(name));
    await customer`SELECT 1`;
    await swap(databases, { name, restored: draft, former });
    await assert.rejects(customer`SELECT 1 FROM old`); // it was sent away
    await customer.end({ timeout: 0 });
    assert.deepEqual(await tablesIn(databases.urlOf(name)), [
      "public.restored",
    ]);
    assert.deepEqual(await tablesIn(databases.urlOf(former)), ["public.old"]);
    assert.equal(await databases.exists(draft), false);
  });
});

Deno.test("a database is replaced under customers who come back at once", async () => {
  const name = uniqueName("shop");
  await withTwo(name, async (databases, draft, former) => {
    let isOver = false;
    const customers = Array.from({ length: 8 }, async () => {
      while (!isOver) {
        const sql = await connectTo(databases.urlOf(name));
        await sql`SELECT 1`.catch(() => {}); // it was sent away
        await sql.end({ timeout: 0 });
      }
    });
    await swap(databases, { name, restored: draft, former });
    isOver = true;
    await Promise.all(customers);
    assert.deepEqual(await tablesIn(databases.urlOf(name)), [
      "public.restored",
    ]);
  });
});

Deno.test("a database that cannot be renamed stays as it is, and open", async () => {
  const name = uniqueName("shop");
  await withTwo(name, async (databases, draft, former) => {
    await databases.create(former); // the name is in use
    await assert.rejects(
      swap(databases, { name, restored: draft, former }),
      (error) =>
        error instanceof CouldNotRun && /all is as it was$/.test(error.message),
    );
    assert.deepEqual(await tablesIn(databases.urlOf(name)), ["public.old"]);
  });
});

Deno.test("a swap whose second rename fails has not done the first", async () => {
  const name = uniqueName("shop");
  await withTwo(name, async (databases, draft, former) => {
    await databases.drop(draft);
    await assert.rejects(swap(databases, { name, restored: draft, former }));
    assert.deepEqual(await tablesIn(databases.urlOf(name)), ["public.old"]);
    assert.equal(await databases.exists(former), false);
  });
});

Deno.test("the next restore opens what was left closed, and says so", async () => {
  const name = uniqueName("shop");
  await withTwo(name, async (databases) => {
    const admin = await connectTo(databases.admin);
    await admin.unsafe(`ALTER DATABASE "${name}" ALLOW_CONNECTIONS false`);
    await admin.end();
    const words: string[] = [];
    await using _alone = await onlyRestore(
      databases,
      name,
      (line) => words.push(line),
    );
    assert.deepEqual(await tablesIn(databases.urlOf(name)), ["public.old"]);
    assert.equal(words.length, 1);
  });
});

Deno.test("the next restore drops the former database that was to be dropped", async () => {
  const name = uniqueName("shop");
  await withTwo(name, async (databases, draft) => {
    const former = nameWith(name, "_before_20261124t020000z");
    const names = { name, restored: draft, former };
    await swap(databases, names, { dropsFormer: true });
    assert.equal(await databases.exists(former), true); // killed before
    await using _alone = await onlyRestore(databases, name, () => {});
    assert.equal(await databases.exists(former), false);
  });
});

Deno.test("two restores of one database do not run at once", async () => {
  const name = uniqueName("shop");
  await withTwo(name, async (databases) => {
    await using _alone = await onlyRestore(databases, name, () => {});
    await assert.rejects(
      onlyRestore(databases, name, () => {}),
      /another deno task restore of it runs now/,
    );
  });
});

Deno.test("a name with quotes, blanks and capitals is no other database", async () => {
  const name = `${uniqueName("My ")} "shop"/x`;
  await withTwo(name, async (databases, draft, former) => {
    assert.equal(await databases.exists(name), true);
    await swap(databases, { name, restored: draft, former });
    assert.deepEqual(await tablesIn(databases.urlOf(name)), [
      "public.restored",
    ]);
    await databases.drop(name);
    assert.equal(await databases.exists(name), false);
  });
});

Deno.test("dropping a database that is not there is no error", async () => {
  await withEmptyDatabase(async ({ url }) => {
    await databasesOf(url).drop(uniqueName("nothing"));
  });
});
