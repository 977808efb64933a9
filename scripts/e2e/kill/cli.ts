/**
 * `deno task e2e:kill`
 * @module
 */

import {
  boolean,
  defineTool,
  Exit,
  integer,
  realHost,
  runTool,
  text,
  type Tool,
} from "../../lib/cli/mod.ts";
import { replaceFile } from "../../lib/files/mod.ts";
import { circumstances } from "../../lib/measured/mod.ts";
import { openBed } from "./bed.ts";
import { killRounds, seenTable } from "./kill_rounds.ts";
import { keptSum, summed } from "./sum.ts";
import { seededRandom } from "./random.ts";
import { VICTIMS } from "./victims.ts";

const FILE = new URL("./RESULTS.md", import.meta.url);

/** The tool. */
export const killTool: Tool = defineTool({
  name: "e2e:kill",
  summary: "kills tools at random moments; nothing may be lost or half written",
  flags: {
    rounds: integer("rounds", {
      default: 500,
      min: 1,
      max: 100_000,
      help: "kills, of each tool in turn; 27 are enough for a pipeline",
    }),
    seed: integer("seed", {
      default: 1,
      min: 0,
      max: 4_294_967_295,
      help: "the same seed chooses the same moments",
    }),
    sum: text("sum", {
      default: undefined,
      placeholder: "FILE.json",
      help: "add to the figures of earlier runs that are kept there",
    }),
    write: boolean("write", { help: "keep the figures in RESULTS.md" }),
  },
  examples: ["e2e:kill", "e2e:kill --rounds 27 --seed 7"],
  async run({ host, flags: { rounds, seed, sum, write } }) {
    const stop = new AbortController();
    const silence = host.onSignal(() => stop.abort());
    await using bed = await openBed(host.err);
    const before = sum === undefined ? undefined : await keptSum(sum);
    const now = await killRounds(bed, VICTIMS, {
      rounds,
      random: seededRandom(seed),
      onRound: host.err,
      signal: stop.signal,
    });
    silence();
    const all = before === undefined ? now : summed(before.all, now);
    const seeds = [...before?.seeds ?? [], seed];
    if (sum !== undefined) {
      await replaceFile(sum, JSON.stringify({ seeds, all }));
    }
    const table = seenTable(all);
    host.out(table);
    if (write) {
      const where = circumstances(host.clock.now());
      await replaceFile(FILE, document(all, table, seeds, where));
    }
    const isGood = all.every(({ problems }) => problems.length === 0);
    return isGood ? Exit.ok : Exit.verdictFailed;
  },
});

function document(
  all: Awaited<ReturnType<typeof killRounds>>,
  table: string,
  seeds: readonly number[],
  where: string,
): string {
  const runs = all.reduce((sum, one) => sum + one.runs, 0);
  const killed = all.reduce((sum, one) => sum + one.killed, 0);
  return `# Tools that were killed

DO NOT EDIT: written by \`deno task e2e:kill --write\`.

${where}, ${seeds.length === 1 ? "seed" : "seeds"} ${
    seeds.join(", ")
  }. Of ${runs} runs, ${killed} were ended by SIGKILL at a random moment, and the others ended
before it came. After each run, every result was the old one, the new one, or missing, and the shop listed its
events. After every fifth run of a tool, the tool ran again to its end without any repair by hand.

${table}`;
}

if (import.meta.main) Deno.exit(await runTool(realHost(), killTool));
