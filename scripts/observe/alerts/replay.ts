/**
 * Replays a day against a student's alerts: Prometheus's own engine
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
import { type Fired, firedIn, testsOf } from "./replay_tests.ts";
import { SCRAPE_MS } from "./shop_series.ts";
import { readText, replaceFile } from "../../lib/files/mod.ts";

/** Which rules fired on which day. */
export type Replayed = ReadonlyMap<Day, readonly Fired[]>;

/** A rule that Prometheus cannot evaluate. */
export class BadRule extends Error {
  override readonly name = "BadRule";
}

/** How often rules are evaluated when none says it (ms). */
const EVERY_MS = 60_000;

/** Days that are played to tickets alone, from fewer scrapes. */
const LONG_MS = 12 * 3_600_000;
const COARSE = { everyMs: 300_000, scrapeMs: 120_000 } as const;

function isLong(day: Day): boolean {
  return lengthOf(day) > LONG_MS;
}

/**
 * Plays days to all rules that are not paused.
 * @param options how often rules are evaluated, where that is not theirs to say
 * @throws {BadRule} with Prometheus's own words
 * @throws {CouldNotRun} without a promtool
 */
export async function replay(
  { rules, recordings }: Pick<Alerting, "rules" | "recordings">,
  days: readonly Day[],
  host: PromtoolHost,
  options: { readonly everyMs?: number } = {},
): Promise<Replayed> {
  const live = rules.filter((one) => !one.isPaused);
  const folder = await Deno.makeTempDir({ prefix: "alerts-" });
  try {
    await Deno.chmod(folder, 0o755); // a container reads it as another user
    const promtool = await findPromtool(host, [folder]);
    const slowest = live.length === 0
      ? EVERY_MS
      : Math.max(SCRAPE_MS, ...live.map((one) => one.everyMs));
    const { everyMs = slowest } = options;
    const play = (
      name: string,
      some: Pick<Played, "rules" | "days"> & Partial<Played>,
    ) =>
      played(promtool, {
        recordings,
        everyMs,
        scrapeMs: SCRAPE_MS,
        ...some,
        path: `${folder}/${name}`,
      });
    // Rules for tickets look back longest: they wait for the days about them.
    const isAboutTickets = (day: Day): boolean =>
      day.ticket !== undefined && !isLong(day);
    const all = await Promise.all([
      play("all", { rules: live, days: days.filter(isAboutTickets) }),
      play("tickets", {
        rules: live.filter(({ labels }) => kindOf(labels) === "ticket"),
        days: days.filter(isLong),
        ...COARSE,
      }),
      play("pages", {
        rules: live.filter(({ labels }) => kindOf(labels) !== "ticket"),
        days: days.filter((day) => !isAboutTickets(day) && !isLong(day)),
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
  readonly scrapeMs: number;
  /** Where its files are, without their endings. */
  readonly path: string;
}

async function played(
  promtool: Promtool,
  { rules, recordings, days, everyMs, scrapeMs, path }: Played,
): Promise<Replayed> {
  if (days.length === 0) return new Map();
  const used = usedBy(rules, recordings);
  const ruleFile = `${path}.rules.yaml`;
  await replaceFile(
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
  const tests = testsOf(days, { everyMs, scrapeMs, asked });
  await replaceFile(
    testFile,
    `rule_files: [${JSON.stringify(ruleFile)}]\n${tests}`,
  );
  const text = await answered(
    JSON.stringify([await readText(ruleFile), tests]),
    async () => {
      const { stdout, stderr } = await promtool("test", "rules", testFile);
      return `${stdout}\n${stderr}`;
    },
  );
  const broken = /^.*\berr: .*$/m.exec(text);
  if (broken !== null) throw new BadRule(problemIn(broken[0], rules));
  return new Map(days.map((day, index) => [day, firedIn(text, index, rules)]));
}

/** The results of promtool in this process: the same rules on the same days. */
const ANSWERS = new Map<string, Promise<string>>();

/** Rules that differ in their form alone are the same rules. */
async function answered(
  key: string,
  ask: () => Promise<string>,
): Promise<string> {
  const known = ANSWERS.get(key) ?? ask();
  ANSWERS.set(key, known);
  try {
    return await known;
  } catch (error) {
    ANSWERS.delete(key);
    throw error;
  }
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

/** Prometheus's words, with the student's name of the rule. */
function problemIn(text: string, rules: readonly AlertRule[]): string {
  const named = text.replaceAll(
    /\brule(\d+)\b/g,
    (word, index) => rules[Number(index)]?.name ?? word,
  );
  const line = named.split("\n").find((one) => /could not|\berr: /.test(one));
  return (line ?? named).replaceAll(/\S*alerts-\S*\//g, "").trim();
}
