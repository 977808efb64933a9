/**
 * The gauge of the objective: the recorded availability on a scale on which its
 * changes can be seen.
 * @module
 */

import {
  type Check,
  fail,
  type Finding,
  notStarted,
  pass,
  passWithRemark,
} from "../../scripts/checks/mod.ts";
import { FILE, readBoard } from "./board/board.ts";
import { colorName } from "./board/colors.ts";
import { isGauge } from "./board/saturation.ts";
import { isOne, type Tried, tryPanels } from "./board/try_panels.ts";
import { recordedIn, ruleFiles } from "./rules/rule_files.ts";
import { CASES } from "./series/cases.ts";
import { RECORDS } from "./series/facts.ts";

/** In percent. */
const OBJECTIVE = 99.5;
const LEAST = 99;

/** Step 3.9. */
export const gauge: Check = {
  id: "3.9",
  task: 2,
  title: "a gauge shows the availability against 99.5 %",
  hints: [
    "Does the gauge show the series that your rule records, or does it compute a share of " +
    "its own?",
    "A board and an alert must share one definition (Lecture 3, slide 15). A gauge has " +
    "two ends, a threshold, and shows the last value.",
    "A gauge for 99.9 % mails: expr 100 * mail:ok:ratio5m, unit percent, min 99.5, max " +
    "100, thresholds steps [{ value: null, color: red }, { value: 99.9, color: green }].",
  ],
  measures: "value, scale, threshold and reduction of the gauge in three cases",
  tool: "promtool test rules",
  catches: [
    "a share of its own",
    "a stat, another scale or threshold",
    "a value where no customer asks",
  ],
  async run(context) {
    const panels = await readBoard(context);
    if (panels === undefined) {
      return notStarted("there is no board of the golden signals", FILE);
    }
    if (typeof panels === "string") {
      return fail(panels, "a board that Grafana reads", FILE);
    }
    const names = ["mixed", "recent", "silent"];
    const tried = await tryPanels(context, panels, {
      cases: CASES.filter(({ name }) => names.includes(name)),
    });
    return typeof tried === "string"
      ? fail(
        tried,
        "rules that load",
        "promtool check rules, for the files in monitoring/prometheus",
      )
      : evaluateGauge({
        mixed: tried.panels("mixed"),
        recent: tried.panels("recent"),
        silent: tried.panels("silent"),
        recorded: recordedIn(await ruleFiles(context)),
      });
  },
};

/** The panels in three cases: 98 %, 70 % over five minutes, and no customer asks. */
export interface GaugeSeen {
  readonly mixed: readonly Tried[];
  readonly recent: readonly Tried[];
  readonly silent: readonly Tried[];
  /** Names that the student's rules record. */
  readonly recorded: readonly string[];
}

/** Evaluates the panel that comes nearest. */
export function evaluateGauge(seen: GaugeSeen): Finding {
  const bound =
    "a gauge of 100 times the recorded availability, a scale from 99 to 100, a threshold at 99.5";
  const found = seen.mixed.flatMap((panel, i) => {
    // In percent, or as a share with a unit that says so.
    const scale = [100, 1].find((most) =>
      panel.values.some((one) => isOne(one, [0.98 * most]))
    );
    return scale === undefined
      ? []
      : [{ panel, scale, problems: problemsOf(panel, i, scale, seen) }];
  }).toSorted((a, b) => a.problems.length - b.problems.length);
  const [best] = found;
  if (best === undefined) {
    return notStarted(`no panel shows ${RECORDS.availability}`, "step 3.9");
  }
  const { panel, scale, problems } = best;
  if (problems.length > 0) {
    return fail(`"${panel.title}" ${problems.join("; ")}`, bound, FILE);
  }
  const measured =
    `"${panel.title}": 98 % where 2 % fail, nothing where no customer asks`;
  const remarks = [
    ...isRedAbove(panel, scale)
      ? ["it is red at the objective and above: look at its colours"]
      : [],
    ...panel.unit.startsWith("percent")
      ? []
      : ["its unit does not say percent"],
  ];
  return remarks.length === 0
    ? pass(measured, bound)
    : passWithRemark(measured, bound, remarks.join("; "));
}

/** Whether the colours are the wrong way round. */
function isRedAbove({ thresholds }: Tried, scale: number): boolean {
  const step = thresholds.findLast(({ value }) =>
    Math.abs(value / scale - OBJECTIVE / 100) < 1e-9
  );
  return step !== undefined && colorName(step.color) === "red";
}

function problemsOf(
  panel: Tried,
  i: number,
  scale: number,
  { recent, silent, recorded }: GaugeSeen,
): readonly string[] {
  const { type, unit, min, max, thresholds, calcs, noValue, exprs } = panel;
  const short = recent[i]?.values.flat() ?? [];
  const quiet = silent[i]?.values.flat().filter(Number.isFinite) ?? [];
  const asksRecorded = exprs.some((expr) =>
    recorded.some((name) => expr.includes(name))
  );
  const isAt = (value: number | undefined, wanted: number) =>
    value !== undefined && Math.abs(value / scale - wanted / 100) < 1e-9;
  const other = calcs.find((one) => !/^last/.test(one));
  const isWrongUnit = unit === "percentunit"
    ? scale === 100
    : scale === 1 || !/^(?:percent|short|none|suffix: ?%|)$/.test(unit);
  return [
    ...isGauge(type) ? [] : [`is a ${type}, not a gauge`],
    ...short.some((value) => Math.abs(value / scale - 0.7) <= 0.02) ? [] : [
      `is not of the five minutes of the rule: ${
        short.map((value) => value.toPrecision(3)).join(", ") || "nothing"
      } where 30 % of them failed`,
    ],
    ...asksRecorded
      ? []
      : ["computes a share of its own, not the recorded one"],
    ...quiet.length > 0
      ? [`shows ${quiet.join(", ")} where no customer asks`]
      : [],
    ...thresholds.some(({ value }) => isAt(value, OBJECTIVE))
      ? []
      : ["has no threshold at the objective"],
    ...isAt(max, 100) ? [] : [`has a scale that ends at ${max ?? "no value"}`],
    ...isAt(min, LEAST)
      ? []
      : [`has a scale that begins at ${min ?? "no value"}`],
    ...isWrongUnit ? [`has the unit ${unit || "none"}`] : [],
    ...other === undefined ? [] : [
      `shows the ${other} of all that the board has in view, not the last value`,
    ],
    ...noValue === "" || !/\d/.test(noValue)
      ? []
      : [`shows ${noValue} where there is no value`],
  ];
}
