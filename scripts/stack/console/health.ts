/**
 * The health of each part, and its view of the others, from `/health` and
 * `/readyz`.
 * @module
 */

import { z } from "zod";
import type { State } from "../local/mod.ts";

/** How a part of the shop is, in a word. */
export type Condition =
  | "healthy"
  | "degraded"
  | "unready"
  | "down"
  | "stopped"
  | "unknown";

/** A part of the shop. */
export interface Part {
  readonly name: string;
  readonly condition: Condition;
  /** Its report on the parts it needs: `ok`, `degraded`, `down`, `CLOSED`. */
  readonly checks: Readonly<Record<string, string>>;
  /** Base URL of a service. */
  readonly url: string | undefined;
  /** Whether this stack runs it, and can kill it. */
  readonly isOurs: boolean;
}

/** The answer that `/health` may give; anything else counts as no checks. */
const Health = z.object({ checks: z.record(z.string(), z.string()) });

/** Asks a URL; undefined when there is no answer in time. */
export type Ask = (
  url: string,
) => Promise<{ readonly status: number; readonly text: string } | undefined>;

/** Looks at every part that a state names. */
export async function lookAtParts(
  { services, postgres, redis }: State,
  ask: Ask,
): Promise<readonly Part[]> {
  const parts = await Promise.all(
    Object.entries(services).map(([name, { url, pid }]) =>
      pid === null
        ? { name, url, condition: "stopped" as const, checks: {}, isOurs: true }
        : lookAtService(name, url, ask)
    ),
  );
  const seen: Readonly<Record<string, string>> =
    parts.find(({ name }) => name === "events")?.checks ?? {};
  const stores = Object.entries({ postgres, redis }).flatMap(
    ([name, store]): readonly Part[] =>
      store === undefined ? [] : [{
        name,
        url: undefined,
        isOurs: store.external !== true,
        condition: storeCondition(store, seen[name]),
        checks: {},
      }],
  );
  return [...parts, ...stores];
}

async function lookAtService(
  name: string,
  url: string,
  ask: Ask,
): Promise<Part> {
  const [health, ready] = await Promise.all([
    ask(`${url}/health`),
    ask(`${url}/readyz`),
  ]);
  return {
    name,
    url,
    isOurs: true,
    condition: serviceCondition(health?.status, ready?.status),
    checks: checksOf(health?.text),
  };
}

/** Of the statuses that `/health` and `/readyz` answered; undefined: none. */
export function serviceCondition(
  health: number | undefined,
  ready: number | undefined,
): Condition {
  if (health === undefined && ready === undefined) return "down";
  if (ready !== 200) return "unready";
  return health === 200 ? "healthy" : "degraded";
}

function checksOf(text = "{}"): Readonly<Record<string, string>> {
  try {
    return Health.parse(JSON.parse(text)).checks;
  } catch {
    return {}; // payments tells other things; a proxy may tell anything
  }
}

/** A store is seen with the eyes of events. */
function storeCondition(
  { pid, external }: { pid: number | null; external?: boolean | undefined },
  seen: string | undefined,
): Condition {
  if (pid === null && external !== true) return "stopped";
  if (seen === undefined) return "unknown";
  return seen === "ok" ? "healthy" : "down";
}
