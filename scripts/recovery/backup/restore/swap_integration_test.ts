// Runs with -P=test-stores
import assert from "node:assert/strict";
import { withEmptyDatabase } from "../../../adapters/postgres/database_fixture.ts";
import { connectTo } from "../../../adapters/postgres/connect.ts";
import { nameWith } from "./plan.ts";
import { tablesIn } from "./restore.ts";
import { type Databases, databasesOf, swap } from "./swap.ts";

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

Deno.test("a database is replaced while somebody is connected, and kept", async () => {
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

Deno.test("a database that cannot be renamed takes connections again", async () => {
  const name = uniqueName("shop");
  await withTwo(name, async (databases, draft, former) => {
    await databases.create(former); // the name is in use
    await assert.rejects(swap(databases, { name, restored: draft, former }));
    assert.deepEqual(await tablesIn(databases.urlOf(name)), ["public.old"]);
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
