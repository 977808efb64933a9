/**
 * What breaks a house rule today. The lists only ever get shorter.
 * @module
 */

/** Imports against the floor plan: the importing file and the imported one. */
export const REFUSED_IMPORTS: readonly (readonly [string, string])[] = [
  [
    "scripts/observe/dashboards/boards.ts",
    "scripts/course/solutions/mod.ts",
  ],
];

/** Files above the limit of lines. */
export const LONG_FILES: readonly string[] = [
  "labs/lab10/verdicts_test.ts",
  "labs/lab10/limit_live_check.ts",
  "labs/lab10/runs_test.ts",
  "labs/lab11/guard_checks.ts",
  "labs/lab11/notify_checks.ts",
  "labs/lab3/board_checks.ts",
  "labs/lab3/verdicts_test.ts",
  "labs/lab3/sli_check.ts",
  "labs/lab3/synthetic_series.ts",
  "labs/lab4/chart_checks.ts",
  "labs/lab4/verdicts_test.ts",
  "labs/lab5/verdicts_test.ts",
  "labs/lab6/verdicts_test.ts",
  "labs/lab7/analysis_checks.ts",
  "labs/lab7/canary_checks.ts",
  "labs/lab7/verdicts_test.ts",
  "labs/lab7/rollout_checks.ts",
  "labs/lab8/verdicts_test.ts",
];
