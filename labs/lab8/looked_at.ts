/**
 * The target of a probe: the path of the shop that it asks, or the service
 * whose figures it reads.
 * @module
 */

import {
  parseSelector,
  selectorsIn,
} from "../../scripts/adapters/prometheus/promql/mod.ts";
import type { Experiment } from "../../scripts/chaos/mod.ts";

type Provider =
  Experiment["steady-state-hypothesis"]["probes"][number]["provider"];
type Selector = ReturnType<typeof parseSelector>;

/** The target of an own experiment: a path as the services' metrics name it. */
export const LOOKED_AT = [
  ["the list", "/events"],
  ["reserving", "/events/{id}/reserve"],
  ["health", "/health"],
] as const;

/** A path that no service has: figures of it are figures of everything. */
const ELSEWHERE = "/no/such/path";

/** Whether a probe looks at this path, and not at whatever there is. */
export function looksAt(provider: Provider, path: string): boolean {
  switch (provider.type) {
    case "http":
      return pathOf(provider.url) === path;
    case "metrics":
      return isAbout(parseSelector(provider.of), path);
    case "prometheus":
      return selectorsIn(provider.query).some((one) => isAbout(one, path));
    case "sql":
      return false;
  }
}

/** The path of an address, with the id of an event as metrics write it. */
function pathOf(url: string): string {
  const { pathname } = new URL(url);
  return decodeURIComponent(pathname).replace(/\/+/g, "/")
    .replace(/(?<=.)\/$/, "")
    .replace(/^\/events\/[^/]+(?=\/|$)/, "/events/{id}");
}

/** Whether series of this path are among those of a selector, and not all are. */
function isAbout({ matchers }: Selector, path: string): boolean {
  const own = matchers.filter(({ label }) => label === "path");
  const selects = (value: string): boolean =>
    own.every((one) => matches(one, value));
  return own.length > 0 && selects(path) && !selects(ELSEWHERE);
}

function matches(
  { op, value }: Selector["matchers"][number],
  found: string,
): boolean {
  const isSame = op.endsWith("~")
    ? new RegExp(`^(?:${value})$`, "s").test(found)
    : value === found;
  return op.startsWith("!") ? !isSame : isSame;
}
