/**
 * Bad input gets a reason, never a 5xx: what is out of bounds is a 400, what
 * has the wrong shape a 422 with a list of `{path, message}`.
 * @module
 */

import type { Context, MiddlewareHandler } from "hono";
import { bodyLimit } from "hono/body-limit";
import type { ZodError } from "zod";
import { Problem, problemResponse } from "./problem.ts";
import type { AppEnv } from "./request_context.ts";

/** Largest body that is read, in bytes. */
export const MAX_BODY_BYTES = 64 * 1024;

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
 * Reads the body before anything else looks at it: refuses more than
 * {@link MAX_BODY_BYTES} (413), and counts the bodies still on their way,
 * because `server.shutdown()` would make those unreadable (denoland/deno#36809).
 */
export function bodyReader(
  onReading: (change: 1 | -1) => void,
): MiddlewareHandler<AppEnv> {
  const limited = bodyLimit({
    maxSize: MAX_BODY_BYTES,
    onError: () => {
      throw new Problem(
        413,
        `The body must be at most ${MAX_BODY_BYTES} bytes`,
      );
    },
  });
  return async function bodyReader(c, next) {
    const { method } = c.req;
    if (method === "GET" || method === "HEAD" || !c.req.raw.body) return next();
    onReading(1);
    try {
      await limited(c, async () => {
        await c.req.text();
      });
    } finally {
      onReading(-1);
    }
    return next();
  };
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
