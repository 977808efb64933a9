/**
 * The data that the page receives each second, and once at its start.
 * @module
 */

import type { Budget } from "./budget.ts";
import type { FaultInWords, Preset } from "./fault_catalogue.ts";
import type { FaultsState } from "./faults_watch.ts";
import type { Part } from "./health.ts";
import type { LabProgress } from "./lab_progress.ts";
import type { LoadView } from "./load_control.ts";
import type { LogNews } from "./log_book.ts";

/** The shop in one second. */
export interface Snapshot {
  /**
   * Seconds since `Setup.start`, then each service's figures in the order of
   * `Setup.services` and `Setup.figures`; null where a figure is missing.
   */
  readonly row: readonly (number | null)[];
  readonly parts: readonly Part[];
  readonly budgets: readonly Budget[];
  readonly faults: Readonly<Record<string, FaultsState>>;
  readonly load: LoadView;
  readonly logs: LogNews;
  readonly labs: LabProgress | undefined;
}

/** The facts that do not change while the console runs. */
export interface Setup {
  /** Proves that a request comes from this page. */
  readonly token: string;
  /** When row time 0 was: seconds since 1970. */
  readonly start: number;
  readonly services: readonly string[];
  readonly figures: readonly string[];
  readonly historySeconds: number;
  readonly period: string;
  readonly presets: readonly Preset[];
  readonly faultsInWords: Readonly<Record<string, FaultInWords>>;
}
