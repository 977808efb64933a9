// Runs with -P=test-stores
import assert from "node:assert/strict";
import postgres from "postgres";
import { Problem } from "../shared/problem.ts";
import type { Database } from "./database.ts";
import { SERVER, testDatabase } from "./postgres_fixture.ts";
import { startRelay } from "./relay_fixture.ts";
import { until } from "./until_fixture.ts";

function one(database: Database): Promise<unknown> {
  return database.query((sql) => sql`SELECT 1 AS one`);
}

function is503(error: unknown): boolean {
  return error instanceof Problem && error.status === 503 &&
    error.headers["Retry-After"] !== undefined;
}

async function answers(database: Database): Promise<boolean> {
  return await one(database).then(() => true, () => false);
}

for (const mood of ["silent", "gone"] as const) {
  Deno.test(`a PostgreSQL that is ${mood} is a 503 in bounded time for every waiting request, and forgiven when it is back`, async () => {
    const relay = startRelay(Number(SERVER.port));
    const test = await testDatabase({ port: relay.port, maxConnections: 2 });
    try {
      await one(test.database);
      relay.become(mood);
      const began = performance.now();
      await Promise.all(
        Array.from(
          { length: 6 },
          () => assert.rejects(one(test.database), is503),
        ),
      );
      const took = performance.now() - began;
      // Two bounded waits; the figure itself is measured in scripts/stack/system.
      assert.ok(took < 2 * 2500, `took ${took} ms`);
      assert.deepEqual(
        [test.database.gate.inside, test.database.gate.waiting],
        [0, 0],
      );
      relay.become("open");
      await until("PostgreSQL answers", () => answers(test.database));
    } finally {
      await test.close();
      relay.close();
    }
  });
}

Deno.test("a pool that is busy makes the next one wait, then refuses it", async () => {
  const test = await testDatabase({ maxConnections: 1, poolWaitMs: 100 });
  try {
    const slow = test.database.query((sql) => sql`SELECT pg_sleep(0.6)`);
    await assert.rejects(one(test.database), is503);
    assert.equal(test.database.gate.timeouts, 1);
    const probed = test.database.probe((sql) => sql`SELECT 1 AS one`);
    assert.equal((await probed).length, 1);
    await slow;
    await one(test.database);
  } finally {
    await test.close();
  }
});

Deno.test("one slow statement costs its own caller, not the others' connections", async () => {
  const test = await testDatabase({ maxConnections: 2 });
  try {
    const slow = assert.rejects(
      test.database.query((sql) => sql`SELECT pg_sleep(30)`),
      is503,
    );
    let ended = false;
    void slow.finally(() => ended = true);
    const pids = new Set<number>();
    await until("the slow one has ended", async () => {
      const [row] = await test.database.query((sql) =>
        sql<[{ pid: number }]>`SELECT pg_backend_pid() AS pid`
      );
      pids.add(row.pid);
      return ended;
    });
    await slow;
    assert.equal(pids.size, 1);
  } finally {
    await test.close();
  }
});

Deno.test("a database without its schema is a 503 that says what to do", async () => {
  const test = await testDatabase();
  try {
    await assert.rejects(
      test.database.query((sql) => sql`SELECT * FROM not_there`),
      (error) => is503(error) && /migrate/.test(String(error)),
    );
  } finally {
    await test.close();
  }
});

/** Does to a database what a restore does while it takes its place. */
const SWAPS: Readonly<Record<string, readonly [away: string, back: string]>> = {
  "does not accept connections (55000)": [
    "ALTER DATABASE $ WITH ALLOW_CONNECTIONS false",
    "ALTER DATABASE $ WITH ALLOW_CONNECTIONS true",
  ],
  "has another name (3D000)": [
    "ALTER DATABASE $ RENAME TO $_old",
    "ALTER DATABASE $_old RENAME TO $",
  ],
};

for (const [what, [away, back]] of Object.entries(SWAPS)) {
  Deno.test(`a database that ${what} is a 503, and forgiven afterwards`, async () => {
    const test = await testDatabase();
    const [{ name }] = await test.sql<[{ name: string }]>`
      SELECT current_database() AS name`;
    const server = postgres(SERVER.href, { max: 1, onnotice: () => {} });
    async function becomes(sql: string): Promise<void> {
      await server.unsafe(
        `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
          WHERE datname LIKE '${name}%'`,
      );
      await server.unsafe(sql.replaceAll("$", name));
    }
    try {
      await one(test.database);
      await becomes(away);
      await assert.rejects(one(test.database), is503);
      await assert.rejects(test.database.probe((sql) => sql`SELECT 1`), is503);
      await becomes(back);
      await until("PostgreSQL answers", () => answers(test.database));
    } finally {
      await test.close();
      await server.end();
    }
  });
}
