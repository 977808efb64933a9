/**
 * Notices that the source of a service changed. Not `deno run --watch`: there
 * the service lives inside a watcher that would survive its death, and a
 * `kill -9` of the one would not be the end of the other.
 * @module
 */

import type { Clock } from "../../../services/shared/mod.ts";

/** Editors write a file in several steps; wait for this much quiet (ms). */
const QUIET_MS = 150;

interface WatchOptions {
  readonly root: string;
  readonly services: readonly string[];
  readonly clock: Clock;
  /** Ends the watching. */
  readonly signal: AbortSignal;
  /** Called with the services whose source changed, after a moment of quiet. */
  readonly onChange: (names: readonly string[]) => void;
}

/** Watches `services/` until the signal. */
export async function watchSources(
  { root, services, clock, signal, onChange }: WatchOptions,
): Promise<void> {
  const changed = new Set<string>();
  let quiet = new AbortController();

  async function tellAfterQuiet(): Promise<void> {
    quiet.abort();
    quiet = new AbortController();
    await clock.sleep(QUIET_MS, quiet.signal);
    const names = services.filter((name) => changed.has(name));
    changed.clear();
    onChange(names);
  }

  const watcher = Deno.watchFs(`${root}/services`);
  signal.addEventListener("abort", () => {
    quiet.abort();
    watcher.close();
  }, { once: true });
  for await (const { kind, paths } of watcher) {
    if (kind === "access" || kind === "other") continue;
    const names = paths.flatMap((path) => affected(path, root, services));
    if (names.length === 0) continue;
    for (const name of names) changed.add(name);
    tellAfterQuiet().catch(() => {}); // more changes came, or the end
  }
}

/** The services that run the code in the file at `path`. */
export function affected(
  path: string,
  root: string,
  services: readonly string[],
): readonly string[] {
  const below = path.slice(root.length).replaceAll("\\", "/").split("/");
  const [, , folder = "", ...rest] = below;
  const file = rest.at(-1) ?? "";
  const isSource = /\.(ts|js|json|sql|lua)$/.test(file) &&
    !/(_test|_fixture)\.ts$/.test(file);
  if (!isSource) return [];
  if (folder === "shared") return services;
  return services.filter((name) => name === folder);
}
