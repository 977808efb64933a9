/**
 * Whether bundles can be believed, one by one and beside each other. `lab
 * verify`, `grade from-evidence`, `grade recheck` and `course cohort` all ask
 * here, so that they say the same of the same bundle.
 * @module
 */

import { basename } from "node:path";
import {
  type Bundle,
  bundleProblems,
  claimProblems,
  copies,
  type KnownLab,
  type Owned,
  parsed,
} from "../../../checks/evidence/mod.ts";
import { printableLine, wordsOf } from "../../../lib/text/mod.ts";
import type { HandedIn } from "./collected.ts";
import type { Commit } from "./commit_of.ts";

/** The facts against which bundles are checked. */
export interface Expected {
  readonly labs: readonly KnownLab[];
  /** Digest of this checkout's checker of a lab. */
  digestOf(lab: number): Promise<string>;
  commitOf(root: string, revision: string): Promise<Commit>;
  /** Metrics that exist. */
  readonly metrics: ReadonlySet<string>;
  /** ms since the epoch */
  readonly now: number;
}

/** The sources that are checked beside each bundle. */
export interface Beside {
  report?(one: HandedIn, bundle: Bundle): Promise<string>;
  read?(one: HandedIn, path: string): Promise<string | undefined>;
}

/** A bundle, and what is wrong with it in words; nothing: it is believed. */
export interface Evaluated extends HandedIn {
  readonly bundle: Bundle | undefined;
  readonly problems: readonly string[];
  /** Another checker measured it, which is one of the problems. */
  readonly isForeign: boolean;
  /** The facts that could not be looked up; they cost no points. */
  readonly notes: readonly string[];
}

/** The most lines that are printed for one bundle. */
const MAX_PROBLEMS = 6;

/** A commit is made before the seal that names it; clocks may differ (ms). */
const SKEW_MS = 5 * 60_000;

/** Evaluates all of them, in their order. */
export async function evaluateBundles(
  all: readonly HandedIn[],
  expected: Expected,
  beside: Beside = {},
): Promise<readonly Evaluated[]> {
  const own: Evaluated[] = [];
  for (const one of all) {
    own.push(
      await evaluateOne(one, expected, beside).catch((error) =>
        // A bundle that we did not think of must not stop the others.
        unread(one, `it could not be evaluated: ${wordsOf(error)}`)
      ),
    );
  }
  const read = own.flatMap(({ name, student, bundle }): Owned[] =>
    bundle === undefined ? [] : [{ name, student, bundle }]
  );
  const shared = copies(read);
  const doubled = doubledLabs(read);
  return own.map((one) => {
    const problems = [
      ...one.problems,
      ...shared.get(one.name) ?? [],
      ...doubled.get(one.name) ?? [],
    ];
    const more = problems.length - MAX_PROBLEMS;
    return {
      ...one,
      problems: [
        // A student's words are in them: each stays one line.
        ...problems.slice(0, MAX_PROBLEMS).map((words) => printableLine(words)),
        ...more > 0 ? [`and ${more} more problems`] : [],
      ],
    };
  });
}

async function evaluateOne(
  one: HandedIn,
  expected: Expected,
  { report, read }: Beside,
): Promise<Evaluated> {
  const { text } = one;
  if (text === undefined) {
    return unread(one, one.problem ?? "it cannot be read");
  }
  const bundle = parsed(text);
  if (typeof bundle === "string") return unread(one, bundle);
  const checker = await checkerProblems(bundle, expected);
  const problems = [
    ...await bundleProblems(text, {
      metrics: expected.metrics,
      now: expected.now,
      report: await report?.(one, bundle),
      ...read === undefined ? {} : { read: (path: string) => read(one, path) },
    }),
    ...nameProblems(one.name, bundle),
    ...claimProblems(bundle, expected.labs, checker.length > 0),
    ...checker,
  ];
  const commit = await commitWords(one.root, bundle, expected);
  return {
    ...one,
    bundle,
    problems: [...problems, ...commit.problems],
    isForeign: checker.length > 0,
    notes: commit.notes,
  };
}

function unread(one: HandedIn, reason: string): Evaluated {
  const problems = [reason];
  return { ...one, bundle: undefined, problems, isForeign: false, notes: [] };
}

function nameProblems(name: string, { head }: Bundle): readonly string[] {
  const number = /(?:^|_)lab(\d+)\.evidence\b.*\.json$/i.exec(basename(name))
    ?.[1];
  return number === undefined || Number(number) === head.lab
    ? []
    : [`its name says Lab ${number}, and it is about Lab ${head.lab}`];
}

async function checkerProblems(
  { head }: Bundle,
  { labs, digestOf }: Expected,
): Promise<readonly string[]> {
  if (!labs.some(({ lab }) => lab === head.lab)) return [];
  const ours = await digestOf(head.lab);
  return head.checker === ours ? [] : [
    `another checker measured it: its digest begins with ` +
    `${head.checker.slice(0, 12)}, and that of this checkout with ` +
    `${ours.slice(0, 12)}; grade with the revision that the student has, or ` +
    "measure the submission again",
  ];
}

async function commitWords(
  root: string,
  { head: { revision, sealed } }: Bundle,
  { commitOf }: Expected,
): Promise<Pick<Evaluated, "problems" | "notes">> {
  if (revision === "") return { problems: [], notes: [] };
  const commit = await commitOf(root, revision);
  const short = revision.slice(0, 12);
  if (commit.kind === "unknown") {
    return { problems: [`there is no commit ${short}`], notes: [] };
  }
  if (commit.kind === "unseen") {
    const words = `the commit ${short} was not looked up, because ` +
      `${root} is no clone`;
    return { problems: [], notes: [words] };
  }
  const isLater = commit.at > Date.parse(sealed) + SKEW_MS;
  const made = new Date(commit.at).toISOString();
  return {
    problems: isLater
      ? [`it was sealed at ${sealed}, before its commit was made at ${made}`]
      : [],
    notes: [],
  };
}

/** Of a student's bundles of one lab, the one that was sealed last counts. */
function doubledLabs(
  all: readonly Owned[],
): ReadonlyMap<string, readonly string[]> {
  const groups = Map.groupBy(
    all,
    ({ student, bundle }) => `${bundle.head.lab} ${student}`,
  );
  return new Map([...groups.values()].flatMap((group) => {
    const [newest, ...older] = group.toSorted((a, b) =>
      Date.parse(b.bundle.head.sealed) - Date.parse(a.bundle.head.sealed)
    );
    return older.map(({ name, student, bundle }) =>
      [name, [
        `${student} sealed Lab ${bundle.head.lab} again later; ` +
        `${newest?.name} counts`,
      ]] as const
    );
  }));
}
