/**
 * A turn of the event loop for everyone.
 *
 * Deno 2.9 answers one request after another, without a turn of the loop, for
 * as long as the next one is there already. A client that sends its requests
 * without waiting for the answers ("pipelining") always has a next one there.
 * Fifty such clients with 400 requests each kept new connections and all timers
 * waiting for 6 s, since accepting and timers are other parts of the turn.
 *
 * So only so many requests begin in a turn. The others wait for the next one.
 * @module
 */

/** Rations the requests. */
export interface FairTurns {
  /** Resolves when one more may begin; undefined when it may begin at once. */
  take(): Promise<void> | undefined;
}

/**
 * Requests that may begin in one turn: about 10 ms of work. An ordinary turn has
 * one or a few, so nothing waits.
 */
const PER_TURN = 64;

/**
 * Begins with an empty turn.
 * @param nextTurn calls back once, in the next turn of the loop
 */
export function createFairTurns(
  nextTurn: (callBack: () => void) => void,
): FairTurns {
  let begun = 0;
  let turn: PromiseWithResolvers<void> | undefined;

  function reset(): void {
    const waited = turn;
    begun = 0;
    turn = undefined;
    waited?.resolve();
  }

  return {
    take() {
      if (begun++ === 0) nextTurn(reset);
      if (begun <= PER_TURN) return undefined;
      turn ??= Promise.withResolvers();
      return turn.promise;
    },
  };
}
