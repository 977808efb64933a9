/**
 * `deno task dev`: QuickTicket on this machine, without containers.
 * @module
 */

import { CONSOLE_PORT } from "../console/mod.ts";
import {
  boolean,
  defineTool,
  type Host,
  integer,
  realHost,
  runTool,
  text,
  type Tool,
  url,
  UsageError,
} from "../../lib/cli/mod.ts";
import { COMMANDS } from "../local/commands.ts";
import { runLive } from "./live.ts";
import { DEV_DIRECTORY } from "../../adapters/running_stack/mod.ts";
import { fixedPorts, freePorts } from "../local/ports.ts";
import { runCommand } from "./run_command.ts";
import { findServices } from "../local/services.ts";
import type { StackOptions } from "../local/stack_options.ts";

export const TOOL: Tool = defineTool({
  name: "dev",
  summary: "run the whole shop here: PostgreSQL, Redis and every service",
  flags: {
    fresh: boolean("fresh", { help: "begin with empty stores" }),
    noWatch: boolean("no-watch", {
      help: "do not restart a service when its source changes",
    }),
    databaseUrl: url("database-url", {
      default: undefined,
      protocols: ["postgres", "postgresql"],
      example: "postgres://user:password@host:5432/name",
      help: "use this PostgreSQL instead of an embedded one",
    }),
    redisUrl: url("redis-url", {
      default: undefined,
      protocols: ["redis"],
      example: "redis://host:6379",
      help: "use this Redis instead of one of its own",
    }),
    portOffset: integer("port-offset", {
      default: 0,
      min: 0,
      max: 40_000,
      help: "add this to every port",
    }),
    freePorts: boolean("free-ports", { help: "use any ports that are free" }),
    services: text("services", {
      default: undefined,
      placeholder: "DIR",
      help: "run the services of another checkout, by this one's tools",
    }),
    noConsole: boolean("no-console", {
      help: `do not serve the console, the page at port ${CONSOLE_PORT}`,
    }),
  },
  rest: "CMD...",
  commands: COMMANDS,
  aliases: { ps: ["status"], up: [] }, // as Docker Compose calls them
  examples: [
    "dev",
    "dev -- curl -s http://127.0.0.1:8080/events",
    "dev restart payments PAYMENT_FAILURE_RATE=0.5",
  ],
  run: async ({ host, flags, rest }) => {
    const { databaseUrl, redisUrl, portOffset } = flags;
    if (flags.freePorts && portOffset !== 0) {
      throw new UsageError(
        "Cannot run dev: --free-ports and --port-offset exclude each other",
      );
    }
    const isFree = flags.freePorts || rest !== undefined;
    async function plan(): Promise<Omit<StackOptions, "directory">> {
      const services = await findServices(flags.services);
      const names = services.map((service) => service.name);
      if (databaseUrl === undefined) names.push("postgres");
      if (redisUrl === undefined) names.push("redis");
      const ports = isFree
        ? freePorts(names)
        : await fixedPorts(names, portOffset);
      const address = listenAddress(host.env("HOST"));
      return { services, ports, databaseUrl, redisUrl, address };
    }
    /** Undefined when there is to be none. */
    function consolePort(): number | undefined {
      if (flags.noConsole) return undefined;
      return flags.freePorts ? 0 : CONSOLE_PORT + portOffset;
    }
    if (rest !== undefined) {
      return await runCommand(host, { command: rest, plan });
    }
    return await runLive(host, {
      directory: DEV_DIRECTORY,
      fresh: flags.fresh,
      watch: !flags.noWatch,
      consolePort: consolePort(),
      plan,
    });
  },
});

/** Some shells export HOST as the machine's name: only an address counts. */
function listenAddress(host = ""): string {
  return /^[\d.]+$/.test(host) ? host : "127.0.0.1";
}

/** Runs the tool; the answer is the exit code. */
export function run(host: Host): Promise<number> {
  return runTool(host, TOOL);
}

if (import.meta.main) Deno.exit(await run(realHost()));
