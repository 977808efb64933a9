/**
 * The student's shop, wherever it runs: `deno task dev` or docker compose.
 * @module
 */

import { isAlive, sendCommand } from "../adapters/running_stack/mod.ts";
import { DEV_DIRECTORY, readState } from "../stack/local/mod.ts";
import { runProgram } from "../lib/process/mod.ts";
import {
  Customer,
  type FaultsClient,
  faultsClient,
} from "../adapters/shop/mod.ts";
import { CouldNotRun } from "../lib/cli/mod.ts";
import type { Part } from "./parts.ts";

/** A shop that runs. */
export interface Shop {
  readonly kind: "dev" | "compose";
  readonly gatewayUrl: string;
  readonly customer: Customer;
  stop(part: Part | "notifications"): Promise<void>;
  start(part: Part | "notifications"): Promise<void>;
  /** Address of a service, e.g. of its metrics; undefined: not published. */
  urlOf(service: string): string | undefined;
  /**
   * Starts a service again with other variables; empty text takes one away.
   * @throws {CouldNotRun} with compose, whose file says what a service gets
   */
  restart(
    service: string,
    variables: Readonly<Record<string, string>>,
  ): Promise<void>;
  /** Its runtime faults. @throws {CouldNotRun} where it has none */
  faults(service: string): FaultsClient;
}

/** Where compose publishes the gateway. */
const COMPOSE_URL = "http://127.0.0.1:3080";

/**
 * The shop that runs here; that of `deno task dev` first.
 * @param stateFile of the stack that this command was started by, if any
 * @param gatewayPort host port of compose's gateway, 3080 by default
 * @throws {CouldNotRun} saying how to start one
 */
export async function findShop(
  gatewayPort?: string,
  stateFile = `${DEV_DIRECTORY}/state.json`,
): Promise<Shop> {
  const dev = await devShop(stateFile);
  if (dev !== undefined) return dev;
  const url = gatewayPort === undefined
    ? COMPOSE_URL
    : `http://127.0.0.1:${gatewayPort}`;
  if (await answers(url)) return composeShop(url);
  throw new CouldNotRun(
    `Cannot find your shop: neither deno task dev nor ${url} answers; ` +
      "start one: docker compose up -d --wait, or deno task dev",
  );
}

async function devShop(stateFile: string): Promise<Shop | undefined> {
  const state = await readState(stateFile);
  const url = state?.services.gateway?.url;
  if (state === undefined || url === undefined || !await isAlive(state)) {
    return undefined;
  }
  const send = (action: "start" | "stop") => async (name: string) => {
    await sendCommand(state, { action, name, variables: [] });
  };
  const urlOf = (service: string) => state.services[service]?.url;
  return {
    kind: "dev",
    gatewayUrl: url,
    customer: new Customer(url),
    stop: send("stop"),
    start: send("start"),
    urlOf,
    async restart(name, variables) {
      const words = Object.entries(variables).map((pair) => pair.join("="));
      await sendCommand(state, { action: "restart", name, variables: words });
    },
    faults(service) {
      const url = urlOf(service);
      const { faultsToken: token } = state;
      if (url !== undefined && token !== undefined) {
        return faultsClient({ url, token, fetch });
      }
      throw new CouldNotRun(
        `Cannot put faults into ${service}: it does not run`,
      );
    },
  };
}

function composeShop(url: string): Shop {
  const compose = (action: "start" | "stop") => async (part: string) => {
    const args = ["compose", action, part];
    const { code, stderr } = await runProgram("docker", args);
    if (code !== 0) {
      throw new CouldNotRun(`docker ${args.join(" ")} failed: ${stderr}`);
    }
  };
  return {
    kind: "compose",
    gatewayUrl: url,
    customer: new Customer(url),
    stop: compose("stop"),
    start: compose("start"),
    urlOf: (service) => service === "gateway" ? url : undefined,
    restart: () => Promise.reject(new CouldNotRun(NEEDS_DEV)),
    faults() {
      throw new CouldNotRun(NEEDS_DEV);
    },
  };
}

const NEEDS_DEV =
  "Cannot change a service of compose for a check: run deno task dev for it";

async function answers(url: string): Promise<boolean> {
  try {
    const answer = await fetch(`${url}/livez`, {
      signal: AbortSignal.timeout(2000),
    });
    await answer.body?.cancel();
    return answer.ok;
  } catch {
    return false;
  }
}
