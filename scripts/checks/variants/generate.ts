/**
 * Makes the variants of a lab: what is listed, then each rule alone, then chains
 * of rules by chance; each neighbour alone first, then in other forms.
 * @module
 */

import { type Random, randomOf } from "./random.ts";
import type { LabVariants, Listed, Rule, Variant } from "./variant.ts";

/** The variants to generate. */
export interface GenerateOptions {
  readonly seed: number;
  /** Most of each kind that are generated; listed ones come besides. */
  readonly count: number;
  /** Only those that concern this step. */
  readonly step?: string | undefined;
}

/** Longest chain of rules. */
const MAX_CHAIN = 4;

/** Draws in vain after which there is nothing new to be had. */
const MAX_MISSES = 200;

/**
 * @param textOf the file of the solution; undefined when there is none
 * @returns both kinds, each without repetitions, in a fixed order for a seed
 */
export function generate(
  { equivalents = [], neighbours = [], listed = [] }: LabVariants,
  textOf: (path: string) => string | undefined,
  { seed, count, step }: GenerateOptions,
): readonly Variant[] {
  const concerns = ({ steps }: { readonly steps: readonly string[] }) =>
    step === undefined || steps.includes(step);
  const targets = equivalents.filter(concerns);
  const random = randomOf(seed);
  const singles = targets.flatMap((target) =>
    target.rules.map((rule) => ({ ...target, rules: [rule] }))
  );
  const chained = (): typeof singles[number] | undefined => {
    const target = random.pick(targets);
    if (target === undefined) return undefined;
    const length = 2 + random.below(MAX_CHAIN - 1);
    return { ...target, rules: random.shuffled(target.rules).slice(0, length) };
  };
  const same = collect(random.shuffled(singles), chained, count, (one) => {
    const before = textOf(one.file);
    const made = before === undefined
      ? undefined
      : applyAll(one.rules, before, random);
    return made && {
      kind: "equivalent",
      name: made.chain.join(" + "),
      chain: made.chain,
      steps: one.steps,
      files: new Map([[one.file, made.text]]),
    };
  });
  const near = neighbours.filter(concerns);
  const plain = near.map((one) => ({ ...one, rules: [] as readonly Rule[] }));
  const disguised = (): typeof plain[number] | undefined => {
    const one = random.pick(near);
    const rules = equivalents.find(({ file }) => file === one?.file)?.rules ??
      [];
    return one &&
      { ...one, rules: random.shuffled(rules).slice(0, 1 + random.below(2)) };
  };
  const other = collect(plain, disguised, count, (one) => {
    const before = textOf(one.file);
    const changed = before === undefined
      ? undefined
      : one.change(before, random);
    if (changed === undefined || changed === before) return undefined;
    const made = applyAll(one.rules, changed, random) ??
      { text: changed, chain: [] };
    return {
      kind: "neighbour",
      name: [one.name, ...made.chain].join(" + "),
      chain: made.chain,
      steps: one.steps,
      files: new Map([[one.file, made.text]]),
    };
  });
  const given = listed.filter(concerns).map((one) => writtenOut(one, textOf));
  const ofKind = (
    kind: Variant["kind"],
    more: readonly Variant[],
  ): readonly Variant[] => {
    return [...given.filter((one) => one.kind === kind), ...more];
  };
  return [...ofKind("equivalent", same), ...ofKind("neighbour", other)];
}

/** A listed form as files. */
function writtenOut(
  { name, kind, steps, change }: Listed,
  textOf: (path: string) => string | undefined,
): Variant {
  const old = (path: string): string => {
    const text = textOf(path);
    if (text === undefined) throw new Error(`${name}: there is no ${path}`);
    return text;
  };
  const files = Object.entries(change).map(([path, edit]) =>
    [path, edit(old) ?? null] as const
  );
  return { name, kind, steps, chain: [], files: new Map(files) };
}

/** The first ones, then drawn ones, until there are enough different ones. */
function collect<T>(
  first: readonly T[],
  drawn: () => T | undefined,
  count: number,
  make: (plan: T) => Variant | undefined,
): readonly Variant[] {
  const made = new Map<string, Variant>();
  const add = (plan: T | undefined): boolean => {
    const variant = plan === undefined ? undefined : make(plan);
    const key = JSON.stringify([...variant?.files ?? []]);
    if (variant === undefined || made.has(key)) return false;
    made.set(key, variant);
    return true;
  };
  for (const plan of first) if (made.size < count) add(plan);
  for (let misses = 0; made.size < count && misses < MAX_MISSES;) {
    misses = add(drawn()) ? 0 : misses + 1;
  }
  return [...made.values()];
}

/** Those rules that apply, in their order; undefined: none does. */
function applyAll(
  rules: readonly Rule[],
  before: string,
  random: Random,
): { readonly text: string; readonly chain: readonly string[] } | undefined {
  let text = before;
  const chain: string[] = [];
  for (const { name, apply } of lastForms(rules)) {
    const changed = apply(text, random);
    if (changed === undefined || changed === text) continue;
    text = changed;
    chain.push(name);
  }
  return chain.length === 0 || text === before ? undefined : { text, chain };
}

/** The rules for all bytes come last: a rule over lines expects `\n`. */
function lastForms(rules: readonly Rule[]): readonly Rule[] {
  const isLast = ({ name }: Rule): boolean => /CRLF|byte order mark/.test(name);
  return [...rules.filter((one) => !isLast(one)), ...rules.filter(isLast)];
}
