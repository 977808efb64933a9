/**
 * From one specification to the files that Prometheus and promtool read.
 * @module
 */

import { stringify } from "yaml";
import { alertingRules } from "./alerts.ts";
import { formatPromDuration } from "../../lib/text/mod.ts";
import { promTests } from "./promtests.ts";
import { recordingRules } from "./rules.ts";
import { stepMs } from "./scenarios.ts";
import { budgetSentence } from "./sentence.ts";
import type { Slo } from "./spec.ts";
import { type BurnWindow, windowsFor } from "./windows.ts";

/** How often rules are evaluated at most (ms): more often than they change. */
const MAX_INTERVAL_MS = 30_000;

/** The parts of a clock: how long the period is, how often is scraped. */
export interface ClockOptions {
  /** Instead of the specification's own period (ms). */
  readonly periodMs?: number | undefined;
  /** Shortest window that can be measured (ms); 0: as published. */
  readonly floorMs?: number;
}

/** The texts of one objective's files. */
export interface Compiled {
  readonly slo: Slo;
  readonly windows: readonly BurnWindow[];
  /** A rule file of Prometheus. */
  readonly rules: string;
  /** Test files of promtool, to lie in `rules_test/`, by name. */
  readonly tests: Readonly<Record<string, string>>;
}

/** Compiles one objective. @param file the specification, for the header */
export function compile(
  spec: Slo,
  file: string,
  { periodMs = spec.periodMs, floorMs = 0 }: ClockOptions = {},
): Compiled {
  const slo = { ...spec, periodMs };
  const windows = windowsFor(periodMs, { floorMs });
  const interval = Math.min(MAX_INTERVAL_MS, stepMs(windows));
  const rules = {
    groups: [{
      name: `slo-${slo.name}`,
      interval: formatPromDuration(interval),
      rules: [
        ...recordingRules(slo, windows),
        ...alertingRules(slo, windows),
      ],
    }],
  };
  const header =
    `# DO NOT EDIT: written by deno task slo generate from ${file}\n`;
  const sentence = `# ${budgetSentence(slo)}.\n`;
  const testsOf = (slow: boolean): string => {
    const ruleFile = `../rules/${slo.name}.yaml`;
    const tests = promTests(slo, windows, { ruleFile, slow });
    return header +
      stringify(tests, { lineWidth: 0, aliasDuplicateObjects: false });
  };
  return {
    slo,
    windows,
    rules: header + sentence + stringify(rules, { lineWidth: 0 }),
    tests: {
      [`${slo.name}.yaml`]: testsOf(false),
      [`${slo.name}.slow.yaml`]: testsOf(true),
    },
  };
}
