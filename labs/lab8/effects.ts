/**
 * The effect of a fault in the journal. An invisible fault was
 * perhaps not there.
 * @module
 */

import { z } from "zod";
import type { Journal, ProbeResult } from "../../scripts/chaos/mod.ts";

/** A figure out of a probe's output: "0.25 (1 of 4)", "503 (7 ms)". */
function figureOf({ output }: Pick<ProbeResult, "output">): number | undefined {
  const figure = parseFloat(output ?? "");
  return Number.isNaN(figure) ? undefined : figure;
}

/** Least change of a figure that is no noise: half of it, and this much. */
const MIN_CHANGE = 0.05;

/** Least growth of a p99 that is no noise (s): a busy machine makes some. */
const MIN_DELAY_S = 0.5;

/**
 * Each visible effect in words: which figure was what, and became what.
 * @param withDelays whether a delay counts, too, or only what failed
 */
export function effectsIn(
  journal: Journal,
  { withDelays }: { readonly withDelays: boolean },
): readonly string[] {
  const { steady_states: { before, during }, quickticket: own } = journal;
  const found = [
    ...own.broken_by === null ? [] : [own.broken_by],
    ...failuresToldOf(journal),
  ];
  const names = new Set(during.flatMap(({ probes }) => probes.map(nameOf)));
  for (const name of names) {
    const seen = during.flatMap(({ probes }) =>
      probes.filter((one) => nameOf(one) === name).flatMap((one) =>
        figureOf(one) ?? []
      )
    );
    const was = before?.probes.find((one) => nameOf(one) === name);
    const asked = was ?? during.flatMap(({ probes }) => probes)
      .find((one) => nameOf(one) === name);
    const from = was === undefined ? undefined : figureOf(was);
    const to = farthest(seen, from ?? 0);
    if (to === undefined) continue;
    // A probe that looks only while the fault is on shows it by its presence.
    const isThere = isDelay(asked)
      ? withDelays && to - (from ?? 0) >= MIN_DELAY_S
      : from === undefined
      ? to >= 400 || (to > 0 && to <= 1)
      : isOther(from, to);
    if (isThere) {
      found.push(`${name}: ${from ?? "not looked at"} before, ${to} meanwhile`);
    }
  }
  return found;
}

/** Shares of failed requests that the prediction asked for; a good shop has none. */
function failuresToldOf(journal: Journal): readonly string[] {
  const { data } = Questions.safeParse(journal.experiment);
  return (data?.quickticket.predictions ?? []).flatMap(
    ({ id, provider: { measure, of } }) => {
      const share = measuredOf(journal, id) ?? 0;
      const isFailures = measure === "ratio" && /status=~?"5/.test(of);
      return isFailures && share >= MIN_CHANGE
        ? [`${id}: ${share} meanwhile`]
        : [];
    },
  );
}

const Questions = z.object({
  quickticket: z.object({
    predictions: z.array(z.object({
      id: z.string(),
      provider: z.object({ measure: z.string(), of: z.string() }),
    })),
  }),
});

/**
 * The answer to a question of the prediction; undefined: it was not measured.
 */
export function measuredOf(
  { quickticket: { prediction } }: Journal,
  id: string,
): number | undefined {
  const one = prediction?.scored.find((scored) => scored.id === id);
  const figure = parseFloat(one?.measured ?? "");
  return Number.isNaN(figure) ? undefined : figure;
}

function isDelay(probe: ProbeResult | undefined): boolean {
  const provider = probe?.activity.provider;
  return isRecord(provider) && provider.measure === "quantile";
}

function isOther(from: number, to: number): boolean {
  const by = Math.abs(to - from);
  return by >= MIN_CHANGE && by >= Math.abs(from) / 2;
}

function farthest(values: readonly number[], from: number): number | undefined {
  return values.toSorted((a, b) => Math.abs(b - from) - Math.abs(a - from))[0];
}

function nameOf({ activity }: ProbeResult): string {
  return String(activity.name);
}

/** The actions of a run as far as checks look at them. */
export function actionsOf({ run }: Journal): readonly {
  readonly provider: Readonly<Record<string, unknown>>;
  readonly output: string;
}[] {
  return run.flatMap(({ activity, output }) =>
    activity.type === "action" && isRecord(activity.provider)
      ? [{ provider: activity.provider, output: output ?? "" }]
      : []
  );
}

/** The latency that a run put into payments (ms); undefined: none. */
export function latencyOf(journal: Journal): number | undefined {
  for (const { provider: { fault, variables } } of actionsOf(journal)) {
    if (isRecord(fault) && fault.kind === "payment_latency") {
      return Number(fault.latency_ms);
    }
    if (isRecord(variables) && variables.PAYMENT_LATENCY_MS !== undefined) {
      return Number(variables.PAYMENT_LATENCY_MS);
    }
  }
  return undefined;
}

/** Whether it is an object with keys. */
export function isRecord(
  value: unknown,
): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
