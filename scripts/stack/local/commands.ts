/**
 * `deno task dev stop payments` and its like: they act on the stack that runs.
 * @module
 */

import {
  boolean,
  CouldNotRun,
  defineTool,
  Exit,
  type Host,
  integer,
  type Tool,
} from "../../lib/cli/mod.ts";
import {
  type Action,
  DEV_DIRECTORY,
  isAlive,
  logFile,
  readState,
  sendCommand,
  stackPaths,
  type State,
} from "../../adapters/running_stack/mod.ts";
import { signal } from "../../lib/process/mod.ts";
import { poll } from "../../lib/wait/mod.ts";
import { followLog } from "./log_follow.ts";
import { readable } from "./log_view.ts";
import { lookAt, statusTable } from "./status.ts";

const NAME = {
  usage: "NAME",
  help: "gateway, events, payments, notifications, postgres or redis",
  min: 1,
  max: 1,
} as const;

/** The stack to act on: the one a command was started by, else this checkout's. */
function stateFile(host: Host): string {
  return host.env("DEV_STATE") || stackPaths(DEV_DIRECTORY).state;
}

async function runningStack(file: string, command: string): Promise<State> {
  const state = await readState(file);
  if (state !== undefined && await isAlive(state)) return state;
  throw new CouldNotRun(
    `Cannot ${command}: no stack runs here; start one: deno task dev`,
  );
}

function action(name: Action, summary: string): Tool {
  return defineTool({
    name,
    summary,
    flags: {},
    operands: NAME,
    run: ({ host, operands }) => act(host, name, operands),
  });
}

async function act(
  host: Host,
  action: Action,
  [name = "", ...variables]: readonly string[],
): Promise<number> {
  host.out(await askStack(action, name, variables, stateFile(host)));
  return Exit.ok;
}

/**
 * Does it on the stack that runs.
 * @returns what came of it, in a sentence
 */
export async function askStack(
  action: Action,
  name: string,
  variables: readonly string[] = [],
  file: string = stackPaths(DEV_DIRECTORY).state,
): Promise<string> {
  const state = await runningStack(file, `${action} ${name}`);
  return await sendCommand(state, {
    action,
    name,
    variables: [...variables],
  });
}

const restart = defineTool({
  name: "restart",
  summary: "stop and start one part, with other variables if you like",
  flags: {},
  operands: {
    usage: "NAME [VAR=value...]",
    help: "variables stay until changed again; VAR= takes the default",
    min: 1,
    max: Infinity,
  },
  examples: ["dev restart payments PAYMENT_FAILURE_RATE=0.5"],
  run: ({ host, operands }) => act(host, "restart", operands),
});

const status = defineTool({
  name: "status",
  summary: "what runs, and where",
  flags: { json: boolean("json", { help: "as JSON" }) },
  run: async ({ host, flags }) => {
    const state = await runningStack(stateFile(host), "show the status");
    const rows = await lookAt(state);
    host.out(flags.json ? JSON.stringify(rows) : statusTable(rows));
    return Exit.ok;
  },
});

const env = defineTool({
  name: "env",
  summary: 'prints variables for a shell: eval "$(deno task -q dev env)"',
  flags: {},
  run: async ({ host }) => {
    const state = await runningStack(stateFile(host), "print its variables");
    for (const [name, value] of Object.entries(variablesOf(state))) {
      host.out(`export ${name}='${value.replaceAll("'", "'\\''")}'`);
    }
    return Exit.ok;
  },
});

/** The files that tools read, for the stack that has this state. */
function variablesOf(
  { services, postgres, redis }: State,
): Readonly<Record<string, string>> {
  return {
    ...Object.fromEntries(
      Object.entries(services).map((
        [name, { url }],
      ) => [`${name.toUpperCase()}_URL`, url]),
    ),
    ...postgres === undefined ? {} : { DATABASE_URL: postgres.url },
    ...redis === undefined ? {} : { REDIS_URL: redis.url },
  };
}

const logs = defineTool({
  name: "logs",
  summary: "what one part has written",
  flags: {
    follow: boolean("follow", { help: "go on until Ctrl-C" }),
    json: boolean("json", { help: "the lines as they are" }),
    last: integer("last", {
      default: 100,
      min: 0,
      max: 1_000_000,
      help: "how many of the last lines",
    }),
  },
  operands: NAME,
  examples: ["dev logs gateway --json | grep REQUEST_ID"],
  run: async ({ host, flags, operands: [name = ""] }) => {
    const ending = new AbortController();
    const off = host.onSignal(() => ending.abort());
    const directory = stateFile(host).replace(/[\\/][^\\/]*$/, "");
    try {
      await followLog(logFile(stackPaths(directory), name), {
        last: flags.last,
        clock: host.clock,
        onLine: (line) => host.out(flags.json ? line : readable(line)),
        ...flags.follow ? { signal: ending.signal } : {},
      });
    } catch (error) {
      if (!(error instanceof Deno.errors.NotFound)) throw error;
      throw new CouldNotRun(`Cannot show the log of ${name}: there is none`);
    } finally {
      off();
    }
    return Exit.ok;
  },
});

/** Longest wait for the end of a stack (ms): each service may drain. */
const DOWN_MS = 60_000;

const down = defineTool({
  name: "down",
  summary: "end the whole stack, as Ctrl-C in its terminal does",
  flags: {},
  examples: ["dev down"],
  run: async ({ host }) => {
    const state = await runningStack(stateFile(host), "end the stack");
    signal(state.supervisor.pid, "SIGTERM");
    const isOver = await poll(async () => !await isAlive(state), {
      clock: host.clock,
      withinMs: DOWN_MS,
      everyMs: 200,
    });
    if (!isOver) {
      throw new CouldNotRun(
        `Cannot end the stack: it still runs after ${DOWN_MS / 1000} s; ` +
          `kill it: kill -9 ${state.supervisor.pid}`,
      );
    }
    host.out("the stack has ended; its data stay in .dev");
    return Exit.ok;
  },
});

/** The sub-commands of `deno task dev`. */
export const COMMANDS: readonly Tool[] = [
  status,
  env,
  logs,
  down,
  action("stop", "end one part cleanly; the rest stays up"),
  action("kill", "end one part at once, as kill -9 does"),
  action("start", "start one part that does not run"),
  restart,
];
