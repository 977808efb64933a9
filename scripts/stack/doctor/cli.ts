/**
 * `deno task doctor`
 * @module
 */

import { statfs } from "node:fs/promises";
import { homedir } from "node:os";
import { delimiter } from "node:path";
import { firstFile, thisPlatform } from "../../lib/platform/mod.ts";
import { portHolder, runProgram } from "../../lib/process/mod.ts";
import {
  boolean,
  CouldNotRun,
  defineTool,
  Exit,
  type Host,
  integer,
  realHost,
  runTool,
  type Tool,
} from "../../lib/cli/mod.ts";
import { ALL } from "./check_kinds.ts";
import { CHECKS } from "./checks.ts";
import type { Finding, Machine } from "./machine.ts";

/** The tool, for a machine. */
export function doctorTool(look: (env: Host["env"]) => Promise<Machine>): Tool {
  return defineTool({
    name: "doctor",
    summary:
      "checks this machine: what is there, what is missing, for which lab",
    flags: {
      json: boolean("json", { help: "findings as JSON" }),
      lab: integer("lab", {
        default: undefined,
        min: 1,
        max: ALL.length,
        help: "only what this lab needs",
      }),
    },
    examples: ["doctor", "doctor --lab 4", "doctor --json"],
    async run({ host, flags }) {
      const machine = await look(host.env);
      const chosen = CHECKS.filter(({ labs, bonus = [] }) =>
        flags.lab === undefined || [...labs, ...bonus].includes(flags.lab)
      );
      const findings = await Promise.all(
        chosen.map(async ({ what, labs, bonus = [], run }) => {
          const isForBonus = flags.lab !== undefined &&
            !labs.includes(flags.lab);
          return { what, labs, bonus, isForBonus, ...await run(machine) };
        }),
      );
      const missing = findings.filter(({ status, isForBonus }) =>
        status === "missing" && !isForBonus
      );
      if (flags.json) host.out(JSON.stringify(findings));
      else {
        for (const one of findings) host.out(lines(one));
        host.out(`\n${verdict(missing.length, flags.lab)}`);
      }
      return missing.length === 0 ? Exit.ok : Exit.verdictFailed;
    },
  });
}

function verdict(missing: number, lab: number | undefined): string {
  if (lab !== undefined) {
    return missing === 0
      ? `Ready for Lab ${lab}.`
      : `Lab ${lab} needs ${missing} more. Run the commands above, then ` +
        `deno task doctor --lab ${lab}`;
  }
  return missing === 0
    ? "Ready for every lab."
    : `${missing} missing. See what one lab needs: deno task doctor --lab 1`;
}

/** Numbers of labs, as people write them: 1-3, 6. */
export function labList(labs: readonly number[]): string {
  const runs: number[][] = [];
  for (const lab of labs) {
    const last = runs.at(-1);
    if (last?.at(-1) === lab - 1) last.push(lab);
    else runs.push([lab]);
  }
  return runs.map((run) =>
    run.length > 2 ? `${run[0]}-${run.at(-1)}` : run.join(", ")
  ).join(", ");
}

const MARKS = { ok: "ok     ", warn: "warning", missing: "MISSING" } as const;

function lines(
  { what, labs, bonus, status, found, fix }: Finding & {
    readonly what: string;
    readonly labs: readonly number[];
    readonly bonus: readonly number[];
  },
): string {
  const forLabs = [
    ...labs.length === 0 ? [] : [`labs ${labList(labs)}`],
    ...bonus.length === 0 ? [] : [`bonus of lab ${labList(bonus)}`],
  ].join("; ");
  const line = `${MARKS[status]}  ${what}: ${found} (${forLabs})`;
  return fix === undefined ? line : `${line}\n         ${fix}`;
}

const GIB = 2 ** 30;

async function thisMachine(env: Host["env"]): Promise<Machine> {
  const { bavail, bsize } = await statfs(".");
  return {
    platform: thisPlatform(),
    folder: Deno.cwd(),
    kubeconfig: await firstFile([
      ...(env("KUBECONFIG") ?? "").split(delimiter),
      `${homedir()}/.kube/config`,
    ]),
    arch: Deno.build.arch,
    denoVersion: Deno.version.deno,
    cores: navigator.hardwareConcurrency,
    memoryGib: Deno.systemMemoryInfo().available / GIB,
    diskGib: Number(bavail) * Number(bsize) / GIB,
    holder: async (port) => isFree(port) ? undefined : await portHolder(port),
    async run(name, ...args) {
      const program = name === "promtool" ? env("PROMTOOL") ?? name : name;
      try {
        return await runProgram(program, args);
      } catch (error) {
        if (error instanceof CouldNotRun) return undefined;
        throw error;
      }
    },
  };
}

function isFree(port: number): boolean {
  try {
    Deno.listen({ hostname: "127.0.0.1", port }).close();
    return true;
  } catch {
    return false;
  }
}

/** The tool, on this machine. */
export const doctor: Tool = doctorTool(thisMachine);

if (import.meta.main) Deno.exit(await runTool(realHost(), doctor));
