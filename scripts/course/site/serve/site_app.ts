/**
 * A built website as an HTTP application. On a student's machine its lab pages
 * also show what was measured, and measure.
 * @module
 */

import { posix } from "node:path";
import { Hono } from "hono";
import { z } from "zod";
import { refuseOthers } from "../../../stack/console/mod.ts";
import { escapeHtml } from "../../../lib/text/mod.ts";
import type { LabRuns } from "./lab_runs.ts";

interface SiteOptions {
  /** The website's folder. */
  readonly folder: string;
  /** A secret of this server that its own pages know. */
  readonly token: string;
  readonly runs: LabRuns;
  readonly now: () => number;
}

const TYPES: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".json": "application/json",
  ".csv": "text/csv; charset=utf-8",
};

const asked = z.object({ step: z.string().max(20) });

/** Builds the application. */
export function createSiteApp(
  { folder, token, runs, now }: SiteOptions,
): Hono {
  const app = new Hono();
  app.use(refuseOthers(token));
  app.use(async function unframed(c, next) {
    await next();
    c.header("content-security-policy", "frame-ancestors 'none'");
    c.header("cache-control", "no-store");
  });

  app.get("/api/labs/:lab", async (c) => {
    const checks = await runs.found(Number(c.req.param("lab")));
    return checks === undefined
      ? c.text("There is no such lab", 404)
      : c.json({ checks, now: now() });
  });

  app.post("/api/labs/:lab/check", async (c) => {
    const body = asked.safeParse(await c.req.json().catch(() => undefined));
    if (!body.success) return c.text('The body must be {"step": "3.1"}', 400);
    const ended = await runs.run(Number(c.req.param("lab")), body.data.step);
    if (ended === "unknown") return c.text("There is no such check", 404);
    if (ended === "busy") {
      return c.text("Another check is running; wait until it ends", 409);
    }
    return c.json({ ended });
  });

  app.get("/*", async (c) => {
    const path = fileFor(new URL(c.req.url).pathname);
    if (path === undefined) return c.text("There is no such page", 404);
    const bytes = await readFile(`${folder}/${path}`);
    if (bytes === undefined) return c.text("There is no such page", 404);
    const type = TYPES[posix.extname(path)] ?? "application/octet-stream";
    if (!type.startsWith("text/html") || path.startsWith("slides/")) {
      return c.body(bytes, 200, { "content-type": type });
    }
    const html = new TextDecoder().decode(bytes).replace(
      "</head>",
      () => `<meta name="site-token" content="${escapeHtml(token)}">\n</head>`,
    );
    return c.body(html, 200, { "content-type": type });
  });
  return app;
}

/** The file that a path means; undefined when it leaves the folder. */
function fileFor(pathname: string): string | undefined {
  let path: string;
  try {
    path = decodeURIComponent(pathname);
  } catch {
    return undefined; // a stray %
  }
  const parts = path.split("/").slice(1);
  const isPlain = parts.every((part) =>
    part !== ".." && part !== "." && !/[\0\\]/.test(part)
  );
  if (!isPlain) return undefined;
  const file = parts.join("/");
  return file === "" || file.endsWith("/") ? `${file}index.html` : file;
}

async function readFile(
  path: string,
): Promise<Uint8Array<ArrayBuffer> | undefined> {
  try {
    return await Deno.readFile(path);
  } catch (error) {
    const isNone = error instanceof Deno.errors.NotFound ||
      error instanceof Deno.errors.IsADirectory ||
      error instanceof Deno.errors.NotADirectory;
    if (isNone) return undefined;
    throw error;
  }
}
