/**
 * The student's shop, wherever it runs: `deno task dev` or docker compose.
 * @module
 */

import { isAlive, sendCommand } from "../dev/control.ts";
import { DEV_DIRECTORY, readState } from "../dev/mod.ts";
import { runProgram } from "../lib/command.ts";
import { CouldNotRun } from "../lib/tool.ts";
import { Customer } from "../system/customer.ts";
import type { Part } from "./parts.ts";

/** A shop that runs. */
export interface Shop {
  readonly kind: "dev" | "compose";
  readonly gatewayUrl: string;
  readonly customer: Customer;
  stop(part: Part): Promise<void>;
  start(part: Part): Promise<void>;
}

/** Where compose publishes the gateway. */
const COMPOSE_URL = "http://127.0.0.1:3080";

/**
 * The shop that runs here; that of `deno task dev` first.
 * @param gatewayPort host port of compose's gateway, 3080 by default
 * @throws {CouldNotRun} saying how to start one
 */
export async function findShop(gatewayPort?: string): Promise<Shop> {
  const dev = await devShop();
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

async function devShop(): Promise<Shop | undefined> {
  const state = await readState(`${DEV_DIRECTORY}/state.json`);
  const url = state?.services.gateway?.url;
  if (state === undefined || url === undefined || !await isAlive(state)) {
    return undefined;
  }
  const send = (action: "start" | "stop") => async (name: Part) => {
    await sendCommand(state, { action, name, variables: [] });
  };
  return {
    kind: "dev",
    gatewayUrl: url,
    customer: new Customer(url),
    stop: send("stop"),
    start: send("start"),
  };
}

function composeShop(url: string): Shop {
  const compose = (action: "start" | "stop") => async (part: Part) => {
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
  };
}

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
