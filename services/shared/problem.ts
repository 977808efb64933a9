/**
 * Errors as clients see them: RFC 9457 problem details, one shape everywhere.
 * @see https://www.rfc-editor.org/rfc/rfc9457
 * @module
 */

import type { Context } from "hono";

/** Titles of the statuses that the services answer with. */
const TITLES: Readonly<Record<number, string>> = {
  400: "Bad Request",
  401: "Unauthorized",
  403: "Forbidden",
  404: "Not Found",
  405: "Method Not Allowed",
  408: "Request Timeout",
  409: "Conflict",
  413: "Content Too Large",
  415: "Unsupported Media Type",
  422: "Unprocessable Content",
  429: "Too Many Requests",
  500: "Internal Server Error",
  502: "Bad Gateway",
  503: "Service Unavailable",
  504: "Gateway Timeout",
};

interface ProblemOptions {
  /** Further members of the body, e.g. `{ available: 3 }`. */
  readonly fields?: Readonly<Record<string, unknown>>;
  /** Response headers, e.g. `{ "Retry-After": "1" }`. */
  readonly headers?: Readonly<Record<string, string>>;
  /** The error behind it, for the log only. */
  readonly cause?: unknown;
}

/** An answer other than success, thrown by whatever notices it. */
export class Problem extends Error {
  override readonly name = "Problem";
  readonly status: number;
  readonly fields: Readonly<Record<string, unknown>>;
  readonly headers: Readonly<Record<string, string>>;

  /**
   * @param status HTTP status, 400..599
   * @param detail one sentence for the person who reads the answer
   */
  constructor(
    status: number,
    detail: string,
    { fields = {}, headers = {}, cause }: ProblemOptions = {},
  ) {
    super(detail, { cause });
    this.status = status;
    this.fields = fields;
    this.headers = headers;
  }
}

/** 503 that says when to come back. */
export function unavailable(
  detail: string,
  options: ProblemOptions & { readonly retryAfterSeconds?: number } = {},
): Problem {
  const { retryAfterSeconds = 1, headers, ...rest } = options;
  return new Problem(503, detail, {
    ...rest,
    headers: { ...headers, "Retry-After": String(retryAfterSeconds) },
  });
}

/** Writes a problem as the answer of a request. */
export function problemResponse(c: Context, problem: Problem): Response {
  const { status, fields, headers } = problem;
  const body = {
    type: "about:blank",
    title: TITLES[status] ?? `Status ${status}`,
    status,
    detail: problem.message,
    request_id: c.get("requestId"),
    ...fields,
  };
  return c.body(JSON.stringify(body), status as 500, {
    ...headers,
    "Content-Type": "application/problem+json",
  });
}
