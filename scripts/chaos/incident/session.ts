/**
 * How `deno task incident answer` reaches the incident that is on in another
 * terminal: HTTP on loopback, with a token that only the owner of the session
 * file can read. The cause of the incident is in no file that the client must
 * read for that.
 * @module
 */

import { z } from "zod";
import { CouldNotRun } from "../../lib/cli/mod.ts";
import { readText, replaceFile } from "../../lib/files/mod.ts";

/** The commands of an incident. */
const WISHES = [
  "answer",
  "hint",
  "silence",
  "mitigated",
  "status",
  "end",
] as const;

const commandSchema = z.object({
  command: z.enum(WISHES),
  words: z.array(z.string()),
});

/** One command of a person. */
export type Command = z.infer<typeof commandSchema>;

const replySchema = z.object({ ok: z.boolean(), text: z.string() });

/** The text for the student. */
export type Reply = z.infer<typeof replySchema>;

const sessionSchema = z.object({ url: z.string(), token: z.string() });

/** The listening end. */
export interface Session {
  close(): Promise<void>;
}

/** Only its owner may read it, because of the token. */
const MODE = 0o600;

/**
 * Listens until it is closed.
 * @throws {CouldNotRun} when an incident is on already
 */
export async function openSession(
  file: string,
  handleCommand: (command: Command) => Promise<Reply>,
): Promise<Session> {
  if (await reach(file, { command: "status", words: [] }) !== undefined) {
    throw new CouldNotRun(
      "Cannot start an incident: one is on; end it: deno task incident end",
    );
  }
  const token = crypto.randomUUID();
  const server = Deno.serve({
    hostname: "127.0.0.1",
    port: 0,
    onListen: () => {},
  }, async (request) => {
    if (request.headers.get("authorization") !== `Bearer ${token}`) {
      return new Response(null, { status: 401 });
    }
    try {
      return Response.json(
        await handleCommand(commandSchema.parse(await request.json())),
      );
    } catch (error) {
      const text = error instanceof Error ? error.message : String(error);
      return Response.json({ ok: false, text });
    }
  });
  const url = `http://127.0.0.1:${server.addr.port}`;
  await Deno.mkdir(file.replace(/[\\/][^\\/]*$/, ""), { recursive: true });
  await replaceFile(file, JSON.stringify({ url, token }), {
    mode: MODE,
  });
  return {
    async close() {
      await Deno.remove(file).catch(() => {}); // another process was quicker
      await server.shutdown();
    },
  };
}

/** Sends a command. @throws {CouldNotRun} when no incident is on */
export async function ask(file: string, command: Command): Promise<Reply> {
  const reply = await reach(file, command);
  if (reply !== undefined) return reply;
  throw new CouldNotRun(
    "No incident is on: start one: deno task incident start",
  );
}

async function reach(
  file: string,
  command: Command,
): Promise<Reply | undefined> {
  try {
    const { url, token } = sessionSchema.parse(
      JSON.parse(await readText(file)),
    );
    const answer = await fetch(url, {
      method: "POST",
      headers: { authorization: `Bearer ${token}` },
      body: JSON.stringify(command),
    });
    return replySchema.parse(await answer.json());
  } catch {
    return undefined; // no file, or its process has ended
  }
}
