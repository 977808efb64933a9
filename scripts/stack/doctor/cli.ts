/**
 * `deno task doctor`
 * @module
 */

import { statfs } from "node:fs/promises";
import { runProgram } from "../../lib/process/mod.ts";
import {
  boolean,
  CouldNotRun,
  defineTool,
  Exit,
  realHost,
  runTool,
  type Tool,
} from "../../lib/cli/mod.ts";
import { CHECKS } from "./checks.ts";
import type { Finding, Machine } from "./machine.ts";

/** The tool, for a machine. */
export function doctorTool(look: () => Promise<Machine>): Tool {
  return defineTool({
    name: "doctor",
    summary:
      "checks this machine: what is there, what is missing, for which lab",
    flags: { json: boolean("json", { help: "findings as JSON" }) },
    async run({ host, flags }) {
      const machine = await look();
      const findings = await Promise.all(
        CHECKS.map(async ({ what, labs, run }) => ({
          what,
          labs,
          ...await run(machine),
        })),
      );
      if (flags.json) host.out(JSON.stringify(findings));
      else for (const one of findings) host.out(lines(one));
      const missing = findings.filter(({ status }) => status === "missing");
      if (!flags.json) {
        host.out(
          missing.length === 0
            ? "\nReady for every lab."
            : `\n${missing.length} missing; the labs that need none of it work: ` +
              "lab 1 needs Deno and git only.",
        );
      }
      return missing.length === 0 ? Exit.ok : Exit.verdictFailed;
    },
  });
}

const MARKS = { ok: "ok     ", warn: "warning", missing: "MISSING" } as const;

function lines(
  { what, labs, status, found, fix }: Finding & {
    readonly what: string;
    readonly labs: string;
  },
): string {
  const line = `${MARKS[status]}  ${what}: ${found} (labs ${labs})`;
  return fix === undefined ? line : `${line}\n         ${fix}`;
}

const GIB = 2 ** 30;

async function thisMachine(): Promise<Machine> {
  const { bavail, bsize } = await statfs(".");
  const { os, arch } = Deno.build;
  return {
    os: os === "darwin" || os === "windows" ? os : "linux",
    arch,
    denoVersion: Deno.version.deno,
    cores: navigator.hardwareConcurrency,
    memoryGib: Deno.systemMemoryInfo().available / GIB,
    diskGib: Number(bavail) * Number(bsize) / GIB,
    isFree,
    async run(program, ...args) {
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
