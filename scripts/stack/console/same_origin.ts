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
 * Lets through what a page of this very server asks, and nothing else.
 * @param token that stands in its pages
 */
export function refuseOthers(token: string): MiddlewareHandler {
  return async function refuseOthers(c, next) {
    const host = c.req.header("host") ?? "";
    if (!LOOPBACK.has(host.replace(/:\d+$/, ""))) {
      return c.text("This page answers only to 127.0.0.1 and localhost", 403);
    }
    if (c.req.method !== "GET" && c.req.method !== "HEAD") {
      if (c.req.header("origin") !== `http://${host}`) {
        return c.text("This needs an Origin: the server's own page", 403);
      }
      if (c.req.header(TOKEN_HEADER) !== token) {
        return c.text("The token is missing or old: load the page anew", 403);
      }
    }
    await next();
    c.header("x-content-type-options", "nosniff");
    c.header("referrer-policy", "no-referrer");
  };
}

/**
 * The same for the console, whose page has one script inside.
 * @param nonce of that script
 */
export function guard(token: string, nonce: string): MiddlewareHandler {
  const refuse = refuseOthers(token);
  return async function guard(c, next) {
    const refused = await refuse(c, next);
    if (refused instanceof Response) return refused;
    c.header(
      "content-security-policy",
      `default-src 'self'; script-src 'self' 'nonce-${nonce}'; ` +
        "img-src 'self' data:; frame-ancestors 'none'; " +
        "base-uri 'none'; form-action 'none'",
    );
  };
}
