/**
 * Whether a bundle is what the tool wrote, and whether it can be true.
 * @module
 */

import { type Bundle, bundleSchema, checkBody, fileBody } from "./bundle.ts";
import { chainProblem, hashOfText } from "./chain.ts";
import { depthOf } from "./depth.ts";
import { isSigned } from "../../lib/seal/mod.ts";
import { implausible } from "./plausible.ts";
import { printableLine } from "../../lib/text/mod.ts";
import { measuredIn, measuredPart } from "./render.ts";

/** What a bundle is held against. */
export interface Against {
  /** The report beside it; undefined: it is not looked at. */
  readonly report?: string | undefined;
  /** A file that was handed in; undefined when it is not there. */
  readonly read?: (path: string) => Promise<string | undefined>;
  /** Metrics that exist. */
  readonly metrics: ReadonlySet<string>;
  /** Now (ms since the epoch): nothing was measured after it. */
  readonly now: number;
}

/** The deepest bundle of the course has nine levels. */
const MAX_DEPTH = 64;

/** Everything that is wrong with it, in words; none: it is as it was sealed. */
export async function bundleProblems(
  text: string,
  against: Against,
): Promise<readonly string[]> {
  const found = parsed(text);
  if (typeof found === "string") return [found];
  const problems: string[] = [];
  const broken = await chainProblem(found.head, found.entries);
  if (broken !== undefined) problems.push(broken);
  const last = found.entries.at(-1)?.hash ?? "";
  if (!await isSigned(last, found.signature, found.head.key)) {
    problems.push("the signature is not of this chain and this key");
  }
  if (problems.length > 0) return problems;
  const { report, read } = against;
  if (report !== undefined && measuredIn(report) !== measuredPart(found)) {
    problems.push(
      "the measured part of the report is not what the bundle renders to",
    );
  }
  if (read !== undefined) problems.push(...await changedFiles(found, read));
  return [...problems, ...implausible(found, against)];
}

/** The bundle, or what is wrong with its form. */
export function parsed(text: string): Bundle | string {
  const depth = depthOf(text);
  if (depth > MAX_DEPTH) {
    return `it is no bundle: it is nested ${depth} deep, and at most ` +
      `${MAX_DEPTH} levels are read`;
  }
  try {
    const bundle = bundleSchema.parse(JSON.parse(text));
    for (const { kind, body } of bundle.entries) {
      if (kind === "check") checkBody.parse(body);
      else fileBody.parse(body);
    }
    // There is one spelling, so that not even a space can be put in.
    if (JSON.stringify(bundle, null, 2) + "\n" !== text) {
      return "it is not written as the tool writes it: it was edited";
    }
    return bundle;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return `it is no bundle: ${printableLine(reason)}`;
  }
}

async function changedFiles(
  { entries }: Bundle,
  read: (path: string) => Promise<string | undefined>,
): Promise<readonly string[]> {
  const problems: string[] = [];
  for (const { kind, body } of entries) {
    if (kind !== "file") continue;
    const { path, sha256 } = fileBody.parse(body);
    const text = await read(path);
    if (text === undefined) problems.push(`${path} was not handed in`);
    else if (await hashOfText(text) !== sha256) {
      problems.push(`${path} has been changed since it was measured`);
    }
  }
  return problems;
}
