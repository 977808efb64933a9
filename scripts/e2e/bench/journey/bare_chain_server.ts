/**
 * The least that sells a ticket: the same three processes, the same calls, SQL
 * and Lua, behind `Deno.serve`, and nothing else. There is no validation, log,
 * metric, schema, deadline or retry. The shop is compared with it.
 * @module
 */

import { Redis, type Result } from "ioredis";
import postgres from "postgres";
import { readTextSync } from "../../../lib/files/mod.ts";

declare module "ioredis" {
  interface RedisCommander<Context> {
    bareAdd(...args: string[]): Result<number, Context>;
    bareExtend(...args: string[]): Result<number[], Context>;
    bareRemove(...args: string[]): Result<number, Context>;
    bareHeld(...args: string[]): Result<string[], Context>;
  }
}

type Handler = (request: Request, path: string) => Promise<Response>;

/** A script about holds, as events runs it. */
function lua(name: string): string {
  const folder = "../../../../services/events/";
  const read = (file: string) =>
    readTextSync(
      new URL(`${folder}holds_${file}.lua`, import.meta.url),
    );
  return `${read("sweep")}\n${read(name)}`;
}

const KEYS = ["bare:expiry", "bare:detail", "bare:held"];
const LEASE_MS = "60000";

function events(): Handler {
  const sql = postgres(env("DATABASE_URL"), { max: 10 });
  const redis = new Redis(env("REDIS_URL"), { enableAutoPipelining: true });
  for (const name of ["add", "extend", "remove", "held"]) {
    redis.defineCommand(`bare${name[0]?.toUpperCase()}${name.slice(1)}`, {
      numberOfKeys: KEYS.length,
      lua: lua(name),
    });
  }

  async function list() {
    const flat = await redis.bareHeld(...KEYS);
    const rows = await sql`
      SELECT id, name, venue, event_date AS date, total_tickets, price_cents,
             total_tickets - sold - pending AS available
        FROM events ORDER BY event_date, id`;
    return rows.map((row) => {
      const at = flat.indexOf(String(row.id));
      return { ...row, available: row.available - Number(flat[at + 1] ?? 0) };
    });
  }

  async function reserve(event: string) {
    const reservation_id = crypto.randomUUID();
    await redis.bareAdd(...KEYS, reservation_id, event, "1", "100", "300000");
    await sql`SELECT total_tickets - sold - pending AS room
                FROM events WHERE id = ${event}`;
    return { reservation_id, event_id: Number(event), quantity: 1 };
  }

  async function fence(id: string) {
    const [event = 0, quantity = 0, cents = 0, ends = 0] = await redis
      .bareExtend(...KEYS, id, LEASE_MS);
    const [row] = await sql`
      SELECT * FROM fence_reservation(${id}, 20000, ${event}, ${quantity},
                                      ${cents}, ${new Date(ends)})`;
    void redis.bareRemove(...KEYS, id);
    return row;
  }

  async function confirm(id: string, reference: string) {
    const [row] = await sql`SELECT * FROM confirm_payment(${id}, ${reference})`;
    return { ...row, order_id: id };
  }

  return async (request, path) => {
    const [, , id = "", action] = path.split("/");
    if (action === "reserve") {
      await request.json();
      return Response.json(await reserve(id));
    }
    if (action === "fence") {
      await request.json();
      return Response.json(await fence(id));
    }
    if (action === "confirm") {
      const { payment_ref } = await request.json();
      return Response.json(await confirm(id, payment_ref));
    }
    return Response.json(await list());
  };
}

function payments(): Handler {
  return async (request) => {
    const { reservation_id } = await request.json();
    const payment_ref = `PAY-${reservation_id.slice(0, 8).toUpperCase()}`;
    return Response.json({ status: "charged", payment_ref });
  };
}

function gateway(): Handler {
  const upstream = (path: string, body: unknown) =>
    fetch(path, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(body),
    });
  const events = env("EVENTS_URL");

  async function pay(id: string): Promise<Response> {
    const reservation = `${events}/reservations/${id}`;
    await (await upstream(`${reservation}/fence`, { lease_ms: 20000 })).json();
    const charge = { reservation_id: id, amount: 100 };
    const paid = await upstream(`${env("PAYMENTS_URL")}/charge`, charge);
    const { payment_ref } = await paid.json();
    const order = await upstream(`${reservation}/confirm`, { payment_ref });
    return Response.json(await order.json());
  }

  return async (request, path) => {
    const [, first, id = ""] = path.split("/");
    if (first === "reserve") return await pay(id);
    const answer = request.method === "POST"
      ? await upstream(events + path, await request.json())
      : await fetch(events + path);
    return new Response(await answer.text(), {
      headers: { "Content-Type": "application/json" },
    });
  };
}

function env(name: string): string {
  return Deno.env.get(name) ?? "";
}

if (import.meta.main) {
  const roles: Readonly<Record<string, () => Handler>> = {
    events,
    payments,
    gateway,
  };
  const handle = roles[env("ROLE")]?.();
  if (handle === undefined) throw new Error("ROLE must be a service's name");
  Deno.serve({
    hostname: "127.0.0.1",
    port: Number(env("PORT")),
    onListen: () => {},
  }, (request) => {
    const { pathname } = new URL(request.url);
    return pathname === "/livez" ? new Response() : handle(request, pathname);
  });
}
