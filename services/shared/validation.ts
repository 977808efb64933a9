/**
 * Bad input gets a reason, never a 5xx: what is out of bounds is a 400, what
 * has the wrong shape a 422 with a list of `{path, message}`.
 * @module
 */

import type { Context, MiddlewareHandler } from "hono";
import type { ZodError } from "zod";
import { Problem, problemResponse } from "./problem.ts";
import type { AppEnv } from "./request_context.ts";

/** Codes of zod issues that mean: the right type, outside the bounds. */
const BOUNDS: ReadonlySet<string> = new Set([
  "too_small",
  "too_big",
  "not_multiple_of",
  "custom",
]);

type Validated =
  | { readonly success: true; readonly data: unknown; readonly target: string }
  | { readonly success: false; error: ZodError; readonly target: string };

/** The answer of every route whose schema does not fit what was sent. */
export function validationHook(
  result: Validated,
  c: Context<AppEnv>,
): Response | undefined {
  if (result.success) return undefined;
  return problemResponse(c, invalidInput(result.error, result.target));
}

/** Tells a schema's complaints as one problem. */
export function invalidInput(error: ZodError, target: string): Problem {
  const whole = target === "json" ? "body" : target;
  const errors = error.issues.map((issue) => ({
    path: issue.path.join(".") || whole,
    message: issue.message,
  }));
  const detail = errors.map(({ path, message }) => `${path} ${message}`)
    .join("; ");
  const outOfBounds = target === "json" &&
    error.issues.every((issue) => BOUNDS.has(issue.code));
  return outOfBounds
    ? new Problem(400, detail)
    : new Problem(422, detail, { fields: { errors } });
}

/**
 * Goes before a route that takes JSON: 415 for another content type, 400 for
 * no body or one that is not JSON. `optional` lets an empty body through.
 */
export function jsonBody(
  { optional = false }: { readonly optional?: boolean } = {},
): MiddlewareHandler<AppEnv> {
  return async function jsonBody(c, next) {
    const body = await c.req.text();
    if (body === "" && optional) return next();
    if (body === "") throw new Problem(400, "A JSON body is required");
    const type = c.req.header("content-type") ?? "";
    if (!/^application\/([\w.+-]+\+)?json\s*(;|$)/i.test(type)) {
      throw new Problem(
        415,
        "The body must be sent as Content-Type: application/json",
      );
    }
    try {
      JSON.parse(body);
    } catch (cause) {
      throw new Problem(400, "The body is not valid JSON", { cause });
    }
    return next();
  };
}
