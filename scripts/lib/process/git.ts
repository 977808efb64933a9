/**
 * Git, the same on every machine: what people configured for their eyes (colours,
 * pagers, signatures, another diff program, quoted paths) is switched off, no
 * hook runs, and nothing is locked that another process may be using.
 * @module
 */

import { CouldNotRun } from "../cli/tool.ts";
import { type Ended, runProgram } from "./command.ts";

/** Settings that change what Git prints, refuses, or starts besides. */
const SETTINGS: readonly string[] = [
  "core.quotePath=false", // `später.md`, not `"sp\303\244ter.md"`
  "color.ui=never",
  "column.ui=never",
  "i18n.logOutputEncoding=UTF-8",
  "log.showSignature=false", // it would stand among the commits
  "log.follow=false",
  "log.mailmap=false",
  "log.decorate=false",
  "status.showUntrackedFiles=normal",
  "status.relativePaths=true",
  "diff.noprefix=false",
  "diff.mnemonicPrefix=false",
  "diff.relative=false",
  "clone.defaultRemoteName=origin",
  "submodule.recurse=false",
  "core.hooksPath=/dev/null",
  "init.templateDir=", // hooks come from there, too
  "core.fsmonitor=false",
  "commit.gpgSign=false", // it would ask for a passphrase
  "tag.gpgSign=false",
  "push.gpgSign=false",
  // A clone in a container belongs to another user. Nothing that its settings
  // name is started: no hook, no monitor, no diff program, no helper.
  "safe.directory=*",
  "protocol.ext.allow=never",
].flatMap((setting) => ["-c", setting]);

/** Commands that may start a person's own diff program. */
const DIFFING: readonly string[] = ["diff", "log", "show"];

const ENV = {
  GIT_OPTIONAL_LOCKS: "0",
  GIT_TERMINAL_PROMPT: "0",
  LC_ALL: "C",
} as const;

/**
 * Runs a program to its end. @throws {CouldNotRun} when the program does not
 * exist
 */
export type RunProgram = (
  name: string,
  args: readonly string[],
  env?: Readonly<Record<string, string>>,
) => Promise<Ended>;

/** Git in one folder. */
export interface Git {
  /** @throws {CouldNotRun} when Git is not installed */
  run(...args: readonly string[]): Promise<Ended>;
  /** Its stdout. @throws {CouldNotRun} unless it ended with 0 */
  output(...args: readonly string[]): Promise<string>;
  /** Its stdout; undefined when it did not end with 0, or is not installed. */
  maybe(...args: readonly string[]): Promise<string | undefined>;
}

/** How Git is opened. */
export interface GitOptions {
  /** Variables beside those that are always set. */
  readonly env?: Readonly<Record<string, string>>;
  /** The runner of Git; a check hands in its own. */
  readonly program?: RunProgram;
}

/** Git in a folder; the current one by default. */
export function openGit(
  folder = ".",
  { env = {}, program = runProgram }: GitOptions = {},
): Git {
  function run(...args: readonly string[]): Promise<Ended> {
    return program("git", gitArguments(folder, args), { ...ENV, ...env });
  }
  return {
    run,
    async output(...args) {
      const { code, stdout, stderr } = await run(...args);
      if (code === 0) return stdout;
      if (/not a git repository/.test(stderr)) {
        throw new CouldNotRun(
          `Cannot ask Git: ${folder} is in no repository. Run this in a clone ` +
            "(git clone), not in an archive that was unpacked",
        );
      }
      throw new CouldNotRun(
        `git ${args.join(" ")} ended with ${code}: ${stderr || stdout}`,
      );
    },
    async maybe(...args) {
      const ended = await run(...args).catch((error: unknown) => {
        if (error instanceof CouldNotRun) return undefined; // not installed
        throw error;
      });
      return ended?.code === 0 ? ended.stdout : undefined;
    },
  };
}

/** The arguments behind `git`. */
function gitArguments(
  folder: string,
  [command = "", ...args]: readonly string[],
): readonly string[] {
  const plain = DIFFING.includes(command)
    ? ["--no-ext-diff", "--no-textconv"]
    : [];
  return [
    ...["-C", folder, "--no-pager", ...SETTINGS],
    ...[command, ...plain, ...args],
  ];
}
