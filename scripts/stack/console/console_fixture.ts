/**
 * A shop and its console, for tests.
 * @module
 */

import assert from "node:assert/strict";
import { type Stack, startStack } from "../local/mod.ts";
import { TOKEN_HEADER } from "./same_origin.ts";
import { type RunningConsole, startConsole } from "./mod.ts";
import type { Setup, Snapshot } from "./snapshot.ts";

/** Longest wait for something to show (ms). */
const TIMEOUT_MS = 30_000;

/** A shop with its console. */
export interface Fixture {
  readonly stack: Stack;
  readonly page: RunningConsole;
  readonly setup: Setup;
  /** The request that a button of the page would send. */
  act(method: string, path: string, body?: unknown): Promise<Response>;
  /** The first snapshot of a new stream that `is` likes. */
  until(is: (snapshot: Snapshot) => boolean): Promise<Snapshot>;
  [Symbol.asyncDispose](): Promise<void>;
}

/** Starts both. */
export async function startFixture(): Promise<Fixture> {
  const stack = await startStack();
  try {
    const page = await startConsole({
      directory: stack.paths.directory,
      port: 0,
      labProgress: `${stack.paths.directory}/progress.json`,
    });
    const setup = setupOf(await (await fetch(page.url)).text());
    return {
      stack,
      page,
      setup,
      act: (method, path, body) =>
        fetch(`${page.url}/api${path}`, {
          method,
          headers: {
            origin: page.url,
            [TOKEN_HEADER]: setup.token,
            "content-type": "application/json",
          },
          ...body === undefined ? {} : { body: JSON.stringify(body) },
        }),
      until: (is) => firstSnapshot(page.url, is),
      [Symbol.asyncDispose]: async () => {
        await page.close();
        await stack.close();
      },
    };
  } catch (error) {
    await stack.close();
    throw error;
  }
}

function setupOf(html: string): Setup {
  const [, json] = /id="setup">\s*(\{.*\})\s*</.exec(html) ?? [];
  return JSON.parse(json ?? assert.fail("the page has no setup"));
}

async function firstSnapshot(
  url: string,
  is: (snapshot: Snapshot) => boolean,
): Promise<Snapshot> {
  const answer = await fetch(`${url}/api/stream`, {
    signal: AbortSignal.timeout(TIMEOUT_MS),
  });
  assert.equal(answer.headers.get("content-type"), "text/event-stream");
  let text = "";
  const chunks = answer.body ?? assert.fail("the stream has no body");
  for await (const chunk of chunks.pipeThrough(new TextDecoderStream())) {
    const events = (text + chunk).split("\n\n");
    text = events.pop() ?? "";
    for (const event of events) {
      const snapshot: Snapshot = JSON.parse(event.replace(/^data: /, ""));
      if (is(snapshot)) return snapshot;
    }
  }
  return assert.fail("the stream ended");
}
