/**
 * The least that answers `GET /events`: one query a request, behind Deno.serve.
 * What events is compared with.
 * @module
 */

import postgres from "postgres";

if (import.meta.main) {
  const sql = postgres(Deno.env.get("DATABASE_URL") ?? "", { max: 10 });
  Deno.serve({
    hostname: "127.0.0.1",
    port: Number(Deno.env.get("PORT")),
    onListen: () => {},
  }, async () =>
    Response.json(
      await sql`
        SELECT id, name, venue, event_date AS date, total_tickets, price_cents,
               total_tickets - sold - pending AS available
          FROM events ORDER BY event_date, id`,
    ));
}
