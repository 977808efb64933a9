/**
 * Reservations that a document shows, and those that stand for them here.
 * @module
 */

import { idsIn } from "./compare.ts";
import type { Shell } from "./shell.ts";

/** By the document's id, ours. */
export class Ids {
  #known = new Map<string, string>();
  #shell: Shell;

  /** @param shell makes a reservation where the document shows none */
  constructor(shell: Shell) {
    this.#shell = shell;
  }

  /** The command with our ids in it. */
  async real(command: string): Promise<string> {
    let real = command;
    for (const id of idsIn(command)) {
      real = real.replaceAll(id, await this.#realId(id));
    }
    return real;
  }

  /** The output has our ids where the document has its own. */
  learn(shown: string, printed: string): void {
    const ours = idsIn(printed);
    idsIn(shown).forEach((id, i) => {
      const one = ours[i];
      if (one !== undefined && !this.#known.has(id)) this.#known.set(id, one);
    });
  }

  async #realId(id: string): Promise<string> {
    const known = this.#known.get(id);
    if (known !== undefined) return known;
    const { printed } = await this.#shell(
      "curl -s localhost:8080/events/1/reserve " +
        "-H 'Content-Type: application/json' -d '{\"quantity\": 2}'",
    );
    const [own] = idsIn(printed);
    if (own === undefined) throw new Error(`Not reserved: ${printed}`);
    this.#known.set(id, own);
    return own;
  }
}
