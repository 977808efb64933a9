/**
 * `deno task test`
 * @module
 */

import { availableParallelism } from "node:os";
import { startStack } from "../../stack/local/mod.ts";
import {
  boolean,
  CouldNotRun,
  defineTool,
  Exit,
  type Host,
  integer,
  realHost,
  runTool,
  text,
  type Tool,
} from "../../lib/cli/mod.ts";
import { inLanes } from "../../lib/wait/mod.ts";
import { type Discovered, findTests, sortTests } from "./discover.ts";
import { sum } from "./outcome.ts";
import { type Job, needsStores, planJobs } from "./plan.ts";
import {
  failureText,
  jobLine,
  secondsLeft,
  skippedText,
  slowestText,
} from "./progress.ts";
import { type JobResult, runJob, type RunOptions } from "./run_job.ts";
import { keepTimes, readTimes } from "./times.ts";

/** Where tests are, when no path is given. */
const ROOTS = ["services", "scripts", "labs"];

/** More jobs at a time only make the machine's own figures worse. */
const MAX_LANES = 4;

/** The tool. */
export const testTool: Tool = defineTool({
  name: "test",
  summary: "runs every test that needs no container and no cluster",
  flags: {
    unit: boolean("unit", { help: "only the tests that need no permission" }),
    quick: boolean("quick", { help: "the same, without checking types" }),
    jobs: integer("jobs", {
      default: Math.min(MAX_LANES, availableParallelism()),
      min: 1,
      max: 64,
      help: "how many run side by side",
    }),
    verbose: boolean("verbose", { help: "show what each test prints" }),
    deno: text("deno", {
      default: undefined,
      placeholder: "PROGRAM",
      env: "DENO_COMPAT",
      help: "run the tests on another Deno",
    }),
    filter: text("filter", {
      default: undefined,
      help: "only tests whose name contains this, or matches /this/",
    }),
  },
  operands: {
    usage: "[PATH...]",
    help: "folders and files; all by default",
    min: 0,
    max: Infinity,
  },
  examples: [
    "test",
    "test --quick",
    "test services/events --filter fence",
    "test scripts/chaos --jobs 1 --verbose",
  ],
  async run({ host, flags, operands }) {
    const roots = operands.length === 0 ? ROOTS : operands;
    const times = await readTimes();
    const jobs = planJobs({
      discovered: await discover(roots),
      times,
      isUnitOnly: flags.unit || flags.quick,
      isChecked: !flags.quick,
    });
    const results = await runAll(host, jobs, {
      lanes: flags.jobs,
      isVerbose: flags.verbose,
      program: flags.deno,
      filter: flags.filter,
    });
    if (operands.length === 0 && flags.filter === undefined) {
      await keepTimes(times, results);
    }
    return report(host, results, roots);
  },
});

async function discover(roots: readonly string[]): Promise<Discovered> {
  try {
    return sortTests(await findTests(roots));
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
    throw new CouldNotRun(
      `Cannot find tests in ${roots.join(", ")}: there is no such file or ` +
        "folder. Check the path",
    );
  }
}

interface Running extends RunOptions {
  readonly lanes: number;
  readonly isVerbose: boolean;
}

async function runAll(
  host: Host,
  jobs: readonly Job[],
  { lanes, isVerbose, ...options }: Running,
): Promise<readonly JobResult[]> {
  const waiting = new Set(jobs);
  async function run(job: Job): Promise<JobResult> {
    const result = needsStores(job)
      ? await withStores((env) => runJob(job, { ...options, env }))
      : await runJob(job, options);
    waiting.delete(job);
    const { size } = waiting;
    const line = jobLine(result, {
      ended: jobs.length - size,
      of: jobs.length,
      leftS: secondsLeft([...waiting], lanes),
    });
    host.err(line);
    if (result.outcome.failed > 0) host.out(failureText(result));
    else if (isVerbose) host.out(result.output);
    return result;
  }
  const [beside, alone] = [false, true].map((isAlone) =>
    jobs.filter((job) => (job.isAlone ?? false) === isAlone)
  );
  return [
    ...await inLanes(beside ?? [], lanes, run),
    ...await inLanes(alone ?? [], 1, run),
  ];
}

async function withStores<T>(
  body: (env: Readonly<Record<string, string>>) => Promise<T>,
): Promise<T> {
  await using stack = await startStack({ only: [] });
  return await body(stack.env);
}

function report(
  host: Host,
  results: readonly JobResult[],
  roots: readonly string[],
): number {
  const cases = results.flatMap((one) => one.cases);
  const { passed, failed, skipped } = sum(results.map((one) => one.outcome));
  if (passed + failed + skipped === 0) {
    throw new CouldNotRun(
      `There is no test in ${roots.join(", ")} that these flags ask for`,
    );
  }
  host.err("The slowest tests:");
  for (const line of slowestText(cases)) host.err(line);
  for (const line of skippedText(cases)) host.out(line);
  if (skipped > 0) host.out(`${skipped} skipped, each with its reason above`);
  host.out(`${passed} passed, ${failed} failed`);
  return failed === 0 ? Exit.ok : Exit.verdictFailed;
}

if (import.meta.main) Deno.exit(await runTool(realHost(), testTool));
