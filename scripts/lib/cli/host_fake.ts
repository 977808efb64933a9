/**
 * A host for tests: remembers what was written, sends signals when told to.
 * @module
 */

import {
  type FakeClock,
  fakeClock,
} from "../../../services/shared/clock_fake.ts";
import { printable } from "../text/printable.ts";
import type { Host, StopSignal } from "./host.ts";

/** A {@link Host} that a test can look into. */
export interface FakeHost extends Host {
  readonly clock: FakeClock;
  /** All lines of stdout so far. */
  readonly stdout: readonly string[];
  /** All lines of stderr so far. */
  readonly stderr: readonly string[];
  /** What a Ctrl-C (`SIGINT`) or `kill` would do. */
  send(signal: StopSignal): void;
}

interface FakeHostOptions {
  readonly args?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  readonly isTerminal?: boolean;
}

/** Makes a host with these arguments and variables, and nobody watching. */
export function fakeHost(
  { args = [], env = {}, isTerminal = false }: FakeHostOptions = {},
): FakeHost {
  const stdout: string[] = [];
  const stderr: string[] = [];
  const handlers = new Set<(signal: StopSignal) => void>();
  const variables = new Map(Object.entries(env));
  return {
    args,
    env: (name) => variables.get(name),
    out: (text) => void stdout.push(...printable(text).split("\n")),
    err: (text) => void stderr.push(...printable(text).split("\n")),
    styled: (stream, text) =>
      void (stream === "out" ? stdout : stderr).push(...text.split("\n")),
    isTerminal,
    clock: fakeClock(),
    onSignal: (handler) => {
      handlers.add(handler);
      return () => void handlers.delete(handler);
    },
    stdout,
    stderr,
    send: (signal) => handlers.forEach((handler) => handler(signal)),
  };
}
