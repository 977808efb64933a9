/**
 * `deno task incident`
 * @module
 */

import { devTarget } from "../targets/dev.ts";
import { startGuard } from "../guard.ts";
import { runFiles } from "../undo_log.ts";
import { startLoad } from "../load.ts";
import { DEV_DIRECTORY } from "../../stack/local/mod.ts";
import {
  boolean,
  defineTool,
  Exit,
  type Host,
  integer,
  number,
  realHost,
  runTool,
  type Tool,
  UsageError,
} from "../../lib/cli/mod.ts";
import type { Firing } from "./alerts.ts";
import { type Incident, startIncident } from "./incident.ts";
import { handleCommand, resultText } from "./handle_command.ts";
import { MAX_S } from "./make_wrong.ts";
import { chosenBy, MECHANISMS, PARTS } from "./scenario.ts";
import { ask, type Command, openSession } from "./session.ts";

function stateFile(host: Host): string {
  return host.env("DEV_STATE") || `${DEV_DIRECTORY}/state.json`;
}

/** Beside the stack's own files. */
function folderOf(host: Host): string {
  return stateFile(host).replace(/[^\\/]*$/, "incident");
}

function sessionFile(host: Host): string {
  return `${folderOf(host)}/session.json`;
}

const start = defineTool({
  name: "start",
  summary: "makes something wrong, and pages you; stays until it is over",
  flags: {
    seed: integer("seed", {
      default: undefined,
      min: 0,
      max: 4_294_967_295,
      help: "the same seed makes the same wrong; drawn when absent",
    }),
    rps: number("rps", {
      default: 20,
      min: 5,
      max: 500,
      help: "visits a second that come along",
    }),
    json: boolean("json", { help: "print the result as JSON" }),
  },
  async run({ host, flags }) {
    const seed = flags.seed ??
      crypto.getRandomValues(new Uint32Array(1))[0] ?? 0;
    const target = await devTarget(stateFile(host), fetch);
    const id = crypto.randomUUID();
    let isOver = (): void => {};
    const over = new Promise<void>((resolve) => isOver = resolve);
    const off = host.onSignal(() => isOver());
    let incident: Incident | undefined;
    const session = await openSession(
      sessionFile(host),
      async (command) =>
        incident === undefined
          ? { ok: false, text: "nothing is wrong yet: wait for the page" }
          : await handleCommand(incident, command, isOver),
    );
    const load = startLoad({
      url: target.urls.gateway ?? "",
      rps: flags.rps,
      seconds: MAX_S,
    });
    try {
      host.err("customers come; wait for the page");
      incident = await startIncident({
        scenario: chosenBy(seed),
        target,
        clock: host.clock,
        fetch,
        id,
        ownerSeed: parseInt(id.slice(0, 8), 16),
        files: runFiles(`${folderOf(host)}/${id}`),
        hasVisitors: () => load.isRunning,
        startGuard,
        onPage: (firing) => page(host, firing),
      });
      const limit = host.clock.after(MAX_S * 1000, isOver);
      await over;
      limit();
      const result = await incident.close();
      host.out(
        flags.json
          ? JSON.stringify({ seed, ...result }, undefined, 2)
          : `${resultText(result)}\nseed ${seed}`,
      );
      return result.mitigatedAt === undefined ? Exit.verdictFailed : Exit.ok;
    } finally {
      off();
      await session.close();
      await load.stop();
    }
  },
});

/** As it would wake the on-call engineer. */
function page(host: Host, firing: readonly Firing[]): void {
  host.out("PAGE");
  for (const { name, words } of firing) host.out(`  ${name}: ${words}`);
  host.err(
    "In another terminal: deno task incident answer SERVICE MECHANISM, then " +
      "deno task incident mitigated",
  );
}

function command(
  command: Command["command"],
  summary: string,
  operands?: { readonly usage: string; readonly help: string },
): Tool {
  const count = operands?.usage.split(" ").length ?? 0;
  return defineTool({
    name: command,
    summary,
    flags: {},
    ...operands === undefined
      ? {}
      : { operands: { ...operands, min: count, max: count } },
    async run({ host, operands: words }) {
      const reply = await ask(sessionFile(host), {
        command,
        words: [...words],
      });
      host.out(reply.text);
      return reply.ok ? Exit.ok : Exit.verdictFailed;
    },
  });
}

/** The tool. */
export const incidentTool: Tool = defineTool({
  name: "incident",
  summary: "something is wrong with the shop: find out what, and end it",
  flags: {},
  commands: [
    start,
    command("answer", "says what is wrong, and where", {
      usage: "SERVICE MECHANISM",
      help: `${PARTS.join(", ")}; ${Object.keys(MECHANISMS).join(", ")}`,
    }),
    command("mitigated", "says that it is over; the shop is asked"),
    command("hint", "the next of three hints; each costs points"),
    command("status", "the symptoms that are there now"),
    command("silence", "no more pages; nothing else changes"),
    command("end", "gives up, and undoes it"),
  ],
  examples: [
    "incident start",
    "incident start --seed 7",
    "incident answer payments slow",
    "incident mitigated",
  ],
  run() {
    throw new UsageError("Cannot run incident: a command is missing");
  },
});

if (import.meta.main) Deno.exit(await runTool(realHost(), incidentTool));
