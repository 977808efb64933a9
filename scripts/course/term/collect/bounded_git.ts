/**
 * Git on forks of people we do not know: it runs no hook, no filter, no helper and
 * no submodule, follows no link, asks nothing, and ends after a while.
 * @module
 */

import { CouldNotRun } from "../../../lib/cli/mod.ts";
import { type Ended, openGit } from "../../../lib/process/mod.ts";

/** Git in one folder. */
export type Git = ReturnType<typeof openGit>;

/** The limits for one fork. */
export interface Bounds {
  /** Each command of Git (ms). */
  readonly timeoutMs: number;
  readonly maxFiles: number;
  readonly maxBytes: number;
}

/** Settings that a fork's files could otherwise make use of. */
const SETTINGS: Readonly<Record<string, string>> = {
  "core.hooksPath": "/dev/null",
  "core.symlinks": "false", // a link becomes a file with its target in it
  "core.fsmonitor": "false",
  "core.sshCommand": "ssh -oBatchMode=yes -oStrictHostKeyChecking=yes",
  "submodule.recurse": "false",
  "fetch.recurseSubmodules": "false",
  "filter.lfs.smudge": "",
  "filter.lfs.process": "",
  "filter.lfs.required": "false",
  "transfer.fsckObjects": "true",
  "protocol.allow": "never",
  "protocol.https.allow": "always",
  "protocol.ssh.allow": "always",
  "init.templateDir": "",
  "gc.auto": "0",
  "maintenance.auto": "false",
};

/**
 * Opens it in a folder.
 * @param isLocal also forks that lie on this machine, for rehearsals and tests
 */
export function boundedGit(
  folder: string,
  { timeoutMs }: Pick<Bounds, "timeoutMs">,
  isLocal: boolean,
): Git {
  const settings = Object.entries({
    ...SETTINGS,
    ...isLocal ? { "protocol.file.allow": "always" } : {},
  });
  const env: Record<string, string> = {
    GIT_CONFIG_COUNT: String(settings.length),
    GIT_LFS_SKIP_SMUDGE: "1",
    GIT_ASKPASS: "",
    SSH_ASKPASS: "",
  };
  for (const [i, [key, value]] of settings.entries()) {
    env[`GIT_CONFIG_KEY_${i}`] = key;
    env[`GIT_CONFIG_VALUE_${i}`] = value;
  }
  return openGit(folder, {
    env,
    program: (name, args, own = {}) => runBounded(name, args, own, timeoutMs),
  });
}

async function runBounded(
  name: string,
  args: readonly string[],
  env: Readonly<Record<string, string>>,
  timeoutMs: number,
): Promise<Ended> {
  const signal = AbortSignal.timeout(timeoutMs);
  try {
    const output = await new Deno.Command(name, {
      args: [...args],
      env,
      signal,
      stdin: "null",
    }).output();
    const decoder = new TextDecoder();
    return {
      code: signal.aborted ? 124 : output.code,
      stdout: decoder.decode(output.stdout).trim(),
      stderr: signal.aborted
        ? `it took longer than ${timeoutMs / 1000} s`
        : decoder.decode(output.stderr).trim(),
    };
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
    throw new CouldNotRun(`Cannot run ${name}: it is not installed`);
  }
}

/** Why a commit is too large to be taken; undefined: it is not. */
export async function tooLarge(
  git: Git,
  commit: string,
  { maxFiles, maxBytes }: Bounds,
): Promise<string | undefined> {
  const listing = await git.output(
    "ls-tree",
    "-r",
    "-l",
    "--full-tree",
    commit,
  );
  const lines = listing.split("\n").filter((line) => line !== "");
  if (lines.length > maxFiles) {
    return `it has ${lines.length} files, at most ${maxFiles} are taken`;
  }
  const bytes = lines.reduce(
    (sum, line) => sum + (Number(line.split(/\s+/)[3]) || 0),
    0,
  );
  return bytes <= maxBytes
    ? undefined
    : `its files have ${Math.ceil(bytes / 2 ** 20)} MiB, at most ${
      maxBytes / 2 ** 20
    } are taken`;
}
