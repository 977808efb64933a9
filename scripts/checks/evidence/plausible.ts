/**
 * Whether a bundle can be true. A seal only says that nobody has edited what
 * the machine's key signed; who has the key can sign what was never measured.
 * What never happened contradicts itself sooner or later.
 * @module
 */

import { type Bundle, checksOf } from "./bundle.ts";
import { sampleProblems } from "./sample_rules.ts";

/** Clocks of two machines may differ by so much (ms). */
const SKEW_MS = 5 * 60_000;

/** Nobody had the course before (ms since the epoch). */
const EARLIEST_MS = Date.UTC(2026, 0, 1);

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
  return problems;
}

/**
 * What two students cannot both have measured: the same reservation, the same
 * pod, the same moment to the millisecond.
 */
export function copied(
  bundles: readonly { readonly name: string; readonly bundle: Bundle }[],
): readonly string[] {
  const owners = new Map<string, { readonly name: string; key: string }>();
  const problems: string[] = [];
  for (const { name, bundle } of bundles) {
    const own = new Set(
      checksOf(bundle.entries).flatMap(({ samples, at }) => [
        ...JSON.stringify(samples ?? null).match(UNIQUE) ?? [],
        at,
      ]),
    );
    for (const value of own) {
      const other = owners.get(value);
      if (other !== undefined && other.key !== bundle.head.key) {
        problems.push(`${name} and ${other.name} both have ${value}`);
        break;
      }
      owners.set(value, { name, key: bundle.head.key });
    }
  }
  return problems;
}

/** Identifiers that are drawn at random. */
const UNIQUE =
  /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|[a-z]+-[a-z0-9]{6,10}-[a-z0-9]{5}(?=")/g;
