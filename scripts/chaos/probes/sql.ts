/**
 * One value out of the shop's database. Whatever the query says, the server
 * runs it as a single statement of a read-only transaction, and stops it in
 * time; who it runs as is in reader.ts.
 * @module
 */

import { connectTo } from "../../adapters/postgres/mod.ts";
import type { Clock } from "../../../services/shared/mod.ts";
import type { ProbeProvider } from "../model/probe_providers.ts";
import type { Found } from "../model/tolerance.ts";
import { wordsOf } from "../../lib/text/mod.ts";

type SqlProvider = Extract<ProbeProvider, { readonly type: "sql" }>;

/** Longest row, as JSON: a probe asks for one figure (characters). */
const MAX_ROW = 10_000;

/** Asks for one value. A server that hangs is no answer, in time. */
export async function askSql(
  { query, timeout }: SqlProvider,
  { databaseUrl, clock }: {
    readonly databaseUrl: string | undefined;
    readonly clock: Clock;
  },
): Promise<Found> {
  if (databaseUrl === undefined) {
    return { value: undefined, note: "this target's database is not known" };
  }
  const sql = await connectTo(databaseUrl, {
    connect_timeout: timeout,
    connection: {
      // 0 would be no limit at all.
      statement_timeout: Math.max(1, Math.round(timeout * 1000)),
      default_transaction_read_only: true,
    },
  });
  let inTime = (): void => {};
  try {
    const deadline = new Promise<never>((_, reject) => {
      inTime = clock.after(
        timeout * 1000,
        () => reject(new Error(`no answer within ${timeout} s`)),
      );
    });
    // As a subquery it can be nothing but a SELECT, and with `simple: false`
    // the server takes one statement only.
    const rows = await Promise.race([
      sql.begin("read only", (sql) =>
        sql.unsafe<{ readonly row: string }[]>(
          `SELECT left(to_json(probe)::text, ${MAX_ROW + 1}) AS row ` +
            `FROM (\n${bare(query)}\n) AS probe LIMIT 2`,
          [],
          // Its types know "simple" for queries that it makes itself only.
          { simple: false } as Readonly<Record<string, unknown>>,
        )),
      deadline,
    ]);
    return valueOfRows(rows);
  } catch (error) {
    return { value: undefined, note: wordsOf(error) };
  } finally {
    inTime();
    await sql.end({ timeout: 0 });
  }
}

/** Without the semicolon that people end a statement with. */
function bare(query: string): string {
  return query.trim().replace(/;$/, "");
}

function valueOfRows(rows: readonly { readonly row: string }[]): Found {
  const text = rows[0]?.row ?? "{}";
  if (text.length > MAX_ROW) {
    return { value: undefined, note: "the query must give one short value" };
  }
  const values = Object.values<unknown>(JSON.parse(text));
  const [value] = values;
  if (rows.length !== 1 || values.length !== 1) {
    return { value: undefined, note: "the query must give one value" };
  }
  if (typeof value === "number" || typeof value === "boolean") return { value };
  const words = String(value);
  return { value: /^-?\d+(\.\d+)?$/.test(words) ? Number(words) : words };
}
