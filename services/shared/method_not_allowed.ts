/**
 * 404 or 405: Hono answers 404 to a known path with another method.
 * @module
 */

import type { Context, Hono } from "hono";
import { Problem, problemResponse } from "./problem.ts";
import type { AppEnv } from "./request_context.ts";

const ASKED = ["GET", "POST", "PUT", "PATCH", "DELETE"] as const;

/** Answers 405 with `Allow` where the path exists, else 404. */
export function notFound(
  app: Pick<Hono<AppEnv>, "router">,
): (c: Context<AppEnv>) => Response {
  return function notFound(c) {
    const allowed = ASKED.filter((method) => hasRoute(app, method, c.req.path));
    if (allowed.length === 0) {
      return problemResponse(c, new Problem(404, "There is nothing here"));
    }
    const allow = allowed.flatMap((method) =>
      method === "GET" ? ["GET", "HEAD"] : [method]
    ).join(", ");
    return problemResponse(
      c,
      new Problem(405, `This path takes ${allow}`, {
        headers: { Allow: allow },
      }),
    );
  };
}

/** Middleware matches too; it is mounted under a pattern that ends in `*`. */
function hasRoute(
  app: Pick<Hono<AppEnv>, "router">,
  method: string,
  path: string,
): boolean {
  const [handlers] = app.router.match(method, path);
  return handlers.some(([[, route]]) => !route.path.endsWith("*"));
}
