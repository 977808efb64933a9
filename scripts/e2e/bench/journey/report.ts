/**
 * The journey's figures, for people.
 * @module
 */

import { circumstances, median } from "../../../lib/measured/mod.ts";
import type { Sample } from "./journey.ts";
import { SHOP } from "./variants.ts";

/** One variant, as a row: medians over its rounds. */
export interface Row {
  readonly variant: string;
  readonly gateway: number;
  readonly events: number;
  readonly payments: number;
  /** Sum of the three (us). */
  readonly all: number;
  /** That against the shop's, round by round, then the median. */
  readonly ratio: number;
  readonly perSecond: number;
  readonly p99Ms: number;
}

/**
 * The rows in the order of the first round.
 * @throws {RangeError} when a round has no sample of the shop
 */
export function rowsOf(samples: readonly Sample[]): readonly Row[] {
  const names = [...new Set(samples.map(({ variant }) => variant))];
  const shop = samples.filter(({ variant }) => variant === SHOP.name);
  return names.map((variant) => {
    const own = samples.filter((sample) => sample.variant === variant);
    const of = (read: (sample: Sample) => number) => median(own.map(read));
    return {
      variant,
      gateway: of(({ gateway }) => gateway),
      events: of(({ events }) => events),
      payments: of(({ payments }) => payments),
      all: of(sumOf),
      // In pairs, so that what the machine does in a round hits both.
      ratio: median(own.map((sample, round) => {
        const beside = shop[round];
        if (beside === undefined) throw new RangeError(`Round ${round + 1}`);
        return sumOf(sample) / sumOf(beside);
      })),
      perSecond: of(({ perSecond }) => perSecond),
      p99Ms: of(({ p99Ms }) => p99Ms),
    };
  });
}

function sumOf({ gateway, events, payments }: Sample): number {
  return gateway + events + payments;
}

/** A table. */
export function journeyText(samples: readonly Sample[]): string {
  return [
    "| CPU of a step (µs) | gateway | events | payments | all | of the shop | " +
    "steps/s | p99 |",
    "| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |",
    ...rowsOf(samples).map((row) =>
      `| ${row.variant} | ${row.gateway.toFixed(0)} | ` +
      `${row.events.toFixed(0)} | ${row.payments.toFixed(0)} | ` +
      `${row.all.toFixed(0)} | ${(100 * row.ratio).toFixed(0)} % | ` +
      `${row.perSecond.toFixed(0)} | ${row.p99Ms.toFixed(0)} ms |`
    ),
  ].join("\n");
}

/** The document that `--write` leaves. */
export function journeyDocument(
  samples: readonly Sample[],
  { seconds, connections, rounds, now, load }: {
    readonly seconds: number;
    readonly connections: number;
    readonly rounds: number;
    readonly now: number;
    /** Processes that wanted a core meanwhile, on average. */
    readonly load: number;
  },
): string {
  return `# The customer's journey

DO NOT EDIT: written by \`deno task e2e:bench:journey --write\`.

List, reserve and pay in equal parts over ${connections} connections, ${rounds} rounds of ${seconds} s.
In each round, every variant runs once with processes of its own, on the same
PostgreSQL and Redis. The bare chain makes the same calls with the same SQL and
Lua, and nothing else. Figures are medians; the ratio is that of each round to
the shop in the same round. ${circumstances(now)}, and a load of
${load.toFixed(1)}, so read the ratios, not the times.

${journeyText(samples)}
`;
}
