/**
 * What a student's alerts would have made of a day: Prometheus's own engine
 * plays it, and is asked when which rule fired.
 *
 * promtool compares queries with what a test expects. These tests expect
 * nothing, so that it prints what there was.
 * @module
 */

import { stringify } from "yaml";
import { formatPromDuration } from "../../lib/text/mod.ts";
import { type AlertRule, kindOf } from "./alert_rule.ts";
import type { Alerting } from "./alert_files.ts";
import { type Day, lengthOf } from "./days.ts";
import type { Recording } from "./prometheus_files.ts";
import {
  findPromtool,
  type Promtool,
  type PromtoolHost,
} from "../../adapters/prometheus/mod.ts";
import { SCRAPE_MS, type Series, seriesOf } from "./shop_series.ts";

/** When a rule fired on a day (ms from its beginning). */
export interface Fired {
  readonly rule: AlertRule;
  readonly first: number;
  readonly last: number;
}

/** Which rules fired on which day. */
export type Replayed = ReadonlyMap<Day, readonly Fired[]>;

/** A rule that Prometheus cannot evaluate. */
export class BadRule extends Error {
  override readonly name = "BadRule";
}

/** How often rules are evaluated when none says it (ms). */
const EVERY_MS = 60_000;

/**
 * Plays days to all rules that are not paused.
 * @throws {BadRule} with Prometheus's own words
 * @throws {CouldNotRun} without a promtool
 */
export async function replay(
  { rules, recordings }: Pick<Alerting, "rules" | "recordings">,
  days: readonly Day[],
  host: PromtoolHost,
): Promise<Replayed> {
  const live = rules.filter((one) => !one.isPaused);
  const folder = await Deno.makeTempDir({ prefix: "alerts-" });
  try {
    await Deno.chmod(folder, 0o755); // a container reads it as somebody else
    const promtool = await findPromtool(host, [folder]);
    const everyMs = live.length === 0
      ? EVERY_MS
      : Math.max(SCRAPE_MS, ...live.map((one) => one.everyMs));
    const play = (name: string, some: Pick<Played, "rules" | "days">) =>
      played(promtool, {
        ...some,
        recordings,
        everyMs,
        path: `${folder}/${name}`,
      });
    // Rules for tickets look back longest: they wait for the days about them.
    const isAboutTickets = ({ ticket }: Day): boolean => ticket !== undefined;
    const all = await Promise.all([
      play("all", { rules: live, days: days.filter(isAboutTickets) }),
      play("pages", {
        rules: live.filter(({ labels }) => kindOf(labels) !== "ticket"),
        days: days.filter((day) => !isAboutTickets(day)),
      }),
    ]);
    return new Map(all.flatMap((some) => [...some]));
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

/** Some rules on some days. */
interface Played {
  readonly rules: readonly AlertRule[];
  readonly recordings: readonly Recording[];
  readonly days: readonly Day[];
  readonly everyMs: number;
  /** Where its files are, without their endings. */
  readonly path: string;
}

async function played(
  promtool: Promtool,
  { rules, recordings, days, everyMs, path }: Played,
): Promise<Replayed> {
  const used = usedBy(rules, recordings);
  const ruleFile = `${path}.rules.yaml`;
  await Deno.writeTextFile(
    ruleFile,
    stringify({
      groups: [
        { name: "recordings", rules: used },
        { name: "alerts", rules: rules.map(asPrometheus) },
      ],
    }, { lineWidth: 0 }),
  );
  const checked = await promtool("check", "rules", "--lint=none", ruleFile);
  if (checked.code !== 0) {
    throw new BadRule(problemIn(`${checked.stdout}\n${checked.stderr}`, rules));
  }
  const asked = [...rules, ...used].map(({ expr }) => expr).join("\n");
  const testFile = `${path}.days.yaml`;
  await Deno.writeTextFile(
    testFile,
    testsOf(days, { everyMs, asked, ruleFile }),
  );
  const { stdout, stderr } = await promtool("test", "rules", testFile);
  const text = `${stdout}\n${stderr}`;
  const broken = /^.*\berr: .*$/m.exec(text);
  if (broken !== null) throw new BadRule(problemIn(broken[0], rules));
  return new Map(days.map((day, index) => [day, firedIn(text, index, rules)]));
}

/** Recordings that the rules ask for, and those that these ask for. */
function usedBy(
  rules: readonly { readonly expr: string }[],
  recordings: readonly Recording[],
): readonly Recording[] {
  const used = new Set<Recording>();
  let asked = rules.map(({ expr }) => expr).join("\n");
  for (let size = -1; size !== used.size;) {
    size = used.size;
    for (const one of recordings) {
      if (used.has(one) || !asked.includes(one.record)) continue;
      used.add(one);
      asked += one.expr;
    }
  }
  return recordings.filter((one) => used.has(one));
}

function asPrometheus(
  { expr, forMs, keepFiringMs }: AlertRule,
  index: number,
): Readonly<Record<string, unknown>> {
  return {
    alert: `rule${index}`,
    expr,
    ...forMs > 0 ? { for: formatPromDuration(forMs) } : {},
    ...keepFiringMs > 0
      ? { keep_firing_for: formatPromDuration(keepFiringMs) }
      : {},
    labels: { rule: String(index) },
  };
}

function testsOf(
  days: readonly Day[],
  { everyMs, asked, ruleFile }: {
    readonly everyMs: number;
    /** All that rules ask. */
    readonly asked: string;
    readonly ruleFile: string;
  },
): string {
  // What nobody asks for only costs time.
  const isAsked = ({ series }: Series): boolean =>
    asked.includes(series.slice(0, series.indexOf("{"))) ||
    asked.includes("__name__");
  return stringify({
    rule_files: [ruleFile],
    evaluation_interval: formatPromDuration(everyMs),
    tests: days.map((day, index) => ({
      name: day.name,
      interval: formatPromDuration(SCRAPE_MS),
      input_series: seriesOf(day).filter(isAsked),
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

/** Read from promtool's complaint. */
function firedIn(
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

/** Prometheus's words, with the student's name of the rule. */
function problemIn(text: string, rules: readonly AlertRule[]): string {
  const named = text.replaceAll(
    /\brule(\d+)\b/g,
    (word, index) => rules[Number(index)]?.name ?? word,
  );
  const line = named.split("\n").find((one) => /could not|\berr: /.test(one));
  return (line ?? named).replaceAll(/\S*alerts-\S*\//g, "").trim();
}
