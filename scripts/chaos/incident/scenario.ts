/**
 * The possible incidents, of which a seed chooses one.
 * @module
 */

import { z } from "zod";
import { parseYaml } from "../../lib/text/yaml/mod.ts";
import { actionProvider } from "../model/action_providers.ts";
import text from "./scenarios.yaml" with { type: "text" };

/** Where something can be wrong. */
export const PARTS = [
  "gateway",
  "events",
  "payments",
  "postgres",
  "redis",
] as const;

/** A possible fault, and its meaning. */
export const MECHANISMS = {
  crash: "the process has ended",
  hang: "the process is there and does nothing",
  errors: "it answers with errors of its own making",
  slow: "it answers late",
  "dropped-connections": "it closes connections in the midst of an answer",
  "malformed-answers": "what it answers is not whole",
  cpu: "its event loop is blocked",
  "lost-database": "it does not find the database, which runs",
  "lost-redis": "it does not find Redis, which runs",
  lock: "a session keeps others waiting",
  clock: "its clock is wrong",
  misconfiguration: "it was deployed with a wrong setting",
} as const;

/** One of {@link MECHANISMS}. */
export type Mechanism = keyof typeof MECHANISMS;

const mechanism = z.enum(
  Object.keys(MECHANISMS) as [Mechanism, ...Mechanism[]], // keys of a constant
);

const scenario = z.strictObject({
  id: z.string().regex(/^[a-z]+(-[a-z]+)+$/),
  service: z.enum(PARTS),
  mechanism,
  /** Other answers that are right as well. */
  also: z.array(mechanism).default([]),
  do: actionProvider,
  hints: z.array(z.string()).length(3),
  /** `restart NAME [VAR=]`, `start NAME`, `kill NAME`, `thaw NAME`, `unlock`. */
  solve: z.array(z.string()).min(1),
});

/** Something that goes wrong. */
export type Scenario = z.output<typeof scenario>;

/** All that can go wrong, in the order of the file. */
export const SCENARIOS: readonly Scenario[] = z.strictObject({
  scenarios: z.array(scenario).min(30),
}).parse(parseYaml(text, "scenarios.yaml")).scenarios;

/** The same seed chooses the same scenario; all are as likely. */
export function chosenBy(seed: number): Scenario {
  const found = SCENARIOS[mixed(seed) % SCENARIOS.length];
  if (found === undefined) throw new Error("there is no scenario");
  return found;
}

/** Neighbouring seeds must not give neighbouring scenarios (splitmix32). */
function mixed(seed: number): number {
  let x = (seed + 0x9e3779b9) >>> 0;
  x = Math.imul(x ^ (x >>> 16), 0x21f0aaad);
  x = Math.imul(x ^ (x >>> 15), 0x735a2d97);
  return (x ^ (x >>> 15)) >>> 0;
}

/** Whether a diagnosis is right. */
export function isRight(
  { service, mechanism, also }: Pick<
    Scenario,
    "service" | "mechanism" | "also"
  >,
  answer: { readonly service: string; readonly mechanism: string },
): boolean {
  return answer.service === service &&
    [mechanism, ...also].some((one) => one === answer.mechanism);
}
