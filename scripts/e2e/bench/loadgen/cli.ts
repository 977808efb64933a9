/**
 * `deno run -A scripts/e2e/bench/loadgen/cli.ts`: what the generator can do and what
 * it costs, beside wrk and k6 in the same run.
 * @module
 */

import { serve } from "../../../lib/process/mod.ts";
import {
  boolean,
  defineTool,
  Exit,
  integer,
  realHost,
  runTool,
  text,
  type Tool,
} from "../../../lib/cli/mod.ts";
import {
  k6,
  loadgen,
  type Measured,
  type Rival,
  type Task,
  wrk,
} from "./rivals.ts";
import { readText, replaceFile } from "../../../lib/files/mod.ts";

const FILE = new URL("../BENCHMARKS.md", import.meta.url);
const SERVER = new URL("fixed_server.ts", import.meta.url).pathname;
const HEADING = "## Load generator";

/** Requests a second of the open model. */
const RATE = 1000;

interface Round {
  readonly name: string;
  readonly full: Measured;
  readonly open: Measured | undefined;
}

/** The tool. */
export const benchTool: Tool = defineTool({
  name: "loadgen bench",
  summary: "measures loadgen beside wrk and k6",
  flags: {
    k6: text("k6", {
      default: undefined,
      env: "K6",
      placeholder: "PROGRAM",
      help: "k6, e.g. of go install go.k6.io/k6@v1.0.0; without it only wrk",
    }),
    seconds: integer("seconds", {
      default: 30,
      min: 2,
      max: 300,
      help: "length of one measurement",
    }),
    connections: integer("connections", {
      default: 50,
      min: 1,
      max: 1000,
      help: "connections at full speed",
    }),
    write: boolean("write", { help: "keep the result in BENCHMARKS.md" }),
  },
  async run({ host, flags }) {
    const { seconds, connections } = flags;
    const rivals = [
      wrk,
      loadgen,
      ...flags.k6 === undefined ? [] : [k6(flags.k6)],
    ];
    const server = await serve({
      args: ["run", "--quiet", "-A", SERVER],
      env: {},
      path: "/events",
    });
    const rounds: Round[] = [];
    try {
      const task = { url: server.url, seconds, connections, rate: undefined };
      for (const rival of rivals) {
        host.err(`${rival.name} ...`);
        rounds.push(await roundOf(rival, task));
      }
    } finally {
      await server.stop();
    }
    const [ours, theirs] = ["loadgen", "k6"].map((name) =>
      rounds.find((round) => round.name === name)
    );
    const section = sectionOf(rounds, { seconds, connections });
    host.out(section);
    if (flags.write) await keep(section);
    return ours && theirs && ours.full.perCore < theirs.full.perCore
      ? Exit.verdictFailed
      : Exit.ok;
  },
});

async function roundOf(rival: Rival, task: Task): Promise<Round> {
  return {
    name: rival.name,
    full: await rival.measure(task),
    // wrk knows no rate.
    open: rival === wrk
      ? undefined
      : await rival.measure({ ...task, rate: RATE }),
  };
}

function sectionOf(
  rounds: readonly Round[],
  { seconds, connections }: Pick<Task, "seconds" | "connections">,
): string {
  const day = new Date().toISOString().slice(0, 10);
  const rows = rounds.map(({ name, full, open }) => [
    name,
    full.perSecond.toFixed(0),
    full.perCore.toFixed(0),
    full.cpuUs.toFixed(0) + " µs",
    ...open === undefined ? ["-", "-", "-", "-"] : [
      open.perSecond.toFixed(1),
      open.cpuUs.toFixed(0) + " µs",
      open.p50Ms.toFixed(2) + " ms",
      open.p99Ms.toFixed(2) + " ms",
    ],
  ]);
  const head = [
    "",
    "requests/s",
    "a core",
    "CPU each",
    `at ${RATE}/s`,
    "CPU each",
    "p50",
    "p99",
  ];
  return `${HEADING}

Written by \`deno run -A scripts/e2e/bench/loadgen/cli.ts --write\`. Measured on ${day}
with Deno ${Deno.version.deno}, ${navigator.hardwareConcurrency} cores that generator and server share. The server answers 800
bytes. Left: as fast as ${connections} connections go, for ${seconds} s. Right: ${RATE} a second for
${seconds} s. Start-up is counted. wrk sends one request over and over and counts; the
other two play scenarios, draw, and keep histograms for each step. loadgen counts
latency from when a request was due, k6 from when it was sent.

| ${head.join(" | ")} |
| --- | ${head.slice(1).map(() => "---:").join(" | ")} |
${rows.map((row) => `| ${row.join(" | ")} |`).join("\n")}
`;
}

/** Puts the section in the place of the one before, or at the end. */
async function keep(section: string): Promise<void> {
  const before = await readText(FILE);
  const start = before.indexOf(HEADING);
  if (start < 0) {
    return await replaceFile(FILE, `${before.trimEnd()}\n\n${section}`);
  }
  const next = before.indexOf("\n## ", start + 1);
  const rest = next < 0 ? "" : before.slice(next);
  await replaceFile(FILE, before.slice(0, start) + section + rest);
}

if (import.meta.main) Deno.exit(await runTool(realHost(), benchTool));
