/**
 * One value out of the shop's database, read-only.
 * @module
 */

import { connectTo } from "../../adapters/postgres/mod.ts";
import type { Clock } from "../../../services/shared/mod.ts";
import type { ProbeProvider } from "../probe_providers.ts";
import type { Found } from "../tolerance.ts";
import { wordsOf } from "../../lib/text/mod.ts";

type SqlProvider = Extract<ProbeProvider, { readonly type: "sql" }>;

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
      statement_timeout: timeout * 1000,
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
    const rows = await Promise.race([sql.unsafe(query), deadline]);
    return valueOfRows(rows);
  } catch (error) {
    return { value: undefined, note: wordsOf(error) };
  } finally {
    inTime();
    await sql.end({ timeout: 0 });
  }
}

function valueOfRows(
  rows: readonly Readonly<Record<string, unknown>>[],
): Found {
  const values = Object.values(rows[0] ?? {});
  const [value] = values;
  if (rows.length !== 1 || values.length !== 1) {
    return { value: undefined, note: "the query must give one value" };
  }
  if (typeof value === "number" || typeof value === "boolean") return { value };
  const text = String(value);
  return { value: /^-?\d+(\.\d+)?$/.test(text) ? Number(text) : text };
}
