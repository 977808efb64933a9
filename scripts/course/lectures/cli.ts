/**
 * `deno task check:lectures`
 * @module
 */

import {
  knownMetrics,
  metricsCatalogue,
  recordedIn,
  unknownMetrics,
} from "../../adapters/shop/metrics/mod.ts";
import { runProgram } from "../../lib/process/mod.ts";
import {
  boolean,
  defineTool,
  Exit,
  realHost,
  runTool,
  type Tool,
} from "../../lib/cli/mod.ts";
import { arithmeticProblems } from "./arithmetic.ts";
import { type Claim, claimProblems, parseClaims } from "./claims.ts";
import { codeProblems } from "./code_blocks.ts";
import { commandProblems } from "./commands.ts";
import { type Deck, parseDeck } from "./deck.ts";
import { type Bank, parseBank } from "./quiz/bank.ts";
import { bankProblems } from "./quiz/bank_problems.ts";
import { proseRuleProblems } from "./prose_rules.ts";
import { biasProblems } from "./quiz/bias.ts";
import { exportProblems } from "./quiz/export_problems.ts";
import { questionCodeProblems } from "./quiz/question_code.ts";
import { repeatedRuns } from "./repeated.ts";
import { PATHS, structureProblems } from "./structure.ts";
import { readText } from "../../lib/files/mod.ts";

const RULES = "monitoring/rules";
const QUIZ = "lectures/quiz";
const CLAIMS = "lectures/claims.yaml";
const STUDENTS_RULES = "labs/lab3/solution/monitoring/prometheus/rules.yml";

/** The tool. It works on the current directory, the checkout's root. */
export const lecturesTool: Tool = defineTool({
  name: "check:lectures",
  summary:
    "counts, sums, claims, prose, code, queries and sources of the lectures hold",
  flags: {
    quick: boolean("quick", { help: "leave out types and the help of tools" }),
  },
  async run({ host, flags }) {
    const decks: Deck[] = [];
    const texts = new Map<string, string>();
    const problems: string[] = [];
    const banks: Bank[] = [];
    for (const path of PATHS) {
      const text = await read(path);
      if (text === undefined) problems.push(`${path} is missing`);
      else {
        texts.set(path, text);
        decks.push(parseDeck(path, text));
      }
    }
    const known = knownMetrics(metricsCatalogue(), new Set(await recorded()));
    const unknown = (text: string) => unknownMetrics(text, known);
    const claims = await readClaims(problems);
    for (const deck of decks) {
      const found = [
        ...structureProblems(deck),
        ...proseRuleProblems(deck),
        ...claimProblems(deck, claims),
        ...await chartProblems(deck),
        ...arithmeticProblems(deck),
        ...await codeProblems(deck, read),
        ...unknown(await read(deck.path) ?? ""),
      ];
      problems.push(...found.map((words) => `${deck.path}: ${words}`));
      problems.push(...(await quizProblems(deck, banks, unknown)));
    }
    problems.push(...biasProblems(banks).map((words) => `${QUIZ}: ${words}`));
    problems.push(...repeatedRuns(decks));
    if (!flags.quick) {
      problems.push(...await commandProblems(texts));
      problems.push(...await typeProblems(decks));
    }
    for (const words of problems) host.err(words);
    host.out(`${decks.length} files, ${problems.length} problems`);
    return problems.length === 0 ? Exit.ok : Exit.verdictFailed;
  },
});

async function read(path: string): Promise<string | undefined> {
  return await readText(path).catch(() => undefined);
}

/** The claims; what is wrong with their file is added to `problems`. */
async function readClaims(problems: string[]): Promise<readonly Claim[]> {
  const parsed = parseClaims(await read(CLAIMS) ?? "[]");
  if (typeof parsed !== "string") return parsed;
  problems.push(`${CLAIMS}: ${parsed}`);
  return [];
}

/** Charts that a file shows and that are not there. */
async function chartProblems({ sections }: Deck): Promise<readonly string[]> {
  const paths = sections.flatMap(({ text }) =>
    [...text.matchAll(/^!\[[^\]]*\]\((charts\/[^)]*)\)/gm)]
      .map(([, path = ""]) => path)
  );
  const missing = await Promise.all(
    paths.map(async (path) =>
      await read(`lectures/${path}`) === undefined ? [path] : []
    ),
  );
  return missing.flat().map((path) =>
    `there is no lectures/${path}. Run deno task lectures:charts`
  );
}

/**
 * The series that rules record: those of the repository, and those that
 * students write.
 */
async function recorded(): Promise<readonly string[]> {
  const names = recordedIn(await readText(STUDENTS_RULES));
  const files = await Array.fromAsync(Deno.readDir(RULES));
  const texts = await Promise.all(
    files.map(({ name }) => readText(`${RULES}/${name}`)),
  );
  return [...names, ...texts.flatMap(recordedIn)];
}

/** Reads the questions on a lecture, adds them to `banks`, says what is wrong. */
async function quizProblems(
  deck: Deck,
  banks: Bank[],
  unknown: (text: string) => readonly string[],
): Promise<readonly string[]> {
  const path = `${QUIZ}/week${deck.number}.yaml`;
  const text = await read(path);
  if (text === undefined) return [`${path} is missing`];
  const bank = parseBank(text);
  if (typeof bank === "string") return [`${path}: ${bank}`];
  banks.push(bank);
  return [
    ...bankProblems(bank, deck),
    ...await questionCodeProblems(bank, read),
    ...unknown(text),
    ...exportProblems(bank),
  ].map((words) => `${path}: ${words}`);
}

/** Blocks in `ts` are modules; Deno checks them where they stand. */
async function typeProblems(
  decks: readonly Deck[],
): Promise<readonly string[]> {
  const paths = decks.filter(({ fences }) =>
    fences.some(({ language, options }) =>
      language === "ts" && !options.has("ignore")
    )
  ).map(({ path }) => path);
  if (paths.length === 0) return [];
  const { code, stderr } = await runProgram("deno", [
    "check",
    "--quiet",
    "--doc-only",
    ...paths,
  ]);
  return code === 0 ? [] : [`types: ${stderr.slice(0, 2000)}`];
}

if (import.meta.main) Deno.exit(await runTool(realHost(), lecturesTool));
