/**
 * The command line of `loadgen`.
 * @module
 */

import { parseDuration } from "../../../lib/text/mod.ts";
import {
  boolean,
  duration,
  type Flag,
  type FlagValues,
  integer,
  number,
  oneOf,
  text,
  url,
} from "../../../lib/cli/mod.ts";
import {
  type Expectation,
  EXPECTATION_BOUND,
  parseExpectation,
} from "../result/expect.ts";
import {
  MAX_RATE,
  parseStages,
  type Stage,
  STAGES_BOUND,
} from "../engine/stages.ts";

/** Longest run (ms). */
const MAX_MS = 24 * 3_600_000;

/** Between two values of a flag that was given more than once. */
const SEPARATOR = ";";

/** The flags of all that put load on a shop. */
export const LOAD_FLAGS = {
  scenario: text("scenario", {
    default: "mixed",
    placeholder: "NAME|FILE.ts",
    help:
      "what virtual users do: mixed, browse, checkout, scarcity, or your own",
  }),
  url: url("url", {
    default: "http://127.0.0.1:8080",
    env: "GATEWAY_URL",
    help: "the gateway",
  }),
  event: integer("event", {
    default: undefined,
    min: 1,
    max: 2_147_483_647,
    help: "the event that is visited, instead of the scenario's",
  }),
  timeoutMs: duration("timeout", {
    default: 10_000,
    min: 10,
    max: 300_000,
    help: "longest wait for an answer",
  }),
  arrivals: oneOf("arrivals", ["even", "poisson"], {
    default: "even",
    help: "at equal distances, or as strangers come",
  }),
  seed: integer("seed", {
    default: undefined,
    min: 0,
    max: 4_294_967_295,
    help: "the same seed plays the same visits; drawn when absent",
  }),
  maxInFlight: integer("max-in-flight", {
    default: 2000,
    min: 1,
    max: 100_000,
    help: "most visits at a time; who comes then is dropped, and counted",
  }),
  workers: integer("workers", {
    default: 1,
    min: 1,
    max: 64,
    help: "threads that share the load",
  }),
  expect: parsed<readonly Expectation[]>("expect", {
    fallback: [],
    placeholder: "WHAT",
    bound: EXPECTATION_BOUND,
    help: "exit 1 unless it holds; may be given several times",
    read: readExpectations,
  }),
  expectFile: text("expect-file", {
    default: undefined,
    placeholder: "FILE",
    help: "a file of such expectations, one a line",
  }),
  json: boolean("json", { help: "the summary as JSON (see loadgen schema)" }),
} as const;

/** The flags of a run. */
export const RUN_FLAGS = {
  rps: number("rps", {
    default: 5,
    min: 0.1,
    max: MAX_RATE,
    help: "visits a second",
  }),
  durationMs: duration("duration", {
    default: 60_000,
    min: 1000,
    max: MAX_MS,
    help: "how long",
  }),
  stages: parsed<readonly Stage[] | undefined>("stages", {
    fallback: undefined,
    placeholder: "LIST",
    bound: STAGES_BOUND,
    help: "instead of --rps and --duration",
    read: parseStages,
  }),
  users: integer("users", {
    default: undefined,
    min: 1,
    max: 10_000,
    help: "closed model, as Locust's: so many people, each waiting for answers",
  }),
  ramp: parsed<number>("ramp", {
    fallback: 0,
    placeholder: "N/s",
    bound: "users a second such as 5/s",
    help: "how fast --users come; all at once when absent",
    read: readRamp,
  }),
  think: parsed<readonly [number, number]>("think", {
    fallback: [0, 0],
    placeholder: "TIME",
    bound: "a duration such as 1s, or two such as 0.5s..2s",
    help: "how long a user waits between visits",
    read: readThink,
  }),
  ...LOAD_FLAGS,
  abortAfterMs: duration("abort-after", {
    default: undefined,
    min: 0,
    max: MAX_MS,
    help: "from then on, end the run as soon as an expectation is broken",
  }),
  maxFailures: number("max-failures", {
    default: undefined,
    min: 0,
    max: 100,
    help: "exit 1 when more than that percentage of the visits failed",
  }),
  summary: text("summary", {
    default: undefined,
    placeholder: "FILE.json",
    help: "keep the summary in a file",
  }),
  report: text("report", {
    default: undefined,
    placeholder: "FILE.html",
    help: "write a page with plots",
  }),
  metricsPort: integer("metrics-port", {
    default: undefined,
    min: 0,
    max: 65_535,
    help: "serve Prometheus metrics of the run there; 0: any free port",
  }),
  shares: integer("shares", {
    default: 1,
    min: 1,
    max: 1000,
    help: "the run is shared by so many generators; this is one of them",
  }),
  share: integer("share", {
    default: 0,
    min: 0,
    max: 999,
    env: "JOB_COMPLETION_INDEX",
    help: "which of the --shares this one plays, from 0",
  }),
} as const;

/** The options that a user gave for a run. */
export type DesiredRun = FlagValues<typeof RUN_FLAGS>;

/**
 * Puts the values of `--name` that stand apart into one, since the last would
 * be the only one to count.
 */
export function gather(
  args: readonly string[],
  name: string,
): readonly string[] {
  const values: string[] = [];
  const rest: string[] = [];
  for (let at = 0; at < args.length; at++) {
    const word = args[at] ?? "";
    const next = args[at + 1];
    if (word === `--${name}` && next !== undefined) {
      values.push(next);
      at++;
    } else if (word.startsWith(`--${name}=`)) {
      values.push(word.slice(name.length + 3));
    } else rest.push(word);
  }
  return values.length === 0
    ? args
    : [...rest, `--${name}=${values.join(SEPARATOR)}`];
}

function readExpectations(raw: string): readonly Expectation[] | undefined {
  const read = raw.split(SEPARATOR).map(parseExpectation);
  const good = read.filter((one) => one !== undefined);
  return good.length === read.length ? good : undefined;
}

function readRamp(raw: string): number | undefined {
  const [, amount] = /^(\d+(?:\.\d+)?)(?:\/s)?$/.exec(raw) ?? [];
  return amount === undefined || Number(amount) === 0
    ? undefined
    : Number(amount);
}

function readThink(raw: string): readonly [number, number] | undefined {
  const [from = "", to = from, more] = raw.split("..");
  const [shortest, longest] = [parseDuration(from), parseDuration(to)];
  if (shortest === undefined || longest === undefined) return undefined;
  if (more !== undefined || shortest > longest) return undefined;
  return [shortest, longest];
}

interface Parsed<T> {
  readonly fallback: T;
  readonly placeholder: string;
  readonly bound: string;
  readonly help: string;
  readonly read: (raw: string) => T | undefined;
}

function parsed<T>(name: string, options: Parsed<T>): Flag<T> {
  return { name, shownDefault: "", env: undefined, ...options };
}
