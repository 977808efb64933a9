/**
 * Which services there are, and how each is started and wired.
 * @module
 */

import { z } from "zod";
import { CouldNotRun, nearest } from "../../lib/cli/mod.ts";
import { ROOT } from "../../adapters/running_stack/mod.ts";
import { SERVICE_FLAGS, SERVICE_MEMORY } from "../../lib/process/mod.ts";
import { answersOk } from "../../lib/wait/mod.ts";
import type { Ports } from "./ports.ts";
import type { Launch, ProcessSpec } from "./supervisor.ts";
import { readText } from "../../lib/files/mod.ts";

/** A service of this checkout. */
export interface Service {
  readonly name: string;
  /** The variables it may read: its permission set in deno.json. */
  readonly variables: readonly string[];
  /** Another checkout whose code it is; nothing is downloaded for it. */
  readonly root?: string;
}

/** The order in which people see them; others follow by name. */
const ORDER = ["gateway", "events", "payments", "notifications"];

/**
 * Every folder of `services/` that has a `main.ts`, and a permission set of
 * its name in deno.json. Read at each start, since students add one.
 * @throws {CouldNotRun} when deno.json is not JSON
 */
export async function findServices(root = ROOT): Promise<readonly Service[]> {
  const sets = permissionSets(await readText(`${root}/deno.json`));
  const found: Service[] = [];
  for await (const { name, isDirectory } of Deno.readDir(`${root}/services`)) {
    const variables = sets.get(name);
    if (!isDirectory || variables === undefined) continue;
    const main = `${root}/services/${name}/main.ts`;
    if (await Deno.stat(main).then(() => true, () => false)) {
      found.push(
        root === ROOT ? { name, variables } : { name, variables, root },
      );
    }
  }
  return found.sort((a, b) =>
    rank(a.name) - rank(b.name) || (a.name < b.name ? -1 : 1)
  );
}

function rank(name: string): number {
  const place = ORDER.indexOf(name);
  return place < 0 ? ORDER.length : place;
}

const names = z.array(z.string());

const configSchema = z.object({
  permissions: z.record(
    z.string(),
    z.object({
      env: z.union([names, z.object({ allow: names })]).optional(),
    }),
  ).default({}),
});

/**
 * The variables of each permission set of a deno.json.
 * @throws {CouldNotRun} when it is not JSON, or not of this shape
 */
export function permissionSets(
  text: string,
): ReadonlyMap<string, readonly string[]> {
  try {
    const { permissions } = configSchema.parse(JSON.parse(text));
    return new Map(
      Object.entries(permissions).map(([name, { env = [] }]) =>
        [name, Array.isArray(env) ? env : env.allow] as const
      ),
    );
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new CouldNotRun(`Cannot read deno.json: ${reason}`);
  }
}

/** The facts that the wiring of services needs. */
export interface Wiring {
  readonly ports: Ports;
  readonly databaseUrl: string;
  readonly redisUrl: string;
  /** The address to listen on. */
  readonly address: string;
}

/** The base URL of what listens on `port` of this machine. */
export function localUrl(port: number): string {
  return `http://127.0.0.1:${port}`;
}

/**
 * The variables that tie one service to the rest. All others are inherited, so
 * that any variable of the contract passes through.
 */
export function wiringOf(
  name: string,
  { ports, databaseUrl, redisUrl, address }: Wiring,
): Readonly<Record<string, string>> {
  const wired: Record<string, string> = {
    PORT: String(ports.get(name) ?? 0),
    HOST: address,
    OTEL_SERVICE_NAME: name, // read by Deno itself, with OTEL_DENO=true
  };
  for (const [peer, port] of ports) {
    const isStore = peer === "postgres" || peer === "redis";
    if (!isStore) wired[`${peer.toUpperCase()}_URL`] = localUrl(port);
  }
  const database = new URL(databaseUrl);
  wired.DB_HOST = database.hostname;
  wired.DB_PORT = database.port || "5432";
  wired.DB_NAME = decodeURIComponent(database.pathname.slice(1));
  wired.DB_USER = decodeURIComponent(database.username);
  wired.DB_PASS = decodeURIComponent(database.password);
  const redis = new URL(redisUrl);
  wired.REDIS_HOST = redis.hostname;
  wired.REDIS_PORT = redis.port || "6379";
  wired.REDIS_PASS = decodeURIComponent(redis.password);
  return wired;
}

/**
 * Reads `VAR=value` words into variables for a service.
 * @throws {CouldNotRun} when the service does not know one of them
 */
export function readVariables(
  { name, variables }: Service,
  words: readonly string[],
): Readonly<Record<string, string>> {
  const values: Record<string, string> = {};
  for (const word of words) {
    const [, key, value] = /^([A-Z_][A-Z0-9_]*)=(.*)$/s.exec(word) ?? [];
    if (key === undefined || value === undefined) {
      throw new CouldNotRun(
        `Cannot restart ${name}: a variable must be VAR=value, ` +
          `current value is ${word}`,
      );
    }
    if (!variables.includes(key)) {
      const meant = nearest(key, variables);
      throw new CouldNotRun(
        `Cannot restart ${name}: ${key} is not a variable of ${name}` +
          (meant === undefined ? "" : `, did you mean ${meant}?`),
      );
    }
    if (key === "PORT" || key === "HOST") {
      throw new CouldNotRun(
        `Cannot restart ${name}: the stack decides its ${key}`,
      );
    }
    values[key] = value;
  }
  return values;
}

interface ServiceOptions {
  readonly service: Service;
  readonly wiring: Wiring;
  /** Variables that go before all others; asked at each start. */
  overrides(): Readonly<Record<string, string>>;
}

/** How long a service may drain at a stop beyond its own deadline (ms). */
const STOP_MARGIN_MS = 5000;

/** The service as a process to supervise. */
export function serviceProcess(
  { service: { name, root }, wiring, overrides }: ServiceOptions,
): ProcessSpec {
  const url = localUrl(wiring.ports.get(name) ?? 0);
  return {
    name,
    launch: (): Launch => ({
      file: Deno.execPath(),
      args: [
        // Everything is fetched by now. Without --cached-only three services would ask
        // the registry for the same 8 MB about hono and zod at once.
        ...["run", "--quiet", "--no-prompt", ...SERVICE_FLAGS, `-P=${name}`],
        ...root === undefined ? ["--cached-only"] : ["--no-remote"],
        `services/${name}/main.ts`,
      ],
      env: {
        NO_COLOR: "1",
        ...SERVICE_MEMORY,
        ...withOverrides(wiringOf(name, wiring), overrides()),
      },
      cwd: root ?? ROOT,
    }),
    ready: () => answersOk(`${url}/livez`),
    readyWithinMs: 60_000, // the first start may download packages
    stopSignal: "SIGTERM",
    stopWithinMs: 25_000 + STOP_MARGIN_MS,
  };
}

/** An empty override takes a variable back to what it was before. */
function withOverrides(
  wired: Readonly<Record<string, string>>,
  overrides: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> {
  const values = { ...wired };
  for (const [name, value] of Object.entries(overrides)) {
    if (value !== "" || values[name] === undefined) values[name] = value;
  }
  return values;
}
