/**
 * Days as tests of promtool, and when which rule fired in what it printed.
 * @module
 */

import { stringify } from "yaml";
import { formatPromDuration } from "../../lib/text/mod.ts";
import type { AlertRule } from "./alert_rule.ts";
import { type Day, lengthOf } from "./days.ts";
import { type Series, seriesOf } from "./shop_series.ts";

/** When a rule fired on a day (ms from its beginning). */
export interface Fired {
  readonly rule: AlertRule;
  readonly first: number;
  readonly last: number;
}

/** A file of tests that expect nothing, so that promtool prints what there was. */
export function testsOf(
  days: readonly Day[],
  { everyMs, scrapeMs, asked }: {
    readonly everyMs: number;
    readonly scrapeMs: number;
    /** All that rules ask. */
    readonly asked: string;
  },
): string {
  // A value that no rule asks for only costs time.
  const isAsked = ({ series }: Series): boolean =>
    asked.includes(series.slice(0, series.indexOf("{"))) ||
    asked.includes("__name__");
  return stringify({
    evaluation_interval: formatPromDuration(everyMs),
    tests: days.map((day, index) => ({
      name: day.name,
      interval: formatPromDuration(scrapeMs),
      input_series: seriesOf(day, scrapeMs).filter(isAsked),
      promql_expr_test: [{
        expr: firings(index, lengthOf(day), everyMs),
        eval_time: formatPromDuration(lengthOf(day)),
        exp_samples: [],
      }],
    })),
  }, { lineWidth: 0, aliasDuplicateObjects: false });
}

/** First and last moment of each rule: labels tell which is which. */
function firings(index: number, ms: number, everyMs: number): string {
  const range = `[${formatPromDuration(ms)}:${formatPromDuration(everyMs)}]`;
  const at = 'max by (rule) (timestamp(ALERTS{alertstate="firing"}))';
  return `label_replace(${
    ["min", "max"].map((which) =>
      `label_replace(${which}_over_time(${at}${range}), "which", "${which}", "", "")`
    ).join(" or ")
  }, "day", "${index}", "", "")`;
}

/** Which rules fired, read from promtool's complaint. */
export function firedIn(
  text: string,
  index: number,
  rules: readonly AlertRule[],
): readonly Fired[] {
  const times = new Map<string, number>();
  for (
    const [, rule, which, seconds] of text.matchAll(
      new RegExp(
        `\\{day="${index}", rule="(\\d+)", which="(min|max)"\\} ([\\d.E+-]+)`,
        "g",
      ),
    )
  ) times.set(`${which}${rule}`, Number(seconds) * 1000);
  return rules.flatMap((rule, at) => {
    const [first, last] = [times.get(`min${at}`), times.get(`max${at}`)];
    return first === undefined || last === undefined
      ? []
      : [{ rule, first, last }];
  });
}
