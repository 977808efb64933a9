/**
 * Lets the checks of this checkout look at a tree, in this process: a trial takes
 * as long as its checks, and not a second more for a new program.
 * @module
 */

import { dirname } from "node:path";
import {
  type CheckContext,
  type Checked,
  type Lab,
  runChecks,
  studentContext,
} from "../../../checks/mod.ts";
import type { Ground } from "../../../checks/variants/mod.ts";
import type { Host } from "../../../lib/cli/mod.ts";
import { replaceFile } from "../../../lib/files/mod.ts";
import { type Overlay, withOverlay } from "./overlay.ts";
import { solve } from "../../edition/solve.ts";

/** How work was taken: `open` is neither accepted nor rejected. */
export type Taken = "accepted" | "rejected" | "open";

/** What became of some work. */
export interface Trial {
  readonly taken: Taken;
  /** What the deciding check said. */
  readonly said: string;
}

/**
 * A copy of the tree in which the lab is solved, with its folder as the current
 * one; removed, and left, when it is disposed of.
 */
export async function solvedTree(
  lab: number,
): Promise<AsyncDisposable & { readonly folder: string }> {
  const folder = await Deno.makeTempDir({ prefix: `lab${lab}-` });
  await solve(lab, `${folder}/tree`);
  const before = Deno.cwd();
  Deno.chdir(`${folder}/tree`);
  return {
    folder: `${folder}/tree`,
    async [Symbol.asyncDispose]() {
      Deno.chdir(before);
      await Deno.remove(folder, { recursive: true });
    },
  };
}

/** Where trials take place. */
export interface Place {
  /** The solved tree, which is the current folder. */
  readonly folder: string;
  readonly host: Host;
  /** What the lab's trials need beside it. */
  readonly ground: Ground | undefined;
}

/** The cases are the course's own, so their workflow steps and runbooks may run. */
function trialContext(host: Host): CheckContext {
  return studentContext({ ...host, err: () => {} }, { runUntrusted: true });
}

/** Leaves in the tree what the lab's commands would have left for the solution. */
export async function layGiven({ host, ground }: Place): Promise<void> {
  const context = trialContext(host);
  for (const [path, text] of await ground?.given?.(context) ?? []) {
    await Deno.mkdir(dirname(path), { recursive: true });
    await replaceFile(path, text);
  }
}

/**
 * Lays work over the tree, adds what the lab's commands would have left there,
 * runs some steps, and takes all of it back. Nothing is recorded. A check that
 * can say something of the files alone is asked that: what runs in a cluster is
 * not what a trial has laid over the tree.
 */
export async function tryOut(
  lab: Lab,
  steps: readonly string[],
  { folder, host, ground }: Place,
  overlay: Overlay = new Map(),
): Promise<Trial> {
  const context = trialContext(host);
  const checks = lab.checks.map((check) =>
    ground?.checks?.find(({ id }) => id === check.id) ??
      { ...check, run: check.written ?? check.run }
  );
  async function measured(): Promise<Trial> {
    const all: Checked[] = [];
    for (const step of steps) {
      all.push(
        ...await runChecks({ ...lab, checks }, context, {
          task: undefined,
          step,
          onEach: () => {},
        }),
      );
    }
    return takenOf(all);
  }
  return await withOverlay(folder, overlay, async () => {
    const given = await ground?.given?.(context) ?? new Map<string, string>();
    const missing = [...given].filter(([path]) => !overlay.has(path))
      .map(([path, text]) => [path, new TextEncoder().encode(text)] as const);
    return await withOverlay(folder, new Map(missing), measured);
  });
}

/**
 * Rejected by one failure, or when a check sees nothing to look at; accepted by
 * passes alone. Where something to measure with was missing, it stays open.
 */
export function takenOf(
  all: readonly Pick<Checked, "id" | "verdict" | "measured">[],
): Trial {
  const isRefusal = ({ verdict }: Pick<Checked, "verdict">): boolean =>
    verdict === "fail" || verdict === "not_started";
  const decides = all.find(isRefusal) ??
    all.find(({ verdict }) => verdict !== "pass") ?? all[0];
  const said = decides === undefined
    ? "no check has run"
    : `${decides.id} ${decides.verdict}: ${decides.measured}`;
  if (decides !== undefined && isRefusal(decides)) {
    return { taken: "rejected", said };
  }
  return { taken: decides?.verdict === "pass" ? "accepted" : "open", said };
}
