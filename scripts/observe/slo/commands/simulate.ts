/**
 * `deno task slo simulate`
 * @module
 */

import {
  CouldNotRun,
  defineTool,
  Exit,
  text,
  type Tool,
} from "../../../lib/cli/mod.ts";
import { REAL_CLOCK, SPECS } from "../files.ts";
import { type Incident, parseIncidents } from "../incidents.ts";
import { runProgram } from "../../../lib/process/mod.ts";
import type { Simulated } from "../evaluate_incident.ts";
import { type RuleFile, simulate } from "../simulate.ts";
import { parseSpec, SpecError } from "../spec.ts";
import usual from "../incidents.yaml" with { type: "text" };
import { readText } from "../../../lib/files/mod.ts";

/** The command. */
export const simulateTool: Tool = defineTool({
  name: "simulate",
  summary:
    "plays incidents to alert rules: who is woken, how soon, for nothing?",
  flags: {
    rules: text("rules", {
      default: `${REAL_CLOCK.folder}/rules`,
      placeholder: "DIR",
      help: "folder of rule files; pages are alerts labelled severity=page",
    }),
    incidents: text("incidents", {
      default: undefined,
      placeholder: "FILE",
      help: "your own incidents instead of the twenty that come with it",
    }),
  },
  async run({ host, flags }) {
    const began = host.clock.monotonic();
    const incidents = await readIncidents(flags.incidents);
    const cases = await Promise.all(
      incidents.map(async (incident) => {
        const path = `${SPECS}/${incident.slo}.yaml`;
        return { incident, slo: parseSpec(await read(path), path) };
      }),
    );
    const results = await simulate(
      { env: host.env, program: runProgram },
      await ruleFiles(flags.rules),
      cases,
    );
    for (const result of results) host.out(line(result));
    const missed = results.filter((one) => one.missed).length;
    const wrong = results.filter((one) => one.falsePage).length;
    const seconds = (host.clock.monotonic() - began) / 1000;
    host.out(
      `${results.length} incidents in ${seconds.toFixed(1)} s: ` +
        `${missed} missed, ${wrong} false pages`,
    );
    return missed + wrong === 0 ? Exit.ok : Exit.verdictFailed;
  },
});

async function readIncidents(
  path: string | undefined,
): Promise<readonly Incident[]> {
  try {
    return path === undefined
      ? parseIncidents(usual, "incidents.yaml")
      : parseIncidents(await read(path), path);
  } catch (error) {
    if (!(error instanceof SpecError)) throw error;
    throw new CouldNotRun(`Cannot read ${error.message}`);
  }
}

async function read(path: string): Promise<string> {
  try {
    return await readText(path);
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
    throw new CouldNotRun(`Cannot read ${path}: there is no such file`);
  }
}

async function ruleFiles(folder: string): Promise<readonly RuleFile[]> {
  const files: RuleFile[] = [];
  try {
    for await (const { name } of Deno.readDir(folder)) {
      if (!/\.ya?ml$/.test(name)) continue;
      const path = await Deno.realPath(`${folder}/${name}`);
      files.push({ path, text: await readText(path) });
    }
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  }
  if (files.length > 0) return files;
  throw new CouldNotRun(`Cannot simulate: there is no rule file in ${folder}`);
}

function line(
  { incident, detectedAfterMs, missed, falsePage }: Simulated,
): string {
  const verdict = missed
    ? "MISSED"
    : falsePage
    ? "FALSE PAGE"
    : detectedAfterMs === undefined
    ? "silent, rightly"
    : `paged after ${Math.round(detectedAfterMs / 1000)} s`;
  return `${verdict.padEnd(18)} ${incident.slo.padEnd(21)} ${incident.name}`;
}
