/**
 * Which part of a stack logs into which file.
 * @module
 */

import type { State } from "../local/mod.ts";

/** Name and file of every part that the stack runs itself. */
export function logsOf(
  { services, postgres, redis }: State,
  directory: string,
): readonly (readonly [name: string, file: string])[] {
  const own = Object.entries(services)
    .map(([name, { log }]) => [name, log] as const);
  const stores = Object.entries({ postgres, redis })
    .filter(([, store]) => store !== undefined && store.external !== true)
    .map(([name]) => [name, `${directory}/logs/${name}.log`] as const);
  return [...own, ...stores];
}
