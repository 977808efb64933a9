/**
 * A host for tests: it remembers what was written and sends signals on request.
 * @module
 */

import {
  type FakeClock,
  fakeClock,
} from "../../../services/shared/clock_fake.ts";
import { printable } from "../text/printable.ts";
import type { Host, Permission, StopSignal } from "./host.ts";

/** A {@link Host} that a test can look into. */
export interface FakeHost extends Host {
  readonly clock: FakeClock;
  /** The remaining permissions; undefined: all. */
  readonly confinedTo: () => readonly Permission[] | undefined;
  /** All lines of stdout so far. */
  readonly stdout: readonly string[];
  /** All lines of stderr so far. */
  readonly stderr: readonly string[];
  /** Acts as a Ctrl-C (`SIGINT`) or `kill` would. */
  send(signal: StopSignal): void;
}

interface FakeHostOptions {
  readonly args?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  readonly isTerminal?: boolean;
}

/** Makes a host with these arguments and variables, and no listener. */
export function fakeHost(
  { args = [], env = {}, isTerminal = false }: FakeHostOptions = {},
): FakeHost {
  const stdout: string[] = [];
  const stderr: string[] = [];
  let needs: readonly Permission[] | undefined;
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
    confine: (wanted) => {
      needs = wanted;
      return Promise.resolve();
    },
    confinedTo: () => needs,
    onSignal: (handler) => {
      handlers.add(handler);
      return () => void handlers.delete(handler);
    },
    stdout,
    stderr,
    send: (signal) => handlers.forEach((handler) => handler(signal)),
  };
}
