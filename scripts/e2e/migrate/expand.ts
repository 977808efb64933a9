/**
 * A column that gets another name in five steps, with old and new code on one
 * database at each of them.
 * @module
 */

import { ROOT, type Stack } from "../../stack/local/mod.ts";
import { freePort, outputOf } from "../../lib/process/mod.ts";
import { withDatabase } from "../../adapters/postgres/mod.ts";
import {
  inOrder,
  migrate,
  PRODUCT,
  readSteps,
} from "../../schema/migrate/mod.ts";
import { Customer, LOAD_EVENT_ID } from "../../adapters/shop/mod.ts";
import { until } from "../../lib/wait/mod.ts";
import { underLoad } from "./under_load.ts";
import { readText } from "../../lib/files/mod.ts";

const FOLDER = `${ROOT}/labs/lab9/expand_contract`;
/** The file that knows the column's name. */
const KNOWS = "services/events/orders_postgres.ts";

/** Which code works after a step. */
interface Works {
  readonly step: string;
  readonly old: boolean;
  readonly new: boolean;
}

/** As the README of the example says. */
const WORKS: readonly Works[] = [
  { step: "0101_expand", old: true, new: false },
  { step: "0102_write_both", old: true, new: false },
  { step: "0103_backfill", old: true, new: true },
  { step: "0104_require", old: true, new: true },
  { step: "0105_contract", old: false, new: true },
];

/**
 * Takes the five steps; the shop of `stack`, old code, serves up to the fourth.
 * @returns what was seen
 * @throws {Error} when code works that must not, or does not that must
 */
export async function expandAndContract(stack: Stack): Promise<string> {
  const steps = inOrder(PRODUCT, await readSteps(FOLDER));
  await using newer = await startNewCode(stack);
  const older = stack.urls.events ?? "";
  let requests = 0;
  let failures = 0;
  for (const wanted of WORKS) {
    if (!wanted.old) await replaceOldCode(stack, newer);
    const take = (): Promise<unknown> =>
      withDatabase(
        stack.databaseUrl,
        (sql) => migrate(sql, steps, { to: wanted.step }),
      );
    const seen = await underLoad(stack, { rps: 50, seconds: 4 }, take);
    requests += seen.requests;
    failures += seen.failures;
    await hold(wanted, {
      old: wanted.old ? await works(stack, older, "event_date") : false,
      new: await works(stack, newer.url, "scheduled_at"),
    });
  }
  const words = `${failures} of ${requests} requests failed in five steps, ` +
    "old and new code as the table says after each";
  if (failures > 0) throw new Error(words);
  return words;
}

function hold(wanted: Works, found: Omit<Works, "step">): void {
  if (wanted.old === found.old && wanted.new === found.new) return;
  throw new Error(
    `after ${wanted.step}: old code ${found.old ? "works" : "fails"}, new ` +
      `code ${found.new ? "works" : "fails"}`,
  );
}

/** Lists what is on sale, and what was put on sale with the date it knows. */
async function works(
  stack: Stack,
  events: string,
  column: "event_date" | "scheduled_at",
): Promise<boolean> {
  const name = `Night ${crypto.randomUUID()}`;
  try {
    await withDatabase(stack.databaseUrl, (sql) =>
      sql`
        INSERT INTO events (name, venue, ${
        sql(column)
      }, total_tickets, price_cents)
        VALUES (${name}, 'Hall', '2027-05-01T20:00:00Z', 10, 100)`);
    const answer = await fetch(`${events}/events`);
    const list: unknown = await answer.json();
    return answer.ok && Array.isArray(list) && list.some(isTonight);
  } catch {
    return false; // no such column
  }

  function isTonight(event: unknown): boolean {
    return typeof event === "object" && event !== null && "name" in event &&
      "date" in event && event.name === name &&
      event.date === "2027-05-01T20:00:00.000Z";
  }
}

/** A service that runs. */
interface NewCode extends AsyncDisposable {
  readonly url: string;
  /** The same program on another port. */
  start(port: number): Promise<void>;
}

/** The checkout with the new name in it, and its events service. */
async function startNewCode(stack: Stack): Promise<NewCode> {
  const tree = await Deno.makeTempDir({ prefix: "new-code-" });
  for (const path of ["services", "scripts/lib", "deno.json", "deno.lock"]) {
    await Deno.mkdir(`${tree}/scripts`, { recursive: true });
    await outputOf("cp", ["-r", `${ROOT}/${path}`, `${tree}/${path}`]);
  }
  const text = await readText(`${tree}/${KNOWS}`);
  await Deno.writeTextFile(
    `${tree}/${KNOWS}`,
    text.replaceAll("event_date", "scheduled_at"),
  );
  const children: Deno.ChildProcess[] = [];
  const database = new URL(stack.databaseUrl);
  const redis = new URL(stack.redisUrl);
  async function start(port: number): Promise<void> {
    children.push(
      new Deno.Command(Deno.execPath(), {
        args: ["run", "--quiet", "-P=events", "services/events/main.ts"],
        cwd: tree,
        env: {
          PORT: String(port),
          HOST: "127.0.0.1",
          DB_HOST: database.hostname,
          DB_PORT: database.port,
          DB_NAME: database.pathname.slice(1),
          DB_USER: database.username,
          DB_PASS: database.password,
          REDIS_HOST: redis.hostname,
          REDIS_PORT: redis.port,
          REDIS_PASS: decodeURIComponent(redis.password),
        },
        stdout: "null",
        stderr: "null",
      }).spawn(),
    );
    await until("the new code serves", async () => {
      const answer = await fetch(`http://127.0.0.1:${port}/livez`);
      await answer.body?.cancel();
      return answer.ok;
    });
  }
  const port = freePort();
  await start(port);
  return {
    url: `http://127.0.0.1:${port}`,
    start,
    async [Symbol.asyncDispose]() {
      for (const child of children) child.kill("SIGTERM");
      await Promise.all(children.map((child) => child.status));
      await Deno.remove(tree, { recursive: true });
    },
  };
}

/** The shop's events service ends; the new code takes its port. */
async function replaceOldCode(stack: Stack, newer: NewCode): Promise<void> {
  const { port } = new URL(stack.urls.events ?? "");
  await stack.stop("events");
  await newer.start(Number(port));
  const customer = new Customer(stack.urls.gateway ?? "");
  await until("the shop sells with the new code", async () => {
    const id = await customer.reserved(LOAD_EVENT_ID);
    return (await customer.pay(id)).status === 200;
  });
}
