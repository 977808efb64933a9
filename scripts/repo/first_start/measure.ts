/**
 * The first start as a new student has it: a clean clone, and nothing in the
 * cache of Deno.
 * @module
 */

import { z } from "zod";
import { openGit, outputOf } from "../../lib/process/mod.ts";
import { countingProxy } from "./counting_proxy.ts";

/** The cost of a start. */
export interface Start {
  readonly packages: number;
  readonly megabytes: number;
  /** Until the shop sells. */
  readonly seconds: number;
}

/** Says when the shop was ready: `dev` runs it then. */
const READY = ["eval", "console.log(JSON.stringify({ readyAt: Date.now() }))"];

const readySchema = z.object({ readyAt: z.number() });

/** Starts the shop of a clean clone twice, the first time with an empty cache. */
export async function measureStarts(
  checkout: string,
): Promise<{ readonly first: Start; readonly later: Start }> {
  const folder = await Deno.makeTempDir();
  const clone = `${folder}/clone`;
  try {
    await openGit(checkout).run("clone", "--quiet", ".", clone);
    const first = await start(clone, `${folder}/cache`);
    return { first, later: await start(clone, `${folder}/cache`) };
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

async function start(clone: string, cache: string): Promise<Start> {
  await using proxy = countingProxy();
  const before = await packagesIn(cache);
  const began = Date.now();
  const output = await outputOf(
    Deno.execPath(),
    ["task", "dev", "--", Deno.execPath(), ...READY],
    {
      DENO_DIR: cache,
      HTTPS_PROXY: proxy.url,
      https_proxy: proxy.url,
      NO_PROXY: "127.0.0.1,localhost,::1",
      NO_COLOR: "1",
    },
    clone,
  );
  const line = output.split("\n").find((one) => one.startsWith("{")) ?? "";
  const { readyAt } = readySchema.parse(JSON.parse(line));
  return {
    packages: await packagesIn(cache) - before,
    megabytes: proxy.received() / 1e6,
    seconds: (readyAt - began) / 1000,
  };
}

/** Packages in a cache: each has a folder NAME/VERSION with its package.json. */
async function packagesIn(cache: string, depth = 0): Promise<number> {
  let count = 0;
  const folder = depth === 0 ? `${cache}/npm` : cache;
  try {
    for await (const { name, isDirectory } of Deno.readDir(folder)) {
      if (name === "package.json") return 1;
      // registry, scope, name and version
      if (isDirectory && depth < 4) {
        count += await packagesIn(`${folder}/${name}`, depth + 1);
      }
    }
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  }
  return count;
}
