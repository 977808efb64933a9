/**
 * The figures of many aborts, for people.
 * @module
 */

import type { AbortFigures } from "./aborts.ts";
import { DEATH_TTL_S, type Victims } from "./deaths.ts";

/** Longest time a fault may be on once it is found (s). */
const ABORT_BOUND_S = 5;

/** A runner that was killed. */
export interface DeathFigures {
  readonly victims: Victims;
  /** From its death to the end of the fault. */
  readonly seconds: number;
}

/** The broken promises, in words. */
export function brokenPromises(
  figures: readonly AbortFigures[],
  deaths: readonly DeathFigures[],
): readonly string[] {
  const late = deaths.filter(({ victims, seconds }) =>
    seconds > boundOf(victims)
  )
    .map(({ victims, seconds }) => `${victims} killed: off after ${seconds} s`);
  const kept = figures.flatMap(({ service, kind, off, felt, wrong }, i) => {
    if (wrong !== undefined) return [`${i + 1}: ${wrong}`];
    return off <= ABORT_BOUND_S && felt <= ABORT_BOUND_S
      ? []
      : [`${i + 1}: ${kind} in ${service} was on for ${Math.max(off, felt)} s`];
  });
  return figures.length === 0
    ? ["no abort was played to its end", ...late]
    : [...kept, ...late];
}

/** With its guard dead too, only the life of the fault ends it. */
function boundOf(victims: Victims): number {
  return victims === "runner" ? ABORT_BOUND_S : DEATH_TTL_S + 1;
}

/** A Markdown table and a verdict. */
export function abortText(
  figures: readonly AbortFigures[],
  deaths: readonly DeathFigures[],
): string {
  const kinds = Map.groupBy(
    figures,
    ({ service, kind }) => `${service} ${kind}`,
  );
  const broken = brokenPromises(figures, deaths);
  return [
    "| fault | aborts | off after, median | worst | felt by a customer, median | worst |",
    "|---|---|---|---|---|---|",
    ...[...kinds].map(([name, own]) => row(name, own)),
    ...figures.length === 0 ? [] : [row("all", figures)],
    "",
    "| killed in the midst of it | the fault is off after | bound |",
    "|---|---|---|",
    ...deaths.map(({ victims, seconds }) =>
      `| ${victims} | ${ms(seconds)} | ${boundOf(victims)} s |`
    ),
    "",
    broken.length === 0
      ? `All ${figures.length} aborts switched the fault off within ` +
        `${ABORT_BOUND_S} s.`
      : `Broken: ${broken.join("; ")}`,
  ].join("\n");
}

function row(name: string, figures: readonly AbortFigures[]): string {
  const off = figures.map((one) => one.off);
  const felt = figures.map((one) => one.felt);
  return `| ${name} | ${figures.length} | ${ms(median(off))} | ` +
    `${ms(Math.max(...off))} | ${ms(median(felt))} | ${
      ms(Math.max(...felt))
    } |`;
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1] ?? NaN;
}

function ms(seconds: number): string {
  return `${Math.round(seconds * 1000)} ms`;
}
