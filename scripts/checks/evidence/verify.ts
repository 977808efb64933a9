/**
 * Whether a bundle is what the tool wrote, and whether it can be true.
 * @module
 */

import { z } from "zod";
import { type Bundle, bundleSchema, checkBody, fileBody } from "./bundle.ts";
import { chainProblem, handedInText, hashOfText } from "./chain.ts";
import { plainText } from "../../lib/files/mod.ts";
import { isSigned } from "../../lib/seal/mod.ts";
import { implausible } from "./plausible.ts";
import { printableLine, wordsOf } from "../../lib/text/mod.ts";
import { measuredIn, measuredPart } from "./render.ts";
import { shapeProblem } from "./shape.ts";

/** The facts against which a bundle is checked. */
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
  if (
    report !== undefined &&
    measuredIn(plainText(report)) !== measuredPart(found)
  ) {
    problems.push(
      "the measured part of the report is not what the bundle renders to",
    );
  }
  if (read !== undefined) problems.push(...await changedFiles(found, read));
  return [...problems, ...implausible(found, against)];
}

/** Half of a surrogate pair, which JSON writes as an escape: it has no hash. */
const HALF_LETTER = /(?:^|[^\\])(?:\\\\)*\\ud[89a-f][0-9a-f]{2}/i;

/** The bundle, or what is wrong with its form. */
export function parsed(text: string): Bundle | string {
  const shape = shapeProblem(text);
  if (shape !== undefined) return `it is no bundle: ${shape}`;
  const plain = plainText(text);
  try {
    const bundle = bundleSchema.parse(JSON.parse(plain));
    for (const { kind, body } of bundle.entries) {
      if (kind === "check") checkBody.parse(body);
      else fileBody.parse(body);
    }
    // There is one spelling, so that not even a space can be put in. Only line
    // ends and the final one depend on how Git or an editor wrote the file.
    if (JSON.stringify(bundle, null, 2) !== plain.replace(/\n$/, "")) {
      return "it is not written as the tool writes it: it was edited";
    }
    if (HALF_LETTER.test(plain)) {
      return "it is no bundle: it has half of a letter (a lone surrogate)";
    }
    return bundle;
  } catch (error) {
    return `it is no bundle: ${printableLine(reasonOf(error))}`;
  }
}

/** The first thing that is wrong, and where it stands. */
function reasonOf(error: unknown): string {
  if (!(error instanceof z.ZodError)) return wordsOf(error);
  const [issue] = error.issues;
  return `${issue?.path.join(".") || "the whole"}: ${issue?.message ?? "?"}`;
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
    else if (await hashOfText(handedInText(text)) !== sha256) {
      problems.push(`${path} has been changed since it was measured`);
    }
  }
  return problems;
}
