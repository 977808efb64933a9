/**
 * Waiting for a condition that no event announces.
 * @module
 */

import { CouldNotRun } from "../cli/tool.ts";
import { type Clock, systemClock } from "../../../services/shared/mod.ts";

interface PollOptions {
  readonly clock: Clock;
  /** Longest wait in milliseconds. */
  readonly withinMs: number;
  /** Pause between two looks in milliseconds. @default {20} */
  readonly everyMs?: number;
  /** Ends the wait early, with false. */
  readonly signal?: AbortSignal;
}

/** Looks until `look` says yes; false when it did not within the time. */
export async function poll(
  look: () => boolean | Promise<boolean>,
  { clock, withinMs, everyMs = 20, signal }: PollOptions,
): Promise<boolean> {
  const end = clock.monotonic() + withinMs;
  while (signal?.aborted !== true) {
    if (await look()) return true;
    if (clock.monotonic() >= end) return false;
    await clock.sleep(everyMs);
  }
  return false;
}

/**
 * The same on the real clock, for those who cannot go on without it: a look that
 * is rejected counts as not yet.
 * @returns how long it took (ms)
 * @throws {CouldNotRun} naming `what`, after `withinMs`
 */
export async function until(
  what: string,
  look: () => Promise<boolean>,
  withinMs = 30_000,
): Promise<number> {
  const clock = systemClock;
  const began = clock.monotonic();
  const isSo = await poll(() => look().catch(() => false), { clock, withinMs });
  if (!isSo) {
    throw new CouldNotRun(`Waited ${withinMs} ms in vain until ${what}`);
  }
  return clock.monotonic() - began;
}

/** How long one look at a server may take, in milliseconds. */
const LOOK_MS = 2000;

/** True when the URL answers 2xx. */
export async function answersOk(url: string): Promise<boolean> {
  try {
    const answer = await fetch(url, { signal: AbortSignal.timeout(LOOK_MS) });
    await answer.body?.cancel();
    return answer.ok;
  } catch {
    return false; // refused, reset or too slow: not there yet
  }
}

/** True when a Redis-protocol server answers PING at this URL in time. */
export async function answersPing(
  url: string,
  withinMs: number = LOOK_MS,
): Promise<boolean> {
  const { hostname, port, password } = new URL(url);
  const login = password === ""
    ? ""
    : `AUTH ${decodeURIComponent(password)}\r\n`;
  const expected = password === "" ? "+PONG" : "+OK\r\n+PONG";
  try {
    using connection = await Deno.connect({
      hostname,
      port: Number(port || 6379),
    });
    const timer = setTimeout(() => connection.close(), withinMs);
    try {
      await connection.write(new TextEncoder().encode(`${login}PING\r\n`));
      let answer = "";
      const part = new Uint8Array(256);
      while (answer.length < expected.length) {
        const size = await connection.read(part);
        if (size === null) break;
        answer += new TextDecoder().decode(part.subarray(0, size));
      }
      return answer.startsWith(expected);
    } finally {
      clearTimeout(timer);
    }
  } catch {
    return false; // refused, reset or too slow: not there yet
  }
}
