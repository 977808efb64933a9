/**
 * Kills each tool in turn at a moment that chance chooses, looks at what is
 * left, and lets it run again.
 * @module
 */

import type { Bed } from "./bed.ts";
import type { Victim } from "./victims.ts";

/** The observations of one tool. */
export interface Seen {
  readonly name: string;
  /** How long it runs without a kill (ms). */
  readonly wholeMs: number;
  runs: number;
  /** The others had ended before. */
  killed: number;
  /** Runs without a kill, after a killed one. */
  again: number;
  readonly problems: string[];
}

interface RoundOptions {
  readonly rounds: number;
  readonly random: () => number;
  readonly onRound: (words: string) => void;
  readonly signal: AbortSignal;
}

/** After so many kills of a tool it must do its work again. */
const AGAIN_EVERY = 5;

/** A kill may also come after the usual end: then the result must be there. */
const BEYOND = 1.05;

/** Kills `rounds` times, the tools in turn. */
export async function killRounds(
  bed: Bed,
  victims: readonly Victim[],
  { rounds, random, onRound, signal }: RoundOptions,
): Promise<readonly Seen[]> {
  const all: Seen[] = [];
  for (const victim of victims) {
    const problems: string[] = [];
    const wholeMs = await whole(bed, victim, problems);
    onRound(`${victim.name}: ${Math.round(wholeMs)} ms undisturbed`);
    const { name } = victim;
    all.push({ name, wholeMs, runs: 0, killed: 0, again: 0, problems });
  }
  for (let round = 0; round < rounds && !signal.aborted; round++) {
    const seen = all[round % all.length];
    const victim = victims[round % all.length];
    if (seen === undefined || victim === undefined) break;
    const after = random() * seen.wholeMs * BEYOND;
    await victim.prepare?.(bed);
    const ended = await bed.run(victim.words, after);
    seen.runs++;
    if (ended.wasKilled) seen.killed++;
    const isDone = ended.code === 0 && !ended.wasKilled;
    await noting(
      seen.problems,
      `after ${Math.round(after)} ms`,
      () => victim.check(bed, isDone),
    );
    if (seen.runs % AGAIN_EVERY === 0) {
      await whole(bed, victim, seen.problems);
      seen.again++;
    }
    onRound(
      `${round + 1} of ${rounds}: ${seen.name}, ` +
        `${ended.wasKilled ? "killed" : "ended"} after ` +
        `${Math.round(ended.ms)} ms, ${seen.problems.length} problems`,
    );
  }
  return all;
}

/** Lets it run to its end. @returns how long that took (ms) */
async function whole(
  bed: Bed,
  victim: Victim,
  problems: string[],
): Promise<number> {
  await victim.prepare?.(bed);
  const ended = await bed.run(victim.words, victim.busyMs);
  await noting(problems, "undisturbed", async () => {
    if (victim.busyMs === undefined && ended.code !== 0) {
      throw new Error(`it ended with ${ended.code}: ${ended.stderr.trim()}`);
    }
    await victim.check(bed, victim.busyMs === undefined);
    await victim.checkWhole?.(bed);
  });
  return ended.ms;
}

async function noting(
  problems: string[],
  when: string,
  look: () => Promise<void>,
): Promise<void> {
  try {
    await look();
  } catch (error) {
    problems.push(
      `${when}: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
}

/** The figures as a table. */
export function seenTable(all: readonly Seen[]): string {
  return [
    "| Tool | Undisturbed | Runs | Killed | Ran again to its end | Problems |",
    "| --- | ---: | ---: | ---: | ---: | --- |",
    ...all.map(({ name, wholeMs, runs, killed, again, problems }) =>
      `| ${name} | ${(wholeMs / 1000).toFixed(1)} s | ${runs} | ${killed} | ` +
      `${again} | ${problems.length === 0 ? "none" : problems.join("; ")} |`
    ),
    "",
  ].join("\n");
}
