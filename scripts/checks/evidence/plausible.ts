/**
 * Whether a bundle can be true. A seal only says that no person has edited what
 * the machine's key signed; the owner of the key can sign a value that was
 * never measured. An invented measurement contradicts itself sooner or later.
 * @module
 */

import { type Bundle, checksOf, fileBody } from "./bundle.ts";
import { sampleProblems } from "./sample_rules.ts";

/** Clocks of two machines may differ by so much (ms). */
const SKEW_MS = 5 * 60_000;

/** No student had the course before this time (ms since the epoch). */
const EARLIEST_MS = Date.UTC(2026, 0, 1);

/** The fastest check reads a file, which takes some microseconds (s). */
const LEAST_SECONDS = 0.000_01;

/** Contradictions, in words. */
export function implausible(
  bundle: Bundle,
  { metrics, now }: {
    readonly metrics: ReadonlySet<string>;
    readonly now: number;
  },
): readonly string[] {
  const sealed = Date.parse(bundle.head.sealed);
  const problems: string[] = [];
  if (sealed > now + SKEW_MS) {
    problems.push(`it was sealed in the future: ${bundle.head.sealed}`);
  }
  let free = EARLIEST_MS;
  const seen = new Set<string>();
  for (const check of checksOf(bundle.entries)) {
    const { id, at, seconds, verdict, measured, samples } = check;
    const end = Date.parse(at);
    const begin = end - seconds * 1000;
    if (seen.has(id)) problems.push(`${id} is there twice`);
    seen.add(id);
    if (verdict === "pass" && seconds < LEAST_SECONDS) {
      problems.push(`${id} passed in ${seconds} s, faster than a file is read`);
    }
    if (end > sealed + 1000) problems.push(`${id} was measured after the seal`);
    if (begin < EARLIEST_MS) {
      problems.push(`${id} was measured before the course`);
    } else if (begin < free - 1000) {
      problems.push(
        `${id} overlaps the check before it: it began at ` +
          `${new Date(begin).toISOString()}, and checks run one by one`,
      );
    }
    free = Math.max(free, end);
    if (verdict === "pass" && measured.trim() === "") {
      problems.push(`${id} passed, and nothing was measured`);
    }
    if (verdict === "pass" && samples === undefined) {
      problems.push(`${id} passed without samples`);
    }
    problems.push(
      ...sampleProblems(samples, { metrics, from: EARLIEST_MS, to: end })
        .map((words) => `${id}: ${words}`),
    );
  }
  for (const { kind, at, body } of bundle.entries) {
    if (kind === "file" && Date.parse(at) > sealed + 1000) {
      problems.push(`${fileBody.parse(body).path} was read after the seal`);
    }
  }
  return problems;
}
