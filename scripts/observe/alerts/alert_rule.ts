/**
 * An alert rule, whichever program it was written for.
 * @module
 */

import type { Grouping } from "./grouping.ts";

/** Labels of an alert or a series. */
export type Labels = Readonly<Record<string, string>>;

/** The urgency of an alert: to get up, or to look this week. */
export type Kind = "page" | "ticket" | "other";

/** A rule. */
export interface AlertRule {
  /** Its name; unique within a student's files. */
  readonly name: string;
  /** PromQL: each series of its answer is an alert. */
  readonly expr: string;
  /** How long it must be so before it fires (ms). */
  readonly forMs: number;
  /** How long it goes on firing when it is so no more (ms). */
  readonly keepFiringMs: number;
  /** Time between two evaluations (ms). */
  readonly everyMs: number;
  readonly labels: Labels;
  readonly annotations: Labels;
  readonly isPaused: boolean;
  /** The contact point that the rule itself chooses, past all policies. */
  readonly receiver: string | undefined;
  /** Mute timings that the rule itself chooses with it. */
  readonly mutes: readonly string[];
  /** How its alerts are grouped, where the rule itself says it. */
  readonly grouping?: Partial<Grouping>;
  /** Of Grafana: the state without an answer, where that alerts an engineer. */
  readonly alertsWithoutData?: string;
  /** Queries by the name that annotations know them by. */
  readonly queries: ReadonlyMap<string, string>;
  /**
   * The values that annotations can print, by name, each with an example. A
   * query over a range has no single value; a threshold is 1 when it is exceeded.
   */
  readonly values: Readonly<Record<string, number>>;
  /** In whose words it was written. */
  readonly dialect: "grafana" | "prometheus";
  /** Where it stands. */
  readonly file: string;
}

/** A figure that no text contains by chance. */
export const EXAMPLE = 42.25;

const KINDS: Readonly<Record<string, Kind>> = {
  page: "page",
  critical: "page",
  ticket: "ticket",
  warning: "ticket",
};

/** The urgency of an alert with these labels, by its `severity`. */
export function kindOf({ severity = "" }: Labels): Kind {
  return KINDS[severity] ?? "other";
}
