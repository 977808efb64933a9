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
import { DAYS } from "../days.ts";
import { evaluateDay, type Told } from "../grade_day.ts";
import { prometheusAlerts, recordings, ruleFile } from "../prometheus_files.ts";
import { BadRule, replay } from "../replay.ts";
import { readText } from "../../../lib/files/mod.ts";

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
    if (alerting.rules.length === 0) {
      throw new CouldNotRun(
        "Cannot replay: there is no alert rule in " +
          "monitoring/grafana/provisioning/alerting",
      );
    }
    const replayed = await replay(alerting, DAYS, {
      program: runProgram,
      env: host.env,
    }).catch((error: unknown) => {
      if (!(error instanceof BadRule)) throw error;
      throw new CouldNotRun(`Cannot evaluate: ${error.message}`);
    });
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
    return wrong === 0 ? Exit.ok : Exit.verdictFailed;
  },
});

async function rulesIn(path: string): Promise<Alerting> {
  const source = await readText(path).catch(() => {
    throw new CouldNotRun(`Cannot read ${path}: there is no such file`);
  });
  const file = ruleFile.safeParse(parseYaml(source, path));
  if (!file.success) {
    throw new CouldNotRun(`Cannot read ${path}: it is no file of rules`);
  }
  return {
    rules: prometheusAlerts(file.data, path),
    recordings: recordings(file.data),
    contacts: [],
    root: undefined,
    problems: [],
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
    : "nobody woken, rightly";
  const words = verdict === "right"
    ? right ?? ""
    : `${verdict.toUpperCase()}${verdict === "late" ? `, ${paged ?? ""}` : ""}`;
  const who = rules.length === 0 ? "" : ` (${rules.join(", ")})`;
  return `${words.padEnd(24)} ${day.name}${who}`;
}

function seconds(ms: number): string {
  const s = Math.round(ms / 1000);
  return s < 600 ? `${s} s` : `${Math.round(s / 60)} min`;
}
