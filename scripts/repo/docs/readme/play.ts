/**
 * Plays a document's commands on a shop of its own, in their order.
 * @module
 */

import { unlike } from "./compare.ts";
import type { Command } from "./extract.ts";
import { Ids } from "./ids.ts";
import type { Shell } from "./shell.ts";

/** How a command went. */
export interface Played {
  readonly command: Command;
  readonly outcome: "ok" | "wrong" | "left out";
  /** The problem, or why it was left out. */
  readonly why: string;
}

/** Why a command is not run here: its first words, and the reason. */
const LEFT_OUT: readonly (readonly [RegExp, string])[] = [
  [/(^|\s)docker /, "needs Docker: deno task e2e:compose does it"],
  [/deno task cluster /, "needs a cluster: deno task e2e:cluster does it"],
  [/task dev( -- |$)/, "this check runs in it"],
  [/task test$/, "this check is part of it"],
  [/deno task course /, "for instructors; .ci/run does it"],
  [/deno task grade /, "needs a cohort; its tests have one"],
  [
    /deno task (backup|disaster|archive) /,
    "e2e:drill does it, with pg_dump 17",
  ],
  [/deno task slo simulate/, "needs promtool; its own test does it"],
  [/deno task lab check/, "needs a student's work; lab prove does it"],
  [/loadgen --stages/, "takes minutes"],
];

/** Plays them. */
export async function play(
  commands: readonly Command[],
  shell: Shell,
  onEach: (played: Played) => void,
): Promise<readonly Played[]> {
  const ids = new Ids(shell);
  const all: Played[] = [];
  for (const command of commands) {
    const played = await playOne(command, shell, ids);
    all.push(played);
    onEach(played);
  }
  return all;
}

async function playOne(
  command: Command,
  shell: Shell,
  ids: Ids,
): Promise<Played> {
  const reason = LEFT_OUT.find(([pattern]) => pattern.test(command.command));
  if (reason !== undefined) {
    return { command, outcome: "left out", why: reason[1] };
  }
  const { code, printed } = await shell(await ids.real(command.command));
  const { prints } = command;
  if (prints === undefined) {
    return code === 0
      ? { command, outcome: "ok", why: "" }
      : { command, outcome: "wrong", why: `it ended with ${code}: ${printed}` };
  }
  ids.learn(prints.join("\n"), printed);
  const missing = unlike(prints, printed);
  return missing.length === 0 ? { command, outcome: "ok", why: "" } : {
    command,
    outcome: "wrong",
    why: `it does not print: ${missing[0]}\n  it printed: ${printed}`,
  };
}
