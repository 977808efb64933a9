/**
 * How `deno task dev stop payments` reaches the stack that runs in another
 * terminal: HTTP on loopback, with a token that only the owner of the state
 * file can read.
 * @module
 */

import { z } from "zod";
import { CouldNotRun } from "../../lib/cli/mod.ts";
import type { State } from "./state.ts";

/** The actions on a component. */
export const ACTIONS = ["start", "stop", "restart", "kill"] as const;

/** One of {@link ACTIONS}. */
export type Action = (typeof ACTIONS)[number];

const command = z.object({
  action: z.enum(ACTIONS),
  name: z.string(),
  /** `VAR=value` words of a restart. */
  variables: z.array(z.string()),
});

/** One command of a person. */
export type Command = z.infer<typeof command>;

const answer = z.object({ ok: z.boolean(), text: z.string() });

/** The listening end. */
export interface Control {
  readonly url: string;
  readonly token: string;
  close(): Promise<void>;
}

/** Listens on a free loopback port; `handleCommand` answers in a line for people. */
export function listenForCommands(
  handleCommand: (command: Command) => Promise<string>,
): Control {
  const token = crypto.randomUUID();
  const server = Deno.serve({
    hostname: "127.0.0.1",
    port: 0,
    onListen: () => {},
  }, async (request) => {
    if (request.headers.get("authorization") !== `Bearer ${token}`) {
      return new Response(null, { status: 401 });
    }
    if (request.method === "GET") return Response.json({ ok: true, text: "" });
    try {
      const text = await handleCommand(command.parse(await request.json()));
      return Response.json({ ok: true, text });
    } catch (error) {
      return Response.json({ ok: false, text: wordsOf(error) });
    }
  });
  return {
    url: `http://127.0.0.1:${server.addr.port}`,
    token,
    close: () => server.shutdown(),
  };
}

/** A bug is reported with its stack, anything else in words. */
function wordsOf(error: unknown): string {
  if (error instanceof CouldNotRun) return error.message;
  return error instanceof Error ? error.stack ?? error.message : String(error);
}

/** How long a supervisor may take to say that it is there (ms). */
const PING_MS = 2000;

/** True when the supervisor that wrote this state still answers. */
export async function isAlive({ control }: State): Promise<boolean> {
  try {
    const response = await fetch(control.url, {
      headers: { authorization: `Bearer ${control.token}` },
      signal: AbortSignal.timeout(PING_MS),
    });
    await response.body?.cancel();
    return response.ok;
  } catch {
    return false; // refused, or some other program has the port by now
  }
}

/**
 * Sends a command and gives the answer.
 * @throws {CouldNotRun} with the answer when it could not be done, or when the
 * supervisor went away
 */
export async function sendCommand(
  { control }: State,
  command: Command,
): Promise<string> {
  let text: string;
  try {
    const response = await fetch(control.url, {
      method: "POST",
      headers: { authorization: `Bearer ${control.token}` },
      body: JSON.stringify(command),
    });
    const { ok, text: words } = answer.parse(await response.json());
    if (ok) return words;
    text = words;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    text = `Cannot ${command.action} ${command.name}: ${reason}`;
  }
  throw new CouldNotRun(text);
}
