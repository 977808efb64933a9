/**
 * The console as an HTTP application: one page, one stream, a few actions.
 * @module
 */

import { Hono } from "hono";
import { actionRoutes, type Reach } from "./actions.ts";
import { assetOf, pageOf } from "./assets.ts";
import type { Beat } from "./ticker.ts";
import { guard } from "./same_origin.ts";
import type { LogBook } from "./log_book.ts";
import type { Monitor } from "./monitor.ts";
import type { Setup, Snapshot } from "./snapshot.ts";

interface AppOptions {
  readonly setup: Setup;
  readonly monitor: Pick<Monitor, "history">;
  readonly beat: Beat<Snapshot>;
  readonly book: LogBook;
  /** Brings the book up to date. */
  readonly readLogs: () => Promise<void>;
  readonly reach: Reach;
}

/** Lines that a page gets at its start. */
const FIRST_LINES = 200;

/** Builds the application. */
export function createApp(
  { setup, monitor, beat, book, readLogs, reach }: AppOptions,
): Hono {
  const app = new Hono();
  const nonce = crypto.randomUUID();
  app.use(guard(setup.token, nonce));

  app.get("/", async (c) => c.html(await pageOf(setup, nonce)));

  app.get("/favicon.ico", (c) => c.body(null, 204));

  app.get("/page/:name", async (c) => {
    const asset = await assetOf(c.req.param("name"));
    if (asset === undefined) return c.notFound();
    return c.body(asset.text, 200, { "content-type": asset.type });
  });

  app.get("/api/history", (c) =>
    c.body(monitor.history.bytes(), 200, {
      "content-type": "application/octet-stream",
    }));

  app.get("/api/stream", (c) =>
    c.body(streamOf(beat), 200, {
      "content-type": "text/event-stream",
      "cache-control": "no-store",
    }));

  app.get("/api/logs", async (c) => {
    await readLogs();
    const id = c.req.query("request_id");
    const lines = id === undefined ? book.last(FIRST_LINES) : book.follow(id);
    return c.json({ lines });
  });

  app.route("/api", actionRoutes(reach));
  return app;
}

/** Server-sent events: the last snapshot at once, then one a beat. */
function streamOf(beat: Beat<Snapshot>): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  const event = (snapshot: Snapshot): Uint8Array =>
    encoder.encode(`data: ${JSON.stringify(snapshot)}\n\n`);
  return new ReadableStream({
    start(controller) {
      const last = beat.last();
      if (last !== undefined) controller.enqueue(event(last));
    },
    async pull(controller) {
      const snapshot = await beat.next();
      if (snapshot === undefined) controller.close();
      else controller.enqueue(event(snapshot));
    },
  });
}
