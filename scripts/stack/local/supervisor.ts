/**
 * One process of the stack: started, watched, stopped, killed, started again.
 * It handles requests one after the other, so that a reload and a
 * person never meet in the middle.
 *
 * Each runs in its own session (`detached`): a Ctrl-C in the terminal reaches
 * the supervisor alone, which stops services before their stores.
 * @module
 */

import type { Clock } from "../../../services/shared/mod.ts";
import { CouldNotRun } from "../../lib/cli/mod.ts";
import { poll } from "../../lib/wait/mod.ts";
import { type OutputSink, pump } from "./pump.ts";

/** How a process is started. */
export interface Launch {
  readonly file: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly cwd: string;
  /** Runs it as another user. Only root can. */
  readonly uid?: number;
}

/** The facts about a process that the supervisor needs. */
export interface ProcessSpec {
  readonly name: string;
  /** Asked before each start, so that a restart may differ. */
  launch(): Launch | Promise<Launch>;
  /** True as soon as it, and not one before it, serves; asked every 20 ms. */
  ready(pid: number): Promise<boolean>;
  readonly readyWithinMs: number;
  /** Asks for a clean end. */
  readonly stopSignal: Deno.Signal;
  /** How long the clean end may take (ms), before the process is killed. */
  readonly stopWithinMs: number;
}

/** How a process ended. */
export interface Ending {
  readonly name: string;
  /** "code 1", "SIGKILL". */
  readonly how: string;
  /** False when it served and ended without a request. */
  readonly expected: boolean;
}

/** A process under supervision. */
export interface Supervised {
  readonly name: string;
  /** Undefined while it does not run. */
  readonly pid: number | undefined;
  /**
   * Starts it and waits until it is ready; does nothing when it runs.
   * @throws {CouldNotRun} when it ends, or does not get ready in time
   */
  start(): Promise<void>;
  /** Ends it cleanly, or kills it at the deadline. */
  stop(): Promise<void>;
  /** Ends it at once, as `kill -9`. */
  kill(): Promise<void>;
  restart(): Promise<void>;
}

interface Dependencies {
  readonly clock: Clock;
  /** Takes what the process writes. */
  readonly output: OutputSink;
  /** Called after each start and end. */
  readonly onChange: () => void;
  readonly onEnd: (ending: Ending) => void;
}

interface Running {
  readonly child: Deno.ChildProcess;
  /** How it ended; resolves when its last descendant closed its output, too. */
  readonly ended: Promise<string>;
  /** Aborted when it ended, or is to end: no caller waits for it any longer. */
  readonly leaving: AbortController;
  /** True when a caller asked it to end. */
  asked: boolean;
  /** True once it was ready: before, its end is a failed start. */
  served: boolean;
}

/** Puts a process under supervision; it does not run yet. */
export function supervise(
  spec: ProcessSpec,
  dependencies: Dependencies,
): Supervised {
  return new SupervisedProcess(spec, dependencies);
}

class SupervisedProcess implements Supervised {
  readonly #spec: ProcessSpec;
  readonly #dependencies: Dependencies;
  #running: Running | undefined;
  #queue: Promise<unknown> = Promise.resolve();

  constructor(spec: ProcessSpec, dependencies: Dependencies) {
    this.#spec = spec;
    this.#dependencies = dependencies;
  }

  get name(): string {
    return this.#spec.name;
  }

  get pid(): number | undefined {
    return this.#running?.child.pid;
  }

  start(): Promise<void> {
    return this.#inTurn(() => this.#start());
  }

  stop(): Promise<void> {
    this.#giveUpStarting();
    return this.#inTurn(() => this.#endBy(this.#spec.stopSignal));
  }

  kill(): Promise<void> {
    this.#giveUpStarting();
    // Also at once: a clean end that hangs must not keep a kill waiting.
    if (this.#running !== undefined) send(this.#running.child, "SIGKILL");
    return this.#inTurn(() => this.#endBy("SIGKILL"));
  }

  restart(): Promise<void> {
    return this.#inTurn(async () => {
      await this.#endBy(this.#spec.stopSignal);
      await this.#start();
    });
  }

  #inTurn(work: () => Promise<void>): Promise<void> {
    const mine = this.#queue.then(work);
    this.#queue = mine.catch(() => {}); // its caller gets the error; the next goes ahead
    return mine;
  }

  async #start(): Promise<void> {
    if (this.#running !== undefined) return;
    const { clock, output, onChange } = this.#dependencies;
    const { name, readyWithinMs } = this.#spec;
    const started = this.#running = await this.#launch();
    onChange();
    const isReady = await poll(() => this.#spec.ready(started.child.pid), {
      clock,
      withinMs: readyWithinMs,
      signal: started.leaving.signal,
    });
    if (isReady) {
      started.served = true;
      return;
    }
    if (started.asked) {
      throw new CouldNotRun(`Cannot start ${name}: it was stopped`);
    }
    if (started.leaving.signal.aborted) {
      throw new CouldNotRun(
        `Cannot start ${name}: it ended with ${await started.ended}` +
          output.lastWords(),
      );
    }
    await this.#end(started, "SIGKILL");
    throw new CouldNotRun(
      `Cannot start ${name}: it was not ready within ` +
        `${readyWithinMs / 1000} s` + output.lastWords(),
    );
  }

  async #launch(): Promise<Running> {
    const { output } = this.#dependencies;
    const { file, args, env, cwd, uid } = await this.#spec.launch();
    output.begin();
    const child = new Deno.Command(file, {
      args: [...args],
      env: { ...env },
      cwd,
      ...uid === undefined ? {} : { uid, gid: uid },
      stdin: "null",
      stdout: "piped",
      stderr: "piped",
      detached: true,
    }).spawn();
    const drained = Promise.all([
      pump(child.stdout, output.stdout),
      pump(child.stderr, output.stderr),
    ]);
    const leaving = new AbortController();
    void child.status.then(() => leaving.abort());
    const started: Running = {
      child,
      leaving,
      asked: false,
      served: false,
      ended: child.status.then(async ({ code, signal }) => {
        await drained;
        return this.#ended(started, signal ?? `code ${code}`);
      }),
    };
    return started;
  }

  #ended({ asked, served }: Running, how: string): string {
    const { onChange, onEnd } = this.#dependencies;
    this.#running = undefined;
    onChange();
    onEnd({ name: this.name, how, expected: asked || !served });
    return how;
  }

  async #endBy(signal: Deno.Signal): Promise<void> {
    if (this.#running !== undefined) await this.#end(this.#running, signal);
  }

  async #end(which: Running, signal: Deno.Signal): Promise<void> {
    which.asked = true;
    send(which.child, signal);
    const clean = new AbortController();
    const late = this.#dependencies.clock
      .sleep(this.#spec.stopWithinMs, clean.signal)
      .then(() => send(which.child, "SIGKILL"), () => {}); // it ended in time
    await which.ended;
    clean.abort();
    await late;
  }

  /** Ends the wait of a start under way, so that what comes next is at turn. */
  #giveUpStarting(): void {
    if (this.#running === undefined) return;
    this.#running.asked = true;
    this.#running.leaving.abort();
  }
}

function send(child: Deno.ChildProcess, signal: Deno.Signal): void {
  try {
    child.kill(signal);
  } catch (error) {
    // It ended a moment ago: what was wanted.
    if (
      !(error instanceof TypeError || error instanceof Deno.errors.NotFound)
    ) {
      throw error;
    }
  }
}
