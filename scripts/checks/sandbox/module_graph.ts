/**
 * Which files a module reaches, as Deno itself resolves them.
 * @module
 */

import { z } from "zod";
import { outputOf } from "../../lib/process/mod.ts";

const Dependency = z.object({
  code: z.object({ specifier: z.string().optional() }).optional(),
});

const Info = z.object({
  roots: z.array(z.string()),
  redirects: z.record(z.string(), z.string()).default({}),
  modules: z.array(z.object({
    specifier: z.string(),
    dependencies: z.array(Dependency).default([]),
  })),
});

/** The imports of each module, by address; types are left out. */
export type ModuleGraph = ReadonlyMap<string, readonly string[]>;

/** Reads what `deno info --json` has said. */
function parseGraph(json: string): ModuleGraph {
  const { modules, redirects } = Info.parse(JSON.parse(json));
  return new Map(modules.map(({ specifier, dependencies }) => [
    specifier,
    dependencies.flatMap(({ code }) => {
      const target = code?.specifier;
      return target === undefined ? [] : [redirects[target] ?? target];
    }),
  ]));
}

/**
 * The graph of a module.
 * @param config the deno.json that its imports follow
 * @throws {CouldNotRun} when Deno cannot say
 */
export async function moduleGraph(
  file: string,
  config: string,
): Promise<ModuleGraph> {
  return parseGraph(
    await outputOf(Deno.execPath(), [
      ...["info", "--json", "--quiet", "--config", config, file],
    ]),
  );
}

/**
 * All addresses that are reached from some of them, those included.
 * @param isEnd modules whose own imports are not followed
 */
export function reachedFrom(
  roots: readonly string[],
  graph: ModuleGraph,
  isEnd: (address: string) => boolean = () => false,
): ReadonlySet<string> {
  const reached = new Set<string>();
  const left = [...roots];
  for (let one = left.pop(); one !== undefined; one = left.pop()) {
    if (reached.has(one)) continue;
    reached.add(one);
    if (!isEnd(one)) left.push(...graph.get(one) ?? []);
  }
  return reached;
}
