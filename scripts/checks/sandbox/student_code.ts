/**
 * Starts what a student wrote in TypeScript: in a process of its own, with no
 * variables, no home folder, no files, no network, no programs, and with bounds
 * in time and memory.
 * @module
 */

import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { CouldNotRun, type Host } from "../../lib/cli/mod.ts";

import type { Ended } from "../../lib/process/mod.ts";
import { refuseForeignImports } from "./inside.ts";
import { runBounded, TIMED_OUT } from "./run_bounded.ts";

/** The operations of a check on a student's code. */
export interface StudentCode {
  /**
   * The exports of one of their modules, as JSON.
   * @throws {CouldNotRun} when it does not load, or wants more than it may have
   */
  exportsOf(path: string): Promise<unknown>;
  /** Runs `deno test` on a file that imports theirs. */
  test(path: string): Promise<Ended>;
}

/** Longest time that a module may take to load, and tests to run (ms). */
const LOAD_MS = 20_000;
const TEST_MS = 180_000;

/** Most memory of its heap (MB). */
const HEAP_MB = 256;

/** Flags of every process with a student's code. */
const FLAGS: readonly string[] = [
  ...["--quiet", "--no-prompt", "--no-remote"],
  `--v8-flags=--max-old-space-size=${HEAP_MB}`,
];

/**
 * A student's code in a tree.
 * @param config the checker's deno.json: theirs could give rights
 */
export function studentCode(
  env: Host["env"],
  { root, config }: { readonly root: string; readonly config: string },
): StudentCode {
  return {
    async exportsOf(path) {
      const file = resolve(root, path);
      await refuseForeignImports(file, root, config);
      // A mark that the module does not know tells our line from its own.
      const mark = crypto.randomUUID();
      const { code, stdout, stderr } = await runBounded(Deno.execPath(), [
        ...["run", ...FLAGS, "--config", resolve(config), "-"],
      ], {
        cwd: root,
        env: denoEnv(env),
        withinMs: LOAD_MS,
        input: `import * as all from ${
          JSON.stringify(pathToFileURL(file).href)
        };
console.log("\\n" + ${JSON.stringify(mark)} + JSON.stringify(all));`,
      });
      const line = stdout.split("\n").findLast((one) => one.startsWith(mark));
      if (code === 0 && line !== undefined) {
        return JSON.parse(line.slice(mark.length));
      }
      throw new CouldNotRun(
        `Cannot load ${path}: ${
          code === TIMED_OUT
            ? `it did not end in ${LOAD_MS / 1000} s`
            : reasonOf(stderr)
        }`,
      );
    },
    async test(path) {
      await refuseForeignImports(resolve(root, path), root, config);
      return await runBounded(Deno.execPath(), [
        ...[
          "test",
          ...FLAGS,
          "--config",
          resolve(config),
          "--reporter=tap",
          path,
        ],
      ], { cwd: root, env: denoEnv(env), withinMs: TEST_MS });
    },
  };
}

/**
 * The variables that Deno itself needs to find its packages; the code cannot
 * read it.
 */
function denoEnv(env: Host["env"]): Readonly<Record<string, string>> {
  const cache = env("DENO_DIR") ?? defaultCache(env);
  return {
    NO_COLOR: "1",
    DENO_NO_UPDATE_CHECK: "1",
    ...cache === undefined ? {} : { DENO_DIR: cache },
  };
}

function defaultCache(env: Host["env"]): string | undefined {
  const home = env("HOME") ?? env("USERPROFILE");
  if (home === undefined) return undefined;
  if (Deno.build.os === "darwin") return `${home}/Library/Caches/deno`;
  if (Deno.build.os === "windows") return `${env("LOCALAPPDATA") ?? home}/deno`;
  return `${env("XDG_CACHE_HOME") ?? `${home}/.cache`}/deno`;
}

/** The line that says what went wrong; for a permission, that there is none. */
function reasonOf(stderr: string): string {
  const line = stderr.split("\n").find((one) => /error|Error/.test(one)) ??
    stderr.split("\n")[0] ?? "";
  const wanted = /NotCapable: (Requires [\w-]+ access[^,]*)/.exec(line)?.[1];
  return wanted === undefined
    ? line.slice(0, 300)
    : `${wanted}, and a student's code has none`;
}
