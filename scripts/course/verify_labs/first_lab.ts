/**
 * `deno task course first-lab`: Lab 1 as a student who has just cloned the
 * edition does it, counted in commands typed.
 * @module
 */

import type { Clock } from "../../../services/shared/mod.ts";
import { poll } from "../../lib/wait/mod.ts";
import { copyTree } from "./workplace.ts";
import { readOptional } from "../../lib/files/mod.ts";
import { CouldNotRun, defineTool, Exit, type Tool } from "../../lib/cli/mod.ts";
import { openGit, openShell, type Shell } from "../../lib/process/mod.ts";

/** Most commands from nothing to all checks green. */
const MAX_COMMANDS = 10;

/** Longest life of one (ms). */
const COMMAND_MS = 240_000;

/** How long the first load sees payments, and how long it does not (ms). */
const SPELL_MS = 8000;

/**
 * The files that a student writes in an editor; the solution's files stand for
 * it.
 */
const WRITTEN = "labs/lab1/solution";

/** The command. */
export const firstLab: Tool = defineTool({
  name: "first-lab",
  summary: "does Lab 1 in a clone of the edition, and counts the commands",
  flags: {},
  operands: { usage: "DIR", help: "the edition's folder", min: 1, max: 1 },
  async run({ host, operands: [edition = ""] }) {
    const home = await Deno.makeTempDir({ prefix: "first-lab-" });
    try {
      await published(edition, `${home}/published`);
      const { commands, isGreen } = await student(home, host.clock, host.out);
      host.out(
        `Lab 1 from clone to ${isGreen ? "green" : "red"} in ${commands} ` +
          `commands, at most ${MAX_COMMANDS}`,
      );
      return isGreen && commands <= MAX_COMMANDS ? Exit.ok : Exit.verdictFailed;
    } finally {
      await Deno.remove(home, { recursive: true });
    }
  },
});

const IDENTITY = {
  GIT_AUTHOR_NAME: "course",
  GIT_AUTHOR_EMAIL: "course@example.com",
  GIT_COMMITTER_NAME: "course",
  GIT_COMMITTER_EMAIL: "course@example.com",
} as const;

/** As an instructor publishes it: a repository with one commit. */
async function published(
  edition: string,
  folder: string,
): Promise<void> {
  await openGit().output("init", "--quiet", "--initial-branch=main", folder);
  const git = openGit(edition, {
    env: { GIT_DIR: `${folder}/.git`, GIT_WORK_TREE: ".", ...IDENTITY },
  });
  await git.output("add", ".");
  await git.output("commit", "--quiet", "--message=edition");
}

async function student(
  home: string,
  clock: Clock,
  out: (line: string) => void,
): Promise<{ readonly commands: number; readonly isGreen: boolean }> {
  let commands = 0;
  const notes = await Deno.makeTempDir({ prefix: "first-lab-" });
  const shell: Shell = openShell({ folder: home, notes, clock, env: {} });
  const began = clock.monotonic();

  /** One that is typed. @param ready another terminal: it is left running */
  async function type(command: string, ready?: RegExp): Promise<string> {
    commands++;
    const { code, output } = ready === undefined
      ? await shell.run(command, COMMAND_MS)
      : await shell.start(command, ready, COMMAND_MS);
    const seconds = Math.round((clock.monotonic() - began) / 1000);
    out(`${commands}  ${command}  (at ${seconds} s)`);
    if (code === 0) return output;
    throw new CouldNotRun(`${command} ended with ${code}: ${output}`);
  }

  try {
    await type("git clone -q published quickticket");
    await type("cd quickticket");
    await type("deno task lab start 1");
    await type("deno task dev", /Ctrl-C/);
    await type(
      "deno task loadgen --rps 5 --duration 30s --summary submissions/lab1-load.json",
      /\d/,
    );
    await clock.sleep(SPELL_MS);
    await type("deno task dev stop payments");
    await clock.sleep(SPELL_MS);
    await type("deno task dev start payments");
    await copyTree(WRITTEN, `${home}/quickticket`);
    await type("deno task dev restart gateway");
    await summaryIn(home, clock);
    const checked = await type("deno task lab check 1");
    await type("deno task lab evidence 1");
    return { commands, isGreen: !/FAILED|UNKNOWN|to do/.test(checked) };
  } finally {
    await shell.stop();
    await Deno.remove(notes, { recursive: true });
  }
}

/** The load ends by itself; a student sees it. */
async function summaryIn(home: string, clock: Clock): Promise<void> {
  const file = `${home}/quickticket/submissions/lab1-load.json`;
  // It is there, and empty, from the beginning on.
  const isWritten = async (): Promise<boolean> =>
    (await readOptional(file) ?? "") !== "";
  const times = { clock, withinMs: COMMAND_MS, everyMs: 500 };
  if (await poll(isWritten, times)) return;
  throw new CouldNotRun(`The load has not ended: there is no ${file}`);
}
