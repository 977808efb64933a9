/**
 * A student's terminal: bash, which keeps variables and the folder between
 * blocks, and what runs in other terminals meanwhile.
 * @module
 */

import { stripVTControlCharacters } from "node:util";
import { processesOf } from "./process_tree.ts";
import type { Clock } from "../../../services/shared/mod.ts";

/** How some commands ended. */
export interface Ran {
  /** 124 when the time was up, as of timeout(1). */
  readonly code: number;
  /** Stdout and stderr as they came, without colours. */
  readonly output: string;
}

/** A terminal. */
export interface Shell {
  run(code: string, withinMs: number): Promise<Ran>;
  /** Starts it in another terminal; returns once its output matches. */
  start(code: string, ready: RegExp, withinMs: number): Promise<Ran>;
  /** Ends what runs in other terminals. */
  stop(): Promise<void>;
}

/** Longest wait for a program that was asked to end (ms). */
const END_MS = 30_000;

/**
 * Opens a terminal.
 * @param folder where it begins
 * @param notes a folder for its own files
 */
export function openShell(
  { folder, notes, clock, env }: {
    readonly folder: string;
    readonly notes: string;
    readonly clock: Clock;
    readonly env: Readonly<Record<string, string>>;
  },
): Shell {
  const others: { readonly child: Deno.ChildProcess }[] = [];

  /** @param keeps whether later commands have its variables and its folder */
  function spawn(code: string, keeps: boolean): {
    child: Deno.ChildProcess;
    output: () => string;
    done: Promise<unknown>;
  } {
    // One that ends later than others began must not undo what they exported.
    const keep = keeps
      ? `trap 'export -p > "${notes}/env"; pwd > "${notes}/cwd"' EXIT`
      : "";
    const script = `[ -f "${notes}/env" ] && . "${notes}/env"
cd "$(cat "${notes}/cwd" 2>/dev/null || echo "${folder}")"
${keep}
exec 2>&1
${code}`;
    const child = new Deno.Command("bash", {
      args: ["-e", "-o", "pipefail", "-c", script],
      cwd: folder,
      env: { ...env, NO_COLOR: "1" },
      stdin: "null",
      stdout: "piped",
      stderr: "null",
    }).spawn();
    let output = "";
    const done = child.stdout.pipeThrough(new TextDecoderStream())
      .pipeTo(new WritableStream({ write: (text) => void (output += text) }));
    return { child, output: () => stripVTControlCharacters(output), done };
  }

  async function end(child: Deno.ChildProcess): Promise<void> {
    let isDone = false;
    const ended = child.status.then(() => isDone = true);
    const family = await processesOf(child.pid)
      .then((marks) => marks.map(({ pid }) => pid), () => [child.pid]);
    signal(family, "SIGINT");
    const cancel = clock.after(END_MS, () => signal(family, "SIGKILL"));
    await ended;
    cancel();
    if (!isDone) signal(family, "SIGKILL");
  }

  return {
    async run(code, withinMs) {
      const { child, output, done } = spawn(code, true);
      let isLate = false;
      const cancel = clock.after(withinMs, () => {
        isLate = true;
        void end(child);
      });
      const { code: exit } = await child.status;
      cancel();
      // A grandchild that holds the pipe must not hold us.
      await Promise.race([done, clock.sleep(500)]);
      return { code: isLate ? 124 : exit, output: output() };
    },
    async start(code, ready, withinMs) {
      const { child, output } = spawn(code, false);
      others.push({ child });
      const began = clock.monotonic();
      let exit: number | undefined;
      void child.status.then((status) => exit = status.code);
      for (;;) {
        if (ready.test(output())) return { code: 0, output: output() };
        if (exit !== undefined) return { code: exit || 1, output: output() };
        if (clock.monotonic() - began > withinMs) {
          return { code: 124, output: output() };
        }
        await clock.sleep(100);
      }
    },
    async stop() {
      for (const { child } of others.splice(0).reverse()) await end(child);
    },
  };
}

function signal(pids: readonly number[], name: Deno.Signal): void {
  for (const pid of pids) {
    try {
      Deno.kill(pid, name);
    } catch {
      // it has ended by itself
    }
  }
}
