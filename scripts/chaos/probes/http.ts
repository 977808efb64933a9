/**
 * A URL, called: as a probe, or as an action of the Chaos Toolkit.
 * @module
 */

import type { z } from "zod";
import type { Clock } from "../../../services/shared/mod.ts";
import type { httpProvider } from "../probe_providers.ts";
import type { Found } from "../tolerance.ts";
import { wordsOf } from "../../lib/text/mod.ts";

/** A call as a file has it. */
export type HttpProvider = z.output<typeof httpProvider>;

/** Calls a URL, once. */
export async function askHttp(
  provider: HttpProvider,
  { fetch: fetch_, clock }: {
    readonly fetch: typeof fetch;
    readonly clock: Clock;
  },
  signal: AbortSignal,
): Promise<Found> {
  const { url, method, headers, timeout, expected_status, arguments: args } =
    provider;
  const began = clock.monotonic();
  const deadline = AbortSignal.timeout(timeout * 1000);
  try {
    const answer = await fetch_(withQuery(url, method, args), {
      method,
      headers: {
        ...hasBody(method, args) ? { "content-type": "application/json" } : {},
        ...headers,
      },
      ...hasBody(method, args) ? { body: JSON.stringify(args) } : {},
      signal: AbortSignal.any([deadline, signal]),
      redirect: "manual",
    });
    const body = await answer.text();
    const { status } = answer;
    const ms = Math.round(clock.monotonic() - began);
    if (expected_status !== undefined && status !== expected_status) {
      return { value: undefined, note: `${status} is not ${expected_status}` };
    }
    return { value: status, answer: { status, ms, body }, note: `${ms} ms` };
  } catch (error) {
    return {
      value: undefined,
      note: deadline.aborted
        ? `no answer within ${timeout} s`
        : `no answer: ${wordsOf(error)}`,
    };
  }
}

function hasBody(method: string, args: unknown): boolean {
  return args !== undefined && method !== "GET" && method !== "HEAD";
}

function withQuery(
  url: string,
  method: string,
  args: Readonly<Record<string, unknown>> | undefined,
): string {
  if (args === undefined || hasBody(method, args)) return url;
  const full = new URL(url);
  for (const [name, value] of Object.entries(args)) {
    full.searchParams.set(name, String(value));
  }
  return full.href;
}
