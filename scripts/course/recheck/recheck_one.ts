/**
 * One submission, measured again: what was handed in lies over a clean tree, and
 * the grader's own checks measure it there, on a shop of its own.
 * @module
 */

import { z } from "zod";
import {
  refuseForeignImports,
  runBounded,
  TIMED_OUT,
} from "../../checks/sandbox/mod.ts";
import { ROOT } from "../../adapters/running_stack/mod.ts";
import { CouldNotRun, type Host } from "../../lib/cli/mod.ts";
import { copyTree } from "../../lib/process/mod.ts";
import {
  readInside,
  readOptional,
  readText,
  replaceFile,
} from "../../lib/files/mod.ts";
import { printableLine } from "../../lib/text/mod.ts";
import { LABS } from "../lab/labs.ts";
import { type Measured, measuredSchema } from "./compare.ts";
import { settingsFor } from "./settings_for.ts";
import { takeDeliverables } from "./take_deliverables.ts";

/** How to measure. */
export interface RecheckOptions {
  /** A clean copy of the course; it stays as it is. */
  readonly base: string;
  readonly limitMs: number;
  readonly runUntrusted: boolean;
  readonly env: Host["env"];
}

/** Labs whose checks buy at a shop on this machine. */
const NEEDS_SHOP: ReadonlySet<number> = new Set([1, 3, 6, 8, 10, 11]);

/** Variables of the grader that tools need; no other is passed on. */
const PASSED = [
  ...["PATH", "LANG", "TZ", "TMPDIR", "DENO_DIR", "PG17_BIN", "PROMTOOL"],
  ...["PROMETHEUS", "SYSTEMROOT"],
];

/** The largest deno.json that is read. */
const MAX_CONFIG_BYTES = 256 * 1024;

/**
 * @param root the student's tree
 * @returns what was measured, and what was left where it is
 * @throws {CouldNotRun} with the reason, when nothing could be measured
 */
export async function recheckOne(
  root: string,
  lab: number,
  { base, limitMs, runUntrusted, env }: RecheckOptions,
): Promise<{
  readonly measured: readonly Measured[];
  readonly left: readonly string[];
}> {
  const place = await Deno.realPath(
    await Deno.makeTempDir({ prefix: "recheck-" }),
  );
  const tree = `${place}/tree`;
  try {
    await Deno.mkdir(`${place}/home`, { recursive: true });
    await copyTree(base, tree);
    const { left } = await takeDeliverables(root, tree, globsOf(lab));
    const theirs = await readInside(root, "deno.json", MAX_CONFIG_BYTES);
    await replaceFile(
      `${tree}/deno.json`,
      settingsFor(await readText(`${tree}/deno.json`), theirs.text),
    );
    if (NEEDS_SHOP.has(lab)) await refuseForeignServices(tree);
    const found = `${place}/found.json`;
    const deno = ["run", "-A", "--quiet", "--config", `${ROOT}/deno.json`];
    const measuring = [
      ...[...deno, `${ROOT}/scripts/course/recheck/measure.ts`, String(lab)],
      ...[found, ...runUntrusted ? ["--run-untrusted"] : []],
    ];
    const shop = [
      ...[...deno, `${ROOT}/scripts/stack/dev/cli.ts`, `--services=${tree}`],
      ...["--", Deno.execPath()],
    ];
    const args = NEEDS_SHOP.has(lab) ? [...shop, ...measuring] : measuring;
    const { code, stderr } = await runBounded(Deno.execPath(), args, {
      cwd: tree,
      env: cleanEnv(env, `${place}/home`),
      withinMs: limitMs,
    });
    const text = await readOptional(found);
    if (text !== undefined) {
      return {
        measured: z.array(measuredSchema).parse(JSON.parse(text)),
        left,
      };
    }
    throw new CouldNotRun(
      code === TIMED_OUT
        ? `it was not measured within ${limitMs / 1000} s`
        : `it could not be measured: ${lastWords(stderr)}`,
    );
  } finally {
    await Deno.remove(place, { recursive: true });
  }
}

/**
 * The files that are handed in by the end of a lab, which builds on those
 * before it.
 */
export function globsOf(lab: number): readonly string[] {
  return LABS.filter((one) => one.lab <= lab)
    .flatMap(({ deliverables }) => deliverables);
}

async function refuseForeignServices(tree: string): Promise<void> {
  for await (const { name, isDirectory } of Deno.readDir(`${tree}/services`)) {
    const main = `${tree}/services/${name}/main.ts`;
    if (!isDirectory || await readOptional(main) === undefined) continue;
    await refuseForeignImports(main, tree, `${tree}/deno.json`);
  }
}

function cleanEnv(
  env: Host["env"],
  home: string,
): Readonly<Record<string, string>> {
  const values: Record<string, string> = {
    HOME: home,
    KUBECONFIG: `${home}/none`,
    NO_COLOR: "1",
    DENO_NO_UPDATE_CHECK: "1",
  };
  for (const name of PASSED) {
    const value = env(name);
    if (value !== undefined) values[name] = value;
  }
  // Without its own folder Deno would download all packages into the new home.
  values.DENO_DIR ??= `${env("HOME") ?? ""}/.cache/deno`;
  return values;
}

/** The reason that a tool gave last. */
function lastWords(text: string): string {
  const lines = text.split("\n").filter((line) => line.trim() !== "");
  return printableLine(
    lines.findLast((line) => /Cannot|error/i.test(line)) ?? lines.at(-1) ?? "",
  );
}
