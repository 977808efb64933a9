/**
 * The ground for trials of Lab 10's review: runs, a limit, and the metrics of a
 * history. The review is filled in from them, as the text's own tool does it.
 * @module
 */

import { reportOf } from "../../scripts/checks/mod.ts";
import type { Ground } from "../../scripts/checks/variants/mod.ts";
import type { Metrics } from "../../scripts/delivery/dora/mod.ts";
import { dora, evaluateDora, METRIC, VALUE } from "./dora_check.ts";
import { FOLDER, LIMIT } from "./evidence.ts";
import { goodEvidence, LIMIT_FILE } from "./evidence_fixture.ts";
import {
  doraText,
  loadText,
  objectivesText,
  usualRun,
  withFigures,
} from "./figures_text.ts";
import { ABOUT, sectionOf, tableWith } from "./markdown.ts";
import { objectivesOf } from "./objectives.ts";
import { periodIn } from "./period.ts";

/** The review. */
const REVIEW = "submissions/lab10.md";

/** Three deliveries, of which the second failed and was taken back. */
const METRICS: Metrics = {
  days: 10,
  deployments: 3,
  deploymentsPerDay: 0.3,
  changes: 2,
  leadTimeMs: 12_000,
  failed: 1,
  changeFailRate: 1 / 3,
  recoveryMs: 90_000,
  reworked: 1,
  reworkRate: 1 / 3,
  drills: 0,
};

const PERIOD = ["2026-11-01T00:00:00Z", "2026-11-11T00:00:00Z"] as const;

/** Opens it. */
export async function ground(): Promise<Ground> {
  const evidence = await goodEvidence();
  const runs = evidence.runs.map(({ file, summary }) =>
    [`${FOLDER}/${file}`, JSON.stringify(summary)] as const
  );
  return {
    checks: [{
      ...dora,
      async run(context) {
        const section = sectionOf(
          await reportOf(context, 10) ?? "",
          ABOUT.dora,
        ) ?? "";
        const table = tableWith(section, METRIC, VALUE) ??
          { columns: [], rows: [] };
        const period = periodIn(section);
        const isWhole = period !== undefined &&
          period.from === Date.parse(PERIOD[0]) &&
          period.to === Date.parse(PERIOD[1]);
        return evaluateDora({
          metrics: METRICS,
          table,
          impossible: [],
          leftOut: isWhole ? 0 : 1,
        });
      },
    }],
    async given(tree) {
      const review = await tree.read(REVIEW) ?? "";
      const usual = usualRun(evidence);
      const objectives = await objectivesOf(tree);
      return new Map([
        ...runs,
        [LIMIT, JSON.stringify(LIMIT_FILE)],
        [
          REVIEW,
          withFigures(review, {
            ...usual === undefined
              ? {}
              : { slo: objectivesText(usual, objectives) },
            load: loadText(evidence, "events CPU"),
            dora: doraText(METRICS, ...PERIOD),
          }),
        ],
      ]);
    },
    [Symbol.asyncDispose]: () => Promise.resolve(),
  };
}
