/**
 * Runs a student's experiment again on the shop that it ran on, while looking at
 * the part that goes, past the experiment's own words.
 * @module
 */

import { type Journal, journalSchema } from "../../scripts/chaos/mod.ts";
import {
  DEV_DIRECTORY,
  readState,
  stackPaths,
} from "../../scripts/adapters/running_stack/mod.ts";
import { answersPing } from "../../scripts/lib/wait/mod.ts";
import { type CheckContext, stillSells } from "../../scripts/checks/mod.ts";
import { podsOf } from "../../scripts/adapters/kubernetes/mod.ts";

/** The experiment to run again. */
export interface Replay {
  readonly file: string;
  /** The run that is repeated: its shop and its variables are taken. */
  readonly like: Journal;
  /** The part that must be seen gone. */
  readonly part?: "redis";
}

/** How it went. */
export interface Replayed {
  /** Undefined: it could not be run. */
  readonly journal: Journal | undefined;
  /** Why not. */
  readonly words: string;
  readonly sawItGone: boolean;
  /** Whether customers could buy afterwards: who finds no ticket sees no failure. */
  readonly sells: boolean;
}

/** Pause between two looks at the part (ms). */
const LOOK_MS = 500;

/** Runs it. */
export async function replay(
  context: CheckContext,
  { file, like, part }: Replay,
): Promise<Replayed> {
  context.note(`running ${file} again, as long as it takes ...`);
  const isGone = part === undefined ? undefined : watcherOf(context, like);
  let isOver = false;
  let sawItGone = false;
  async function watch(): Promise<void> {
    while (!isOver) {
      sawItGone ||= await isGone?.() ?? false;
      await context.clock.sleep(LOOK_MS);
    }
  }
  const watching = watch();
  try {
    const { code, stdout, stderr } = await context.program(
      "deno",
      argumentsOf(file, like),
    );
    const journal = journalIn(stdout);
    const words = `chaos run ended with ${code}: ${stderr.slice(-600)}`;
    const where = like.quickticket.target.kind === "kubernetes"
      ? "cluster"
      : "here";
    return {
      journal,
      words,
      sawItGone,
      sells: await stillSells(context, where),
    };
  } finally {
    isOver = true;
    await watching;
  }
}

/** The command that repeats a run. */
export function argumentsOf(
  file: string,
  { quickticket: { target, speed, variables }, experiment }: Journal,
): readonly string[] {
  const namespace = /^namespace (\S+)/.exec(target.label)?.[1] ?? "default";
  const brings = Array.isArray(experiment.controls) &&
    experiment.controls.length > 0;
  return [
    ...[
      "task",
      "--quiet",
      "chaos",
      "run",
      file,
      "--json",
      "--target",
      target.kind,
    ],
    ...["--speed", String(speed)],
    ...target.kind === "kubernetes"
      ? ["--namespace", namespace]
      : brings
      ? ["--load"]
      : [],
    ...Object.entries(variables).map(([name, value]) => `${name}=${value}`),
  ];
}

function journalIn(stdout: string): Journal | undefined {
  const from = stdout.indexOf("{");
  if (from < 0) return undefined;
  try {
    return journalSchema.safeParse(JSON.parse(stdout.slice(from))).data;
  } catch {
    return undefined; // its words are on stderr
  }
}

/**
 * Whether Redis is gone: no pod of it is ready, it is silent, or no customer
 * can reserve.
 */
function watcherOf(
  { kubectl, shop }: CheckContext,
  { quickticket: { target } }: Journal,
): () => Promise<boolean> {
  if (target.kind === "kubernetes") {
    return async () => {
      const pods = await podsOf(kubectl, "redis").catch(() => undefined);
      return pods !== undefined && !pods.some(({ isReady }) => isReady);
    };
  }
  return async () => {
    const state = await readState(stackPaths(DEV_DIRECTORY).state);
    if (state?.redis !== undefined) {
      return !await answersPing(state.redis.url, PONG_MS);
    }
    try {
      const { customer } = await shop();
      return (await customer.reserve(ARENA)).status >= 500;
    } catch {
      return false; // the shop itself is away: that shows nothing of Redis
    }
  };
}

/** A Redis that says nothing for so long is frozen (ms); here it takes less than one. */
const PONG_MS = 700;

/** The event that never sells out. */
const ARENA = 6;
