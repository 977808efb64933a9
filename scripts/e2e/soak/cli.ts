/**
 * `deno task e2e:soak`
 * @module
 */

import { DEV_DIRECTORY, startStack } from "../../stack/local/mod.ts";
import {
  boolean,
  defineTool,
  duration,
  Exit,
  integer,
  realHost,
  runTool,
  type Tool,
} from "../../lib/cli/mod.ts";
import { soakDocument, soakText } from "./report.ts";
import { soak } from "./soak.ts";
import { replaceFile } from "../../lib/files/mod.ts";

const FILE = new URL("RESULTS.md", import.meta.url);

/** A line about memory every so many looks. */
const TELL_EVERY = 10;

/** The tool. */
export const soakTool: Tool = defineTool({
  name: "e2e:soak",
  summary: "an hour of visits: no error, no growth of memory, the books agree",
  flags: {
    durationMs: duration("duration", {
      default: 3_600_000,
      min: 10_000,
      max: 24 * 3_600_000,
      help: "how long visitors come",
    }),
    rps: integer("rps", {
      default: 200,
      min: 1,
      max: 10_000,
      help: "visits a second",
    }),
    write: boolean("write", { help: "keep the figures in RESULTS.md" }),
  },
  examples: ["e2e:soak", "e2e:soak --duration 1m --rps 50"],
  async run({ host, flags }) {
    await using stack = await startStack({ note: host.err });
    await Deno.mkdir(DEV_DIRECTORY, { recursive: true });
    let looks = 0;
    const report = await soak({
      stack,
      clock: host.clock,
      rps: flags.rps,
      seconds: flags.durationMs / 1000,
      summary: `${DEV_DIRECTORY}/soak-${host.clock.now()}.json`,
      onSample({ seconds, mib }) {
        if (looks++ % TELL_EVERY !== 0) return;
        const words = Object.entries(mib)
          .map(([name, value]) => `${name} ${value.toFixed(0)} MiB`);
        host.err(`${seconds.toFixed(0)} s: ${words.join(", ")}`);
      },
    });
    host.out(soakText(report));
    if (flags.write) {
      await replaceFile(FILE, soakDocument(report, host.clock.now()));
    }
    return report.broken.length === 0 ? Exit.ok : Exit.verdictFailed;
  },
});

if (import.meta.main) Deno.exit(await runTool(realHost(), soakTool));
