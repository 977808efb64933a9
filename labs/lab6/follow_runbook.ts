/**
 * Breaks the shop, and does what a runbook says.
 * @module
 */

import {
  buy,
  type CheckContext,
  count,
  type Shop,
} from "../../scripts/checks/mod.ts";
import { openShell } from "../../scripts/lib/process/mod.ts";
import type { Runbook } from "./runbook.ts";

/** Customers who try before, while it is broken, and after. */
export const CUSTOMERS = 20;

/** Longest time that a block of commands may take (ms). */
const BLOCK_MS = 60_000;

/** Longest time until the shop is well after the last command (ms). */
const WELL_MS = 30_000;

/** The result of following a runbook. */
export interface Followed {
  /** Statuses of those who paid before; none: the shop was not well. */
  readonly before: readonly number[];
  /** While it was broken. */
  readonly broken: readonly number[];
  /** The first block that failed, in words; undefined: all ended with 0. */
  readonly stuck: string | undefined;
  readonly after: readonly number[];
}

/** Follows it to the letter, and repairs the shop in any case. */
export async function follow(
  context: CheckContext,
  { blocks, path }: Runbook,
  { break: breakIt, repair }: {
    break(): Promise<void>;
    repair(): Promise<void>;
  },
): Promise<Followed> {
  context.commands.allow(path, blocks.join("\n"));
  const shop = await context.shop();
  const before = await statuses(shop);
  const notes = await Deno.makeTempDir({ prefix: "runbook-" });
  const shell = openShell({
    folder: Deno.cwd(),
    notes,
    clock: context.clock,
    env: { SHOP: shop.gatewayUrl },
  });
  try {
    context.note(`breaking the shop, then following ${path} ...`);
    await breakIt();
    const broken = await statuses(shop);
    let stuck: string | undefined;
    for (const [index, code] of blocks.entries()) {
      const { code: exit, output } = await shell.run(code, BLOCK_MS);
      if (exit === 0) continue;
      const [first = ""] = code.split("\n");
      const last = output.trim().split("\n").at(-1) ?? "";
      stuck = `block ${index + 1} (${first}) ` +
        (exit === 124
          ? `did not end in ${BLOCK_MS / 1000} s`
          : `ended with ${exit}: ${last}`);
      break;
    }
    return { before, broken, stuck, after: await wellAgain(context, shop) };
  } finally {
    await shell.stop();
    await repair();
    await Deno.remove(notes, { recursive: true });
  }
}

/** Statuses once all can pay, or at the deadline. */
async function wellAgain(
  { clock }: CheckContext,
  shop: Shop,
): Promise<readonly number[]> {
  const deadline = clock.monotonic() + WELL_MS;
  for (;;) {
    const found = await statuses(shop);
    if (count(found, 200) === CUSTOMERS || clock.monotonic() > deadline) {
      return found;
    }
    await clock.sleep(500);
  }
}

/** Of those who could not even reserve: 0. */
async function statuses(shop: Shop): Promise<readonly number[]> {
  return await buy(shop, CUSTOMERS).then(({ statuses }) => statuses, () => [0]);
}
