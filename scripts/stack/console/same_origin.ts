/**
 * Keeps other sites out. The console listens on loopback only, but a page of
 * any site that is open in the same browser can send requests to loopback too.
 *
 * - A name that an attacker lets point to 127.0.0.1 (DNS rebinding) stands in
 *   `Host`: only loopback names are answered.
 * - A form or script of another site has another `Origin`, and cannot read the
 *   token that stands in our page: what changes something needs both.
 * @module
 */

import type { MiddlewareHandler } from "hono";

/** The header that carries the page's token. */
export const TOKEN_HEADER = "x-console-token";

const LOOPBACK = new Set(["127.0.0.1", "localhost"]);

/**
 * Lets through what the page itself asks.
 * @param nonce of the one script that stands in the page
 */
export function guard(token: string, nonce: string): MiddlewareHandler {
  return async function guard(c, next) {
    const host = c.req.header("host") ?? "";
    if (!LOOPBACK.has(host.replace(/:\d+$/, ""))) {
      return c.text("The console answers only to 127.0.0.1 and localhost", 403);
    }
    if (c.req.method !== "GET" && c.req.method !== "HEAD") {
      if (c.req.header("origin") !== `http://${host}`) {
        return c.text("This needs an Origin: the console's own page", 403);
      }
      if (c.req.header(TOKEN_HEADER) !== token) {
        return c.text("The token is missing or old: load the page anew", 403);
      }
    }
    await next();
    c.header("x-content-type-options", "nosniff");
    c.header("referrer-policy", "no-referrer");
    c.header(
      "content-security-policy",
      `default-src 'self'; script-src 'self' 'nonce-${nonce}'; ` +
        "img-src 'self' data:; frame-ancestors 'none'; " +
        "base-uri 'none'; form-action 'none'",
    );
  };
}
