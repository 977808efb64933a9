// Runs with -P=test-stores
import assert from "node:assert/strict";
import { systemClock } from "../../../services/shared/clock.ts";
import { CouldNotRun } from "../../lib/cli/tool.ts";
import { connectTo } from "./connect.ts";
import { withDatabase } from "./database.ts";
import { withEmptyDatabase } from "./database_fixture.ts";
import { readServer, untilItSpeaks } from "./server.ts";
import { endSessions, lockTable } from "./session.ts";

const NOBODY = "postgres://nobody@127.0.0.1:1/nothing";

/** Whether the table can be read within 200 ms. */
async function isReadable(url: string): Promise<boolean> {
  const sql = await connectTo(url, { connection: { statement_timeout: 200 } });
  try {
    await sql`SELECT FROM t`;
    return true;
  } catch {
    return false; // it waits for the lock
  } finally {
    await sql.end();
  }
}

Deno.test("a lock keeps every session out until the sessions of its name are ended", async () => {
  await withEmptyDatabase(async ({ url, connect }) => {
    await connect()`CREATE TABLE t (id int)`;
    const application = `quickticket-chaos ${"x".repeat(80)}`; // too long for a name
    await lockTable(url, { table: "t", application, ttlS: 60 });
    assert.equal(await isReadable(url), false);
    assert.equal(await endSessions(url, "another"), "0 sessions ended");
    assert.equal(await isReadable(url), false);
    assert.equal(await endSessions(url, application), "1 sessions ended");
    assert.equal(await isReadable(url), true);
    assert.equal(await endSessions(url, application), "0 sessions ended");
  });
});

Deno.test("a lock ends by itself when its time is over", async () => {
  await withEmptyDatabase(async ({ url, connect }) => {
    const sql = connect();
    await sql`CREATE TABLE t (id int)`;
    await lockTable(url, { table: "t", application: "a lock", ttlS: 1 });
    await sql`SELECT FROM t`; // waits for the end of the lock
  });
});

Deno.test("a lock on a table that is not there is refused", async () => {
  await withEmptyDatabase(async ({ url }) => {
    await assert.rejects(
      lockTable(url, { table: "t", application: "a", ttlS: 1 }),
      /"t" does not exist/,
    );
  });
});

Deno.test("a server tells its version, and who it is", async () => {
  await withEmptyDatabase(async ({ connect }) => {
    const server = await readServer(connect());
    assert.match(server.version, /^\d+\.\d+$/);
    assert.equal(server.major, parseInt(server.version));
    assert.match(server.systemIdentifier, /^\d{10,}$/);
  });
});

Deno.test("a server that speaks is waited for no longer", async () => {
  await withEmptyDatabase(async ({ url }) => {
    await untilItSpeaks(url, { clock: systemClock, withinMs: 0 });
  });
});

Deno.test("a server that does not speak in time is reported without the password", async () => {
  const url = NOBODY.replace("nobody@", "nobody:secret@");
  await assert.rejects(
    untilItSpeaks(url, { clock: systemClock, withinMs: 0 }),
    (error) =>
      error instanceof CouldNotRun && /within 0 s/.test(error.message) &&
      !/secret/.test(error.message),
  );
});

Deno.test("a database that cannot be reached is refused with how to choose another", async () => {
  await assert.rejects(
    withDatabase(NOBODY, () => Promise.resolve()),
    (error) =>
      error instanceof CouldNotRun && /--database-url/.test(error.message),
  );
});
