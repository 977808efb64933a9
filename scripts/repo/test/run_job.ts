/**
 * One call of `deno test` or `deno check`.
 * @module
 */

import { casesOf, type Outcome, outcomeOf, type TestCase } from "./outcome.ts";
import type { Job } from "./plan.ts";
import { readText } from "../../lib/files/mod.ts";

/** How jobs are run. */
export interface RunOptions {
  readonly env?: Readonly<Record<string, string>>;
  /** Another Deno than the one that runs this. */
  readonly program?: string | undefined;
  /** Only tests whose name contains this, or matches `/this/`. */
  readonly filter?: string | undefined;
}

/** The result of a job. */
export interface JobResult {
  readonly job: Job;
  readonly outcome: Outcome;
  readonly cases: readonly TestCase[];
  /** Its output, in the order of printing. */
  readonly output: string;
  readonly seconds: number;
}

/** Runs a job to its end. */
export async function runJob(
  job: Job,
  { env = {}, program, filter }: RunOptions,
): Promise<JobResult> {
  const started = performance.now();
  const report = await Deno.makeTempFile({ suffix: ".xml" });
  try {
    const child = new Deno.Command(program ?? Deno.execPath(), {
      args: job.kind === "check"
        ? ["check", "--quiet", ...job.files]
        : testArguments(job, report, filter),
      env: { NO_COLOR: "1", ...env }, // it is read here, not on a terminal
      stdin: "null",
      stdout: "piped",
      stderr: "piped",
    }).spawn();
    const parts: string[] = [];
    const [{ code }] = await Promise.all([
      child.status,
      collect(child.stdout, parts),
      collect(child.stderr, parts),
    ]);
    const cases = casesOf(await readText(report));
    return {
      job,
      cases,
      outcome: outcomeOf(cases, code),
      output: parts.join(""),
      seconds: (performance.now() - started) / 1000,
    };
  } finally {
    await Deno.remove(report);
  }
}

function testArguments(
  { files, permissionSet }: Job,
  report: string,
  filter: string | undefined,
): string[] {
  return [
    "test",
    "--no-prompt",
    "--no-check", // the types are a job of their own
    ...permissionSet === undefined
      // Some packages look for variables of their own: there are none.
      ? ["--parallel", "--ignore-env"]
      : [`-P=${permissionSet}`],
    `--junit-path=${report}`,
    ...filter === undefined ? [] : [`--filter=${filter}`],
    ...files,
  ];
}

async function collect(
  stream: Deno.ChildProcess["stdout"],
  parts: string[],
): Promise<void> {
  for await (const text of stream.pipeThrough(new TextDecoderStream())) {
    parts.push(text);
  }
}
