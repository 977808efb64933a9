/**
 * Calls to other services, and how they can end.
 *
 * One deadline covers a whole call, from connecting to the last byte of the
 * body: a service that sends its headers and then falls asleep is as late as
 * one that never answers. Redirects are not followed, since a service that
 * moves away by itself is not the service that the configuration names.
 * @module
 */

import type { Clock } from "../shared/clock.ts";
import { createSend } from "./exchange.ts";
import {
  type Answer,
  type HttpRequest,
  NotConnected,
  type Socket,
  Unreadable,
} from "./http_client/mod.ts";

/** One call. `read` turns the text of a 2xx answer into what is wanted. */
export interface Call<T> {
  readonly method: "GET" | "POST";
  /** Begins with a slash; nothing in it needs escaping any more. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Sent as JSON. */
  readonly body?: unknown;
  /** Deadline of this call (ms). @default {the upstream's} */
  readonly timeoutMs?: number;
  /** @throws {Error} if the text is not what the contract says */
  readonly read: (text: string) => T;
}

/** The upstream answered, with an error. */
export interface Refused {
  readonly kind: "refused";
  /** 400..599 */
  readonly status: number;
  /** `Retry-After` as it came. */
  readonly retryAfter: string | undefined;
  /** The body, if it is a JSON object. */
  readonly body: Readonly<Record<string, unknown>> | undefined;
}

/** There is no answer that could be used. */
export interface Unanswered {
  /**
   * - `timeout`: not complete before the deadline
   * - `unreachable`: no connection, so nothing was asked for certain
   * - `broken`: the connection broke off; the upstream may have done it all
   * - `malformed`: a redirect, not JSON, too large, not as the schema says
   */
  readonly kind: "timeout" | "unreachable" | "broken" | "malformed";
  /** For the log. */
  readonly reason: string;
}

/** How a call failed. */
export type Failure = Refused | Unanswered;

/** How a call ended. */
export type Outcome<T> =
  | { readonly kind: "ok"; readonly status: number; readonly value: T }
  | Failure;

/** Makes a call. It never rejects: every end is an {@link Outcome}. */
export type Upstream = <T>(call: Call<T>) => Promise<Outcome<T>>;

/** The settings for reaching a service. */
export interface UpstreamOptions {
  /** Without a trailing slash. */
  readonly baseUrl: string;
  /** Deadline of a call, connect to last byte (ms). */
  readonly timeoutMs: number;
  readonly clock: Pick<Clock, "after" | "monotonic">;
  readonly fetch: (url: string, init: RequestInit) => Promise<Response>;
  /**
   * Opens a socket. With it, calls without TLS and outside a trace go over
   * connections of our own, at a fifth of the cost of `fetch`.
   * @default {all calls go through fetch}
   */
  readonly connect?:
    | ((hostname: string, port: number) => Promise<Socket>)
    | undefined;
}

/** Longest answer that is read: the largest list has a few kilobytes. */
export const MAX_ANSWER_BYTES = 1024 * 1024;

/** The way to one service. */
export function createUpstream(options: UpstreamOptions): Upstream {
  const { timeoutMs, clock } = options;
  const send = createSend(options);
  return async function upstream(call) {
    let late = false;
    const { answer, cut } = send(requestOf(call));
    const callOff = clock.after(call.timeoutMs ?? timeoutMs, () => {
      late = true;
      cut();
    });
    try {
      return judge(await answer, call.read);
    } catch (error) {
      return unanswered(error, late);
    } finally {
      callOff();
    }
  };
}

function requestOf(call: Call<unknown>): HttpRequest {
  const { method, path, headers, body } = call;
  const maxBytes = MAX_ANSWER_BYTES;
  if (body === undefined) {
    return { method, path, headers, body, maxBytes };
  }
  return {
    method,
    path,
    headers: { ...headers, "Content-Type": "application/json" },
    body: JSON.stringify(body),
    maxBytes,
  };
}

function judge<T>(
  { status, headers, text }: Answer,
  read: (text: string) => T,
): Outcome<T> {
  if (status >= 200 && status < 300) {
    try {
      return { kind: "ok", status, value: read(text) };
    } catch (error) {
      return malformed(told(error));
    }
  }
  if (status < 400 || status > 599) return malformed(`status ${status}`);
  return {
    kind: "refused",
    status,
    retryAfter: headers.get("retry-after"),
    body: jsonObject(text),
  };
}

function jsonObject(text: string): Refused["body"] {
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : undefined;
  } catch {
    return undefined; // an error page: the status says enough
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function malformed(reason: string): Unanswered {
  return { kind: "malformed", reason };
}

/**
 * Deno tells a failed connection from a broken one by words alone; up to 2.8 in
 * the message itself, from 2.9 on in its cause. `upstream_integration_test.ts`
 * watches them over real sockets.
 */
const NEVER_CONNECTED = /\(Connect\)|dns error/;

function unanswered(error: unknown, late: boolean): Unanswered {
  if (late) return { kind: "timeout", reason: "no complete answer in time" };
  const reason = told(error);
  if (error instanceof Unreadable) return malformed(reason);
  return error instanceof NotConnected || NEVER_CONNECTED.test(reason)
    ? { kind: "unreachable", reason }
    : { kind: "broken", reason };
}

function told(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error
    ? `${error.message}: ${error.cause.message}`
    : error.message;
}
