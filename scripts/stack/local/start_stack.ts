/**
 * A stack for a test: real, alone, gone at the end.
 * @module
 */

import { systemClock } from "../../../services/shared/mod.ts";
import { removeDirectory } from "./orphans.ts";
import { DEV_DIRECTORY } from "../../adapters/running_stack/mod.ts";
import { freePorts } from "./ports.ts";
import { createStack } from "./stack.ts";
import type { Stack, StackOptions } from "./stack_options.ts";
import { findServices } from "./services.ts";

/** The options that a test may change. */
export interface TestStackOptions
  extends Partial<Omit<StackOptions, "services" | "ports">> {
  /** Only these services; all by default. */
  readonly only?: readonly string[];
}

let stacks = 0;

/**
 * Starts a stack on free ports. Without a `directory` its data are its own and
 * are removed by `close()`.
 */
export async function startStack(
  { only, directory, clock = systemClock, ...options }: TestStackOptions = {},
): Promise<Stack> {
  const services = (await findServices())
    .filter(({ name }) => only?.includes(name) ?? true);
  const own = directory ?? `${DEV_DIRECTORY}/run-${Deno.pid}-${stacks++}`;
  const stack = await createStack({
    ...options,
    services,
    clock,
    directory: own,
    ports: freePorts([...services.map((s) => s.name), "postgres", "redis"]),
  });

  const { close: closeStack } = stack; // kept: it is replaced below
  let closing: Promise<void> | undefined;
  async function shut(): Promise<void> {
    await closeStack();
    if (directory === undefined) await removeDirectory(own);
  }
  const close = (): Promise<void> => closing ??= shut();
  try {
    await stack.boot();
  } catch (error) {
    await close();
    throw error;
  }
  // Object.assign keeps the members that the stack computes.
  return Object.assign(stack, { close, [Symbol.asyncDispose]: close });
}
