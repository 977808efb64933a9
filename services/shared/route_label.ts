/**
 * The bounded names under which a request is counted and logged.
 * @module
 */

import type { Context } from "hono";
import { routePath } from "hono/route";

const METHODS: ReadonlySet<string> = new Set([
  "GET",
  "HEAD",
  "POST",
  "PUT",
  "PATCH",
  "DELETE",
  "OPTIONS",
  "CONNECT",
  "TRACE",
]);

/** Patterns are few and fixed at start, so this never grows past them. */
const LABELS = new Map<string, string>();

/**
 * The matched route in the spelling of the labs, `/events/{id}`; `unmatched`
 * for anything else, so that no client can create label values.
 */
export function routeLabel(c: Context): string {
  const pattern = routePath(c, -1);
  let label = LABELS.get(pattern);
  if (label === undefined) {
    label = pattern.endsWith("*")
      ? "unmatched"
      : pattern.replace(/:(\w+)(\{[^}]*\})?/g, "{$1}");
    LABELS.set(pattern, label);
  }
  return label;
}

/** A standard method, or `OTHER`. */
export function methodLabel(c: Context): string {
  return METHODS.has(c.req.method) ? c.req.method : "OTHER";
}
