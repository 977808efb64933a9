/**
 * `deno task slo`
 * @module
 */

import {
  boolean,
  CouldNotRun,
  defineTool,
  Exit,
  type Host,
  realHost,
  runTool,
  type Tool,
  url,
  UsageError,
} from "../../lib/cli/mod.ts";
import {
  clusterRules,
  compileFile,
  COURSE_CLOCK,
  findSpecs,
  outputs,
  REAL_CLOCK,
} from "./files.ts";
import type { ClockOptions } from "./compile.ts";
import { formatPromDuration } from "../../lib/text/mod.ts";
import { runProgram } from "../../lib/process/mod.ts";
import { findPromtool, prometheusAt } from "../../adapters/prometheus/mod.ts";
import { runbookStub } from "./runbook.ts";
import { orphans } from "./orphans.ts";
import { simulateTool } from "./commands/simulate.ts";
import { budgetSentence, spentSentence } from "./sentence.ts";
import { budgetLeft } from "./budget_left.ts";
import { SpecError } from "./spec.ts";
import { readOptional, replaceFile } from "../../lib/files/mod.ts";

const SPEC_OPERANDS = {
  usage: "[SPEC...]",
  help: "specifications; all of monitoring/slo by default",
  min: 0,
  max: Infinity,
};

const check: Tool = defineTool({
  name: "check",
  needs: ["read", "net", "env", "sys"],
  summary: "says what a specification means, or what is wrong with it",
  flags: {
    prometheus: url("prometheus", {
      default: undefined,
      env: "PROMETHEUS_URL",
      help: "that keeps the rules; says how much of each budget is spent",
    }),
  },
  operands: SPEC_OPERANDS,
  async run({ host, flags, operands }) {
    for (const path of await chosen(operands)) {
      const { slo, windows } = await compiled(path);
      const spent = flags.prometheus === undefined ? "" : spentSentence(
        await budgetLeft(prometheusAt(flags.prometheus), slo.name),
      );
      host.out(budgetSentence(slo) + spent);
      for (const { severity, factor, longMs, shortMs } of windows) {
        const [long, short] = [longMs, shortMs].map(formatPromDuration);
        host.out(`  ${severity} at ${factor} x over ${long} and ${short}`);
      }
    }
    return Exit.ok;
  },
});

const generate: Tool = defineTool({
  name: "generate",
  needs: ["read", "write", "env", "sys"],
  summary: "writes rules, tests, a board, and runbooks that are missing",
  flags: {
    check: boolean("check", { help: "write nothing; exit 1 if one differs" }),
  },
  operands: SPEC_OPERANDS,
  async run({ host, flags, operands }) {
    let differing = 0;
    const files = await generated(operands);
    // Only when all are written is it known what nothing writes any more.
    const old = operands.length > 0
      ? []
      : await orphans(new Set(files.map(([file]) => file)));
    for (const file of old) {
      differing++;
      if (!flags.check) await Deno.remove(file);
      host.err(
        flags.check
          ? `${file} is of an objective that is gone: deno task slo generate`
          : `${file} removed: its objective is gone`,
      );
    }
    for (const [file, text] of files) {
      const before = await readOptional(file);
      if (before === text) continue;
      differing++;
      if (!flags.check) await write(host, file, text);
      else host.err(`${file} is out of date: deno task slo generate`);
    }
    for (const path of await chosen(operands)) {
      const { slo, windows } = await compiled(path);
      if (await exists(slo.runbook)) continue; // people have written in it
      differing++;
      if (flags.check) {
        host.err(`${slo.runbook} is missing: deno task slo generate`);
      } else await write(host, slo.runbook, runbookStub(slo, windows));
    }
    host.out(`${differing} files ${flags.check ? "differ" : "written"}`);
    return flags.check && differing > 0 ? Exit.verdictFailed : Exit.ok;
  },
});

