/**
 * The actions on one process of a stack: start, stop, kill, restart, reload.
 * @module
 */

import type { Action } from "../../adapters/running_stack/mod.ts";
import type { Members } from "./members.ts";
import { readVariables, type Service } from "./services.ts";

type Variables = Readonly<Record<string, string>>;

/** Actions by name; it remembers what each service was started with. */
export class StackActions {
  /**
   * The services that a person stopped or killed: a changed source does not
   * start it.
   */
  readonly #unwanted = new Set<string>();
  readonly #overrides: Map<string, Variables>;
  readonly #services: readonly Service[];
  readonly #members: Pick<Members, "get">;
  readonly #onDone: () => Promise<void>;

  /**
   * @param env variables of every service, until a restart changes them
   * @param onDone called after each action, also after one that failed
   */
  constructor(
    { services, members, env, onDone }: {
      readonly services: readonly Service[];
      readonly members: Pick<Members, "get">;
      readonly env: Variables;
      readonly onDone: () => Promise<void>;
    },
  ) {
    this.#services = services;
    this.#members = members;
    this.#onDone = onDone;
    this.#overrides = new Map(services.map(({ name }) => [name, env]));
  }

  /** The variables of a service besides its own. */
  overridesOf(name: string): Variables {
    return this.#overrides.get(name) ?? {};
  }

  /**
   * Does it.
   * @param variables as `NAME=value`; they stay until changed again
   * @throws {CouldNotRun} when the stack runs no such process
   */
  async act(
    action: Action,
    name: string,
    variables: readonly string[] = [],
  ): Promise<void> {
    const process = this.#members.get(name, action);
    if (variables.length > 0) {
      const service = this.#services.find((one) => one.name === name) ??
        { name, variables: [] };
      const values = readVariables(service, variables);
      this.#overrides.set(name, { ...this.overridesOf(name), ...values });
    }
    if (action === "stop" || action === "kill") this.#unwanted.add(name);
    else this.#unwanted.delete(name);
    try {
      await process[action]();
    } finally {
      await this.#onDone();
    }
  }

  /** Restarts it unless a person has stopped it; true when it did. */
  async reload(name: string): Promise<boolean> {
    if (this.#unwanted.has(name)) return false;
    await this.act("restart", name);
    return true;
  }
}
