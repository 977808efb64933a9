/**
 * The events of a running stack: errors that services log, and their ends.
 * @module
 */

/** So many errors of a service are said. */
const SAID = 3;

/** Listens to a stack. */
export interface StackEvents {
  /** To be given to `startStack()`. */
  readonly hear: {
    readonly onLine: (name: string, line: string) => void;
    readonly onEnd: (ending: {
      readonly name: string;
      readonly how: string;
    }) => void;
  };
  /** Lines at level error so far. */
  readonly errorsOf: (name: string) => number;
  /** How it ended, "code 0"; "not at all" while it runs. */
  readonly endOf: (name: string) => string;
}

/**
 * Has heard nothing yet.
 * @param say called with each of the first errors
 */
export function stackEvents(say: (text: string) => void): StackEvents {
  const errors = new Map<string, number>();
  const ends = new Map<string, string>();
  return {
    hear: {
      onLine(name, line) {
        if (!/"level":"(error|fatal)"/.test(line)) return;
        const count = (errors.get(name) ?? 0) + 1;
        errors.set(name, count);
        if (count <= SAID) say(`${name}: ${line}`);
      },
      onEnd: ({ name, how }) => void ends.set(name, how),
    },
    errorsOf: (name) => errors.get(name) ?? 0,
    endOf: (name) => ends.get(name) ?? "not at all",
  };
}
