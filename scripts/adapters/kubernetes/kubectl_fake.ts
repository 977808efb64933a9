/**
 * kubectl for tests: answers from a table, and notes how it was called.
 * @module
 */

import { CouldNotRun } from "../../lib/cli/tool.ts";
import type { Kubectl } from "./kubectl.ts";

/** An answer: a text, an object as JSON, or an error; computed at each call. */
type Answer = (args: string, stdin?: string) => unknown;

/** A {@link Kubectl} that a test can look into. */
export interface FakeKubectl extends Kubectl {
  /** Calls so far, their words joined by blanks. */
  readonly calls: readonly string[];
  /** The input on stdin, by call. */
  readonly inputs: readonly (string | undefined)[];
}

/**
 * Makes one. The first pattern that matches the words of a call answers it; a
 * call that none matches fails the test.
 */
export function fakeKubectl(
  answers: readonly (readonly [RegExp, Answer | string | object])[],
): FakeKubectl {
  const calls: string[] = [];
  const inputs: (string | undefined)[] = [];
  function answer(args: readonly string[], stdin?: string): unknown {
    const words = args.join(" ");
    calls.push(words);
    inputs.push(stdin);
    for (const [pattern, given] of answers) {
      if (!pattern.test(words)) continue;
      return typeof given === "function" ? given(words, stdin) : given;
    }
    throw new Error(`Unexpected call of kubectl ${words}`);
  }
  async function run(
    args: readonly string[],
    stdin?: string,
  ): Promise<string> {
    const found = await answer(args, stdin);
    return typeof found === "string" ? found : JSON.stringify(found);
  }
  return {
    calls,
    inputs,
    run,
    json: async (args) => JSON.parse(await run([...args, "-o", "json"])),
    follow: run,
  };
}

/** The error of kubectl when it ends with another code than 0. */
export function refused(words: string): () => never {
  return () => {
    throw new CouldNotRun(words);
  };
}