const test: Tool = defineTool({
  name: "test",
  summary: "lets promtool check all rules and run their tests",
  flags: {},
  async run({ host }) {
    const promtool = await findPromtool(
      { env: host.env, program: runProgram },
      [Deno.cwd()],
    );
    const verdicts = await Promise.all(
      [REAL_CLOCK, COURSE_CLOCK].flatMap(async ({ folder }) => {
        const rules = await filesIn(`${folder}/rules`);
        const tests = await filesIn(`${folder}/rules_test`);
        if (rules.length === 0 || tests.length === 0) {
          throw new CouldNotRun(
            `There are no rules in ${folder}/rules, or no tests in ` +
              `${folder}/rules_test. Run deno task slo generate`,
          );
        }
        const check = await promtool("check", "rules", ...rules);
        const test = await promtool("test", "rules", ...tests);
        host.out(
          `${folder}: ${rules.length} rule files checked, ` +
            `${tests.length} test files run`,
        );
        return [check, test];
      }),
    );
    // promtool calls a test whose rule file is not there a success.
    const failed = verdicts.flat().filter(({ code, stdout, stderr }) =>
      code !== 0 || /no file match pattern/.test(stdout + stderr)
    );
    for (const { stdout, stderr } of failed) host.out(stdout + stderr);
    return failed.length === 0 ? Exit.ok : Exit.verdictFailed;
  },
});

/** The tool. It works on the current directory, the checkout's root. */
export const sloTool: Tool = defineTool({
  name: "slo",
  summary: "objectives as code: rules, alerts and their tests from one file",
  flags: {},
  commands: [check, generate, test, simulateTool],
  examples: ["slo check", "slo generate", "slo generate --check", "slo test"],
  run() {
    throw new UsageError("Cannot run slo: a command is missing, e.g. check");
  },
});

/** Path and text of every generated file. */
async function generated(
  operands: readonly string[],
): Promise<readonly (readonly [string, string])[]> {
  const files: (readonly [string, string])[] = [];
  const names = new Map<string, string>();
  for (const path of await chosen(operands)) {
    const { slo } = await compiled(path);
    const other = names.get(slo.name);
    if (other !== undefined) {
      throw new CouldNotRun(
        `${other} and ${path} both describe ${slo.name}, so one would replace ` +
          "the other's rules. Give one of them another metadata.name",
      );
    }
    names.set(slo.name, path);
    for (const clock of [REAL_CLOCK, COURSE_CLOCK]) {
      files.push(...outputs(await compiled(path, clock.clock), clock));
    }
  }
  // The cluster's file has all of them, whichever were named.
  const all = (await findSpecs()).map((path) => compiled(path));
  return [...files, clusterRules(await Promise.all(all))];
}

async function chosen(
  operands: readonly string[],
): Promise<readonly string[]> {
  return operands.length > 0 ? operands : await findSpecs();
}

async function compiled(
  path: string,
  clock: ClockOptions = {},
): Promise<Awaited<ReturnType<typeof compileFile>>> {
  try {
    return await compileFile(path, clock);
  } catch (error) {
    if (error instanceof SpecError) {
      throw new CouldNotRun(`Cannot read ${error.message}`);
    }
    throw error;
  }
}

async function exists(path: string): Promise<boolean> {
  return await Deno.stat(path).then(() => true, () => false);
}

async function write(host: Host, file: string, text: string): Promise<void> {
  await Deno.mkdir(file.slice(0, file.lastIndexOf("/")), { recursive: true });
  await replaceFile(file, text);
  host.err(`${file} written`);
}

async function filesIn(folder: string): Promise<readonly string[]> {
  const files: string[] = [];
  try {
    for await (const { name } of Deno.readDir(folder)) {
      if (name.endsWith(".yaml")) files.push(`${folder}/${name}`);
    }
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  }
  return files.toSorted();
}

if (import.meta.main) Deno.exit(await runTool(realHost(), sloTool));
