/**
 * The processes of a stack by their names, each with its log.
 * @module
 */

import type { Clock } from "../../../services/shared/mod.ts";
import { CouldNotRun, nearest } from "../../lib/cli/mod.ts";
import type { OutputSink } from "./pump.ts";
import type { StackOptions } from "./stack_options.ts";
import { type ProcessSpec, supervise, type Supervised } from "./supervisor.ts";

/** The events of members, and their listeners. */
export interface MembersOptions {
  readonly onEnd: StackOptions["onEnd"] | undefined;
  /** Opens the log of the process of that name. */
  readonly openLog: (name: string) => Promise<OutputSink & { close(): void }>;
  readonly clock: Clock;
  /** Called after each start and end. */
  readonly onChange: () => void;
  /** Servers that the stack uses and does not run. */
  readonly foreign: readonly { readonly name: string; readonly url: string }[];
}

/** The processes of a stack. */
export class Members {
  readonly #options: MembersOptions;
  readonly #byName = new Map<string, Supervised>();
  readonly #sinks: { close(): void }[] = [];

  constructor(options: MembersOptions) {
    this.#options = options;
  }

  /** Their names, in the order in which they were added. */
  get names(): readonly string[] {
    return [...this.#byName.keys()];
  }

  /** Puts a process under supervision, and opens its log. */
  async add(spec: ProcessSpec): Promise<void> {
    const { openLog, clock, onChange, onEnd = () => {} } = this.#options;
    const { name } = spec;
    const sink = await openLog(name);
    this.#sinks.push(sink);
    const member = supervise(spec, { clock, output: sink, onChange, onEnd });
    this.#byName.set(name, member);
  }

  /** The process of that name; undefined when the stack does not run it. */
  find(name: string): Supervised | undefined {
    return this.#byName.get(name);
  }

  /** @throws {CouldNotRun} with the names that there are */
  get(name: string, action: string): Supervised {
    const found = this.find(name);
    if (found !== undefined) return found;
    const server = this.#options.foreign.find((one) => one.name === name);
    const meant = nearest(name, this.names);
    throw new CouldNotRun(
      `Cannot ${action} ${name}: ` +
        (server !== undefined
          ? `this stack uses the server at ${server.url}, and does not run it`
          : `NAME must be one of ${this.names.join(", ")}` +
            (meant === undefined ? "" : `, did you mean ${meant}?`)),
    );
  }

  /** `kill -9` of everything. */
  async killAll(): Promise<void> {
    await Promise.all([...this.#byName.values()].map((one) => one.kill()));
  }

  /** Closes the logs. */
  close(): void {
    for (const sink of this.#sinks) sink.close();
  }
}
