/**
 * `deno task grade recheck COLLECTED`
 * @module
 */

import { stringify } from "csv-stringify/sync";
import {
  boolean,
  CouldNotRun,
  defineTool,
  duration,
  Exit,
  type Host,
  integer,
  text,
  type Tool,
} from "../../lib/cli/mod.ts";
import { openGit } from "../../lib/process/mod.ts";
import { EDITION, parseEdition } from "../edition/edition.ts";
import { exportEdition } from "../edition/export.ts";
import { COLUMNS } from "../grade/points_file.ts";
import { collectedIn } from "../lab/bundles/collected.ts";
import {
  evaluateBundles,
  type Evaluated,
} from "../lab/bundles/evaluate_bundles.ts";
import { expectedHere } from "../lab/bundles/expected.ts";
import { recheckAll } from "./recheck_all.ts";
import { pointsLines, reportCsv, reportHtml } from "./report.ts";
import type { Result } from "./result.ts";
import { sampleOf, shareOf } from "./sample.ts";
import { questionOf, shellBlocks } from "./shell_blocks.ts";
import { readText, replaceFile } from "../../lib/files/mod.ts";

/** The command. */
export const recheck: Tool = defineTool({
  name: "recheck",
  summary: "measures submissions again, in clean trees, by your own checks",
  flags: {
    lab: integer("lab", {
      default: undefined,
      min: 1,
      max: 12,
      help: "only this lab",
    }),
    jobs: integer("jobs", {
      default: 1,
      min: 1,
      max: 16,
      help: "so many at a time; each has a shop of its own",
    }),
    sample: text("sample", {
      default: "100%",
      help: "only a share of them, such as 20%",
    }),
    salt: text("salt", {
      default: "",
      env: "RECHECK_SALT",
      help: "a secret word that decides which ones a sample has",
    }),
    limit: duration("limit", {
      default: 900_000,
      min: 10_000,
      max: 86_400_000,
      help: "longest time for one submission",
    }),
    out: text("out", {
      default: "recheck",
      help: "the folder of the report; a second run goes on in it",
    }),
    runUntrusted: boolean("run-untrusted", {
      help: "runs runbooks and workflow steps of students with your rights",
    }),
  },
  operands: {
    usage: "COLLECTED",
    help: "a folder for each student, with bundles and what was handed in",
    min: 1,
    max: 1,
  },
  examples: ["grade recheck collected --lab 3 --jobs 2 --sample 20%"],
  async run({ host, flags, operands: [collected = ""] }) {
    const { bundles, skipped } = await collectedIn(collected);
    for (const words of skipped) host.err(words);
    const expected = expectedHere(host.clock.now());
    const all = (await evaluateBundles(bundles, expected)).filter((
      { bundle },
    ) => flags.lab === undefined || bundle?.head.lab === flags.lab);
    if (all.length === 0) {
      throw new CouldNotRun(
        `Cannot measure again: ${collected} has no bundle` +
          (flags.lab === undefined ? "" : ` of Lab ${flags.lab}`) +
          "; name the folder with a folder for each student",
      );
    }
    const some = await sampleOf(all, shareOf(flags.sample), flags.salt);
    const revision = await revisionHere(host);
    await Deno.mkdir(flags.out, { recursive: true });
    const base = await Deno.makeTempDir({ prefix: "recheck-base-" });
    try {
      host.err(`writing a clean copy of the course at ${revision} ...`);
      await exportEdition(parseEdition(await readText(EDITION)), base);
      let done = 0;
      const results = await recheckAll(some, {
        ...flags,
        runUntrusted: flags.runUntrusted || await mayRun(host, some),
        limitMs: flags.limit,
        base,
        revision,
        folder: flags.out,
        env: host.env,
        now: host.clock.monotonic,
        onEach: (result, isKept) =>
          host.err(lineOf(++done, some.length, result, isKept)),
      });
      await writeReport(flags.out, results);
      host.out(summaryOf(flags.out, results));
      return results.every(({ status }) => status === "confirmed")
        ? Exit.ok
        : Exit.verdictFailed;
    } finally {
      await Deno.remove(base, { recursive: true });
    }
  },
});

/** A person at the terminal sees what would run, and decides. */
async function mayRun(
  { isTerminal, err }: Host,
  some: readonly Evaluated[],
): Promise<boolean> {
  const lines = await shellBlocks(some);
  if (lines.length === 0) return false;
  if (isTerminal) return confirm(questionOf(lines));
  err(
    `${lines.length} shell commands of students do not run, and the checks of ` +
      "them stay open: look at them, then add --run-untrusted",
  );
  return false;
}

/** The commit that measures; a changed checkout says so. */
async function revisionHere({ err }: Host): Promise<string> {
  const git = openGit();
  const revision = await git.maybe("rev-parse", "HEAD") ?? "unknown";
  const changes = await git.maybe("status", "--porcelain") ?? "";
  if (changes === "") return revision;
  err("your checkout has changes that are not committed; the report says so");
  return `${revision}, changed`;
}

function lineOf(
  done: number,
  count: number,
  { student, lab, status, why, seconds }: Result,
  isKept: boolean,
): string {
  const time = isKept ? "kept" : `${seconds.toFixed(1)} s`;
  return `${done}/${count}  ${student}, Lab ${lab}: ${status} (${time})` +
    (why === "" ? "" : `: ${why}`);
}

async function writeReport(
  folder: string,
  results: readonly Result[],
): Promise<void> {
  const points = stringify([COLUMNS, ...pointsLines(results)], {
    escape_formulas: true,
  });
  for (
    const [name, content] of [
      ["report.csv", reportCsv(results)],
      ["report.html", reportHtml(results)],
      ["points.csv", points],
    ] as const
  ) {
    const draft = `${folder}/${name}.part`;
    await replaceFile(draft, content);
    await Deno.rename(draft, `${folder}/${name}`);
  }
}

function summaryOf(folder: string, results: readonly Result[]): string {
  const count = (status: Result["status"]) =>
    results.filter((one) => one.status === status).length;
  return `${results.length} submissions: ${count("confirmed")} confirmed, ` +
    `${count("open")} open, ${count("differs")} differ, ` +
    `${count("refused")} refused, ${
      count("error")
    } could not be measured; see ${folder}/report.html, ` +
    `and deno task grade --points ${folder}/points.csv`;
}
