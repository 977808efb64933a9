/**
 * Which port everything listens on.
 * @module
 */

import { CouldNotRun } from "../../lib/cli/mod.ts";
import { portHolder } from "../../lib/process/mod.ts";

/** Where each component of a stack listens on 127.0.0.1. */
export type Ports = ReadonlyMap<string, number>;

/** The ports of the contract, and such for the stores as collide with none. */
const FIXED: Readonly<Record<string, number>> = {
  gateway: 8080,
  events: 8081,
  payments: 8082,
  notifications: 8083,
  postgres: 15432,
  redis: 16379,
};

/** Further services, in the order of their names. */
const FIRST_FURTHER = 8084;

/**
 * The contract's ports, all moved by `offset`.
 * @throws {CouldNotRun} when one is taken, naming who holds it
 */
export async function fixedPorts(
  names: readonly string[],
  offset: number,
): Promise<Ports> {
  const ports = new Map<string, number>();
  let further = FIRST_FURTHER;
  for (const name of names) {
    ports.set(name, (FIXED[name] ?? further++) + offset);
  }
  const taken: string[] = [];
  for (const [name, port] of ports) {
    if (isFree(port)) continue;
    const holder = await portHolder(port);
    taken.push(`port ${port} of ${name} is held by ${holder}`);
  }
  if (taken.length === 0) return ports;
  throw new CouldNotRun(
    `Cannot start: ${taken.join("; ")}\n` +
      "stop what holds it, or choose other ports: " +
      "deno task dev --port-offset 100 (or --free-ports)",
  );
}

/**
 * Free ports are taken below 32768, where no system picks the near end of an
 * outgoing connection: a store that is down would else lose its port to a
 * client, or worse, a client that asks for it could be connected to itself.
 */
const FREE = { min: 20_000, max: 31_999 } as const;

/** Ports that no process holds; `random` is in [0,1). */
export function freePorts(
  names: readonly string[],
  random: () => number = Math.random,
): Ports {
  const ports = new Map<string, number>();
  const range = FREE.max - FREE.min + 1;
  let candidate = FREE.min + Math.floor(random() * range);
  for (let tried = 0; ports.size < names.length && tried < range; tried++) {
    const name = names[ports.size];
    if (name !== undefined && isFree(candidate)) ports.set(name, candidate);
    candidate = candidate === FREE.max ? FREE.min : candidate + 1;
  }
  if (ports.size === names.length) return ports;
  throw new CouldNotRun(
    `Cannot start: no ${names.length} free ports from ${FREE.min} to ` +
      `${FREE.max}`,
  );
}

/** True when both the loopback and the wildcard address can be listened on. */
function isFree(port: number): boolean {
  for (const hostname of ["127.0.0.1", "0.0.0.0"]) {
    try {
      Deno.listen({ hostname, port }).close();
    } catch (error) {
      if (error instanceof Deno.errors.AddrInUse) return false;
      throw error;
    }
  }
  return true;
}
