/**
 * One request over HTTP, and in which of the ways it ended.
 * @module
 */

import type { Result } from "../result/result.ts";

/** The request to send. */
export interface Sent {
  readonly method: string;
  readonly url: string;
  /** Sent as JSON; undefined: no body. */
  readonly body?: unknown;
  /** Whether the text of a good answer is wanted. */
  readonly wantsText: boolean;
}

/** How it ended. */
export interface Ended {
  readonly result: Result;
  /** The HTTP status; 0 when none came. */
  readonly status: number;
  /** Of a good answer, when it was wanted. */
  readonly text?: string;
}

/** Sends requests. */
export interface HttpClient {
  /** Sends one; never rejects. */
  send(sent: Sent): Promise<Ended>;
  /** Closes the idle connections. */
  close(): void;
}
