/**
 * A cluster, as far as experiments need one.
 * @module
 */

import { request as askSecurely } from "node:https";
import { request as askPlainly } from "node:http";
import { env } from "node:process";
import { text } from "node:stream/consumers";
import { wordsOf } from "../../../lib/text/mod.ts";
import { type Access, readAccess } from "../kubeconfig/access.ts";

/** An answer of the API server, read to its end. */
export interface RawAnswer {
  readonly status: number;
  readonly body: string;
}

/** A change of an object. */
export interface Change {
  readonly method: "POST" | "PATCH" | "DELETE";
  readonly body?: unknown;
}

/** Connections to one cluster. */
export interface Cluster {
  readonly context: string;
  /** Gets an object or a list. @throws {ApiError} when it is refused */
  get(path: string): Promise<unknown>;
  /** Changes one; a PATCH is a merge patch. @throws {ApiError} when it is refused */
  change(path: string, change: Change): Promise<unknown>;
  /** Gets any path of the API server, such as a pod's `/metrics` through it. */
  raw(path: string, signal?: AbortSignal): Promise<RawAnswer>;
}

/** The API server refused a request. */
class ApiError extends Error {
  constructor(readonly status: number, body: string) {
    super(messageIn(body) ?? `the API server answered ${status}`);
  }
}

/** Longest wait for an answer through the API server (ms). */
const TIMEOUT_MS = 10_000;

/** A vendor's token may live no longer than a quarter of an hour (ms). */
const ACCESS_MS = 300_000;

/** To read a kubeconfig takes half a second, and an experiment asks often. */
const known = new Map<
  string,
  { readonly access: Promise<Access>; readonly at: number }
>();

/**
 * The same for every caller that asks for this context within a few minutes.
 */
function accessTo(context: string | undefined): Promise<Access> {
  const key = JSON.stringify([context, env.KUBECONFIG, env.HOME]);
  const now = performance.now();
  const before = known.get(key);
  if (before !== undefined && now - before.at < ACCESS_MS) return before.access;
  const access = readAccess(context);
  known.set(key, { access, at: now });
  access.catch(() => known.delete(key));
  return access;
}

/**
 * Connects by the kubeconfig of this machine.
 * @throws {CouldNotRun} when there is none, or the context is not in it
 */
export async function connect(context: string | undefined): Promise<Cluster> {
  const { context: name } = await accessTo(context);

  async function send(
    path: string,
    { method, body }: { readonly method: string; readonly body?: unknown },
    signal?: AbortSignal,
  ): Promise<RawAnswer> {
    const access = await accessTo(context);
    const { server, headers, context: _, ...tls } = access;
    const url = new URL(server.replace(/\/+$/, "") + path);
    const sent = body === undefined ? undefined : JSON.stringify(body);
    const type = method === "PATCH"
      ? "application/merge-patch+json"
      : "application/json";
    const options = {
      ...tls,
      method,
      headers: {
        ...headers,
        ...sent === undefined ? {} : { "Content-Type": type },
      },
      signal: AbortSignal.any([
        AbortSignal.timeout(TIMEOUT_MS),
        ...signal === undefined ? [] : [signal],
      ]),
    };
    return await new Promise((resolve, reject) => {
      const ask = url.protocol === "https:" ? askSecurely : askPlainly;
      const request = ask(url, options, (answer) => {
        text(answer).then(
          (body) => resolve({ status: answer.statusCode ?? 0, body }),
          reject,
        );
      });
      request.on("error", reject);
      request.end(sent);
    });
  }

  async function object(
    path: string,
    asked: { readonly method: string; readonly body?: unknown },
  ): Promise<unknown> {
    const { status, body } = await send(path, asked);
    if (status >= 200 && status < 300) return JSON.parse(body);
    throw new ApiError(status, body);
  }

  return {
    context: name,
    get: async (path) => await object(path, { method: "GET" }),
    change: async (path, change) => await object(path, change),
    raw: async (path, signal) => await send(path, { method: "GET" }, signal),
  };
}

/** An error of the API server in words. */
export function clusterWords(error: unknown): string {
  return error instanceof ApiError ? error.message : wordsOf(error);
}

/** The status of a refusal; 0 when the error is not a refusal. */
export function statusOf(error: unknown): number {
  return error instanceof ApiError ? error.status : 0;
}

function messageIn(body: string): string | undefined {
  return /"message":\s*"((?:[^"\\]|\\.)*)"/.exec(body)?.[1];
}
