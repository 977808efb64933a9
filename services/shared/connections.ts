/**
 * Which connections a server has, which of them wait for their client, and
 * which to close when a client is late or there is no room for another one.
 *
 * A connection waits for its client until the head of a request is complete,
 * while a body is on its way, and between two requests. Nothing is lost when it
 * is closed then. One whose request is being worked on is never closed here.
 *
 * Strangers are connections on which no request has been answered yet, and those
 * that owe a body. To hold many of them costs an attacker a few bytes each
 * ("Slowloris"), so they have little time, and they make room first. A client
 * that has been served is trusted longer.
 * @module
 */

import type { Clock } from "./clock.ts";

/** How many connections may wait for their client, and how long. */
export interface WaitLimits {
  /** Strangers at a time. */
  readonly maxStrangers: number;
  /** Clients that have been served and are idle, at a time. */
  readonly maxIdle: number;
  /** Until the head of the first request is complete (ms). */
  readonly firstRequestMs: number;
  /** Between the end of one request and the head of the next one (ms). */
  readonly nextRequestMs: number;
}

/** One connection; the server tells it what happens on it. */
export interface Connection {
  /** The head of a request is complete. */
  requestBegan(): void;
  /** Its answer has been sent, or can't be sent any more. */
  requestEnded(): void;
  /** A request waits for its body, longer than it takes on a good day. */
  bodyAwaited(): void;
  /** That body has arrived, or the service has given up on it. */
  bodyEnded(): void;
  /**
   * The answer to this request says that the connection ends. Deno lets the
   * client go on sending the rest of a refused body, so the server must end it.
   */
  willEnd(): void;
  /** Either side has closed it. */
  closed(): void;
}

/** All connections of a server. */
export interface Connections {
  /** How many are open. */
  readonly size: number;
  /** A new connection. `cut` closes its socket at once. */
  add(cut: () => void): Connection;
  /**
   * Closes those whose client is late, and those that are too many, the longest
   * waiting first. Of a body that is late, `body_reader.ts` takes care: it can
   * still answer.
   */
  tidy(limits: WaitLimits): void;
  /**
   * Makes room: closes up to `count` connections that wait for their client,
   * strangers before clients that have been served, and among those the one
   * that has waited longest.
   * @returns how many
   */
  makeRoom(count: number): number;
  /** Closes all of them, also those with a request at work. */
  cutAll(): void;
}

interface Entry {
  readonly cut: () => void;
  /** Since when it waits, if it does (ms, monotonic). */
  since: number;
  /** Requests that have begun and not ended: several at a time with HTTP/2. */
  requests: number;
  /** How many of them wait for a body. */
  bodies: number;
  /** A request has been answered on it, once at least. */
  served: boolean;
  /** Its last answer said that it ends. */
  ending: boolean;
}

/**
 * How long a connection must have waited before it is one too many (ms). A
 * client that has just come needs a moment to say what it wants. Without it, a
 * burst of honest clients would look like a flood, and while all others are at
 * work every new client would be the one to close.
 */
const MOMENT_MS = 100;

/**
 * How long a client may take to read the answer that ends its connection (ms).
 * If the server closed at once while data of the client is on its way, TCP would
 * reset the connection, and the answer could be lost.
 */
const LAST_WORDS_MS = 1000;

/**
 * A server without connections. Events on a connection are only noted, as
 * they come with every request; looking through all of them is rare.
 */
export function createConnections(
  clock: Pick<Clock, "monotonic">,
): Connections {
  const all = new Set<Entry>();

  function close(entries: readonly Entry[]): number {
    for (const entry of entries) {
      all.delete(entry);
      entry.cut();
    }
    return entries.length;
  }

  /** Those that may be closed, the one that has waited longest first. */
  function waiting(): readonly [strangers: Entry[], idle: Entry[]] {
    const strangers: Entry[] = [];
    const idle: Entry[] = [];
    const now = clock.monotonic();
    for (const entry of all) {
      if (entry.requests > entry.bodies) continue; // a request is worked on
      if (now - entry.since < MOMENT_MS) continue;
      (isStranger(entry) ? strangers : idle).push(entry);
    }
    return [strangers.sort(bySince), idle.sort(bySince)];
  }

  return {
    get size() {
      return all.size;
    },
    add(cut) {
      const entry: Entry = {
        cut,
        since: clock.monotonic(),
        requests: 0,
        bodies: 0,
        served: false,
        ending: false,
      };
      all.add(entry);
      return {
        requestBegan() {
          entry.requests++;
        },
        requestEnded() {
          entry.requests--;
          entry.served = true;
          entry.since = clock.monotonic();
        },
        bodyAwaited() {
          entry.bodies++;
          entry.since = clock.monotonic();
        },
        bodyEnded() {
          entry.bodies--;
        },
        willEnd() {
          entry.ending = true;
        },
        closed() {
          all.delete(entry);
        },
      };
    },
    tidy({ maxStrangers, maxIdle, firstRequestMs, nextRequestMs }) {
      function patienceWith({ ending, served }: Entry): number {
        if (ending) return LAST_WORDS_MS;
        return served ? nextRequestMs : firstRequestMs;
      }
      const now = clock.monotonic();
      close(
        [...all].filter((entry) =>
          entry.requests === 0 && now - entry.since >= patienceWith(entry)
        ),
      );
      const [strangers, idle] = waiting();
      close(strangers.slice(0, Math.max(0, strangers.length - maxStrangers)));
      close(idle.slice(0, Math.max(0, idle.length - maxIdle)));
    },
    makeRoom(count) {
      return close(waiting().flat().slice(0, count));
    },
    cutAll: () => void close([...all]),
  };
}

function isStranger({ served, bodies, ending }: Entry): boolean {
  return !served || bodies > 0 || ending;
}

function bySince(a: Entry, b: Entry): number {
  return a.since - b.since;
}
