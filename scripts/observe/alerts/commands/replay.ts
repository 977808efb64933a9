/**
 * `deno task alerts replay`
 * @module
 */

import { parseYaml } from "../../../lib/text/yaml/mod.ts";
import { runProgram } from "../../../lib/process/mod.ts";
import {
  CouldNotRun,
  defineTool,
  Exit,
  text,
  type Tool,
} from "../../../lib/cli/mod.ts";
import { studentContext } from "../../../checks/mod.ts";
import { readAlerting } from "../alert_files.ts";
import { type Alerting } from "../alert_files.ts";
import { type Day, DAYS } from "../days.ts";
import { evaluateDay, type Told } from "../grade_day.ts";
import { prometheusAlerts, recordings, ruleFile } from "../prometheus_files.ts";
import { BadRule, replay, type Replayed } from "../replay.ts";
import { readText } from "../../../lib/files/mod.ts";
import { evaluatePair, PAIRS, PAIRS_EVERY_MS } from "../pairs.ts";

/** The command. */
export const replayTool: Tool = defineTool({
  name: "replay",
  summary: "plays twenty days of the shop to your alerts: who is woken, when?",
  flags: {
    rules: text("rules", {
      default: undefined,
      placeholder: "FILE",
      help: "a file of Prometheus rules instead of all your alerts",
    }),
  },
  async run({ host, flags }) {
    const began = host.clock.monotonic();
    const alerting = flags.rules === undefined
      ? await readAlerting(studentContext(host))
      : await rulesIn(flags.rules);
    if (alerting.problems.length > 0) {
      throw new CouldNotRun(`Cannot read ${alerting.problems.join("; ")}`);
    }
    if (alerting.untranslated.length > 0) {
      throw new CouldNotRun(`Cannot play ${alerting.untranslated.join("; ")}`);
    }
    if (alerting.rules.length === 0) {
      throw new CouldNotRun(
        "Cannot replay: there is no alert rule in " +
          "monitoring/grafana/provisioning/alerting",
      );
    }
    const play = (days: readonly Day[], everyMs?: number): Promise<Replayed> =>
      replay(
        alerting,
        days,
        { program: runProgram, env: host.env },
        everyMs === undefined ? {} : { everyMs },
      ).catch((error: unknown) => {
        if (!(error instanceof BadRule)) throw error;
        throw new CouldNotRun(`Cannot evaluate: ${error.message}`);
      });
    const replayed = await play(DAYS);
    const all = DAYS.map((day) =>
      evaluateDay(day, replayed.get(day) ?? [], alerting.root)
    );
    for (const one of all) host.out(toldLine(one));
    const wrong = all.filter(({ verdict }) => verdict !== "right").length;
    const seconds = (host.clock.monotonic() - began) / 1000;
    host.out(
      `${all.length} days in ${seconds.toFixed(1)} s: ` +
        `${all.length - wrong} right, ${wrong} wrong`,
    );
    if (wrong > 0) return Exit.verdictFailed;
    const pairs = await play(PAIRS.map(({ day }) => day), PAIRS_EVERY_MS);
    const off = PAIRS.map((probe) =>
      evaluatePair(probe, pairs.get(probe.day) ?? [])
    ).filter(({ problem }) => problem !== undefined);
    for (const { probe, problem, rules } of off) {
      host.out(`${probe.name}: ${problem}${named(rules)}`);
    }
    host.out(
      `the pairs of the table: ${PAIRS.length - off.length} of ` +
        `${PAIRS.length} as they must be`,
    );
    return off.length === 0 ? Exit.ok : Exit.verdictFailed;
  },
});

async function rulesIn(path: string): Promise<Alerting> {
  const source = await readText(path).catch(() => {
    throw new CouldNotRun(`Cannot read ${path}: there is no such file`);
  });
  const file = ruleFile.safeParse(parseYaml(source, path));
  if (!file.success) {
    throw new CouldNotRun(
      `Cannot read ${path}: it is no file of rules. Write alert rules as in ` +
        "labs/lab6.md, or leave --rules out",
    );
  }
  return {
    rules: prometheusAlerts(file.data, path),
    recordings: recordings(file.data),
    contacts: [],
    root: undefined,
    problems: [],
    untranslated: [],
  };
}

/** A day in a line: what came of it, which rules, which day. */
function toldLine(
  { day, verdict, pagedAfterMs, ticketAfterMs, rules }: Told,
): string {
  const paged = pagedAfterMs === undefined
    ? undefined
    : `paged after ${seconds(pagedAfterMs)}`;
  const right = day.page !== "never"
    ? paged
    : ticketAfterMs !== undefined && typeof day.ticket === "number"
    ? `ticket after ${seconds(ticketAfterMs)}`
    : "rightly woke no engineer";
  const words = verdict === "right"
    ? right ?? ""
    : `${verdict.toUpperCase()}${verdict === "late" ? `, ${paged ?? ""}` : ""}`;
  return `${words.padEnd(24)} ${day.name}${named(rules)}`;
}

function named(rules: readonly string[]): string {
  return rules.length === 0 ? "" : ` (${rules.join(", ")})`;
}

function seconds(ms: number): string {
  const s = Math.round(ms / 1000);
  return s < 600 ? `${s} s` : `${Math.round(s / 60)} min`;
}
