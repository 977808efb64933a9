/**
 * `deno task e2e:bench:journey`
 * @module
 */

import { startStack } from "../../../stack/local/mod.ts";
import {
  boolean,
  defineTool,
  Exit,
  integer,
  realHost,
  runTool,
  type Tool,
} from "../../../lib/cli/mod.ts";
import { measureJourney } from "./journey.ts";
import { journeyDocument, journeyText } from "./report.ts";
import { replaceFile } from "../../../lib/files/mod.ts";

const FILE = new URL("RESULTS.md", import.meta.url);

/** The tool. */
export const journeyBenchTool: Tool = defineTool({
  name: "e2e:bench:journey",
  summary: "CPU of list, reserve and pay: the shop, a bare chain, layers off",
  flags: {
    seconds: integer("seconds", {
      default: 6,
      min: 1,
      max: 60,
      help: "length of one measurement",
    }),
    connections: integer("connections", {
      default: 32,
      min: 1,
      max: 1000,
      help: "connections at a time",
    }),
    rounds: integer("rounds", {
      default: 3,
      min: 1,
      max: 20,
      help: "measurements of each variant",
    }),
    write: boolean("write", { help: "keep the result in RESULTS.md" }),
  },
  examples: ["e2e:bench:journey", "e2e:bench:journey --rounds 5 --write"],
  async run({ host, flags }) {
    const { seconds, connections, rounds, write } = flags;
    await using stack = await startStack({ only: [], note: host.err });
    const samples = await measureJourney({
      stack,
      seconds,
      connections,
      rounds,
      say: host.err,
    });
    host.out(journeyText(samples));
    if (write) {
      const [load = NaN] = Deno.loadavg();
      const document = journeyDocument(samples, {
        seconds,
        connections,
        rounds,
        now: host.clock.now(),
        load,
      });
      await replaceFile(FILE, document);
    }
    return Exit.ok;
  },
});

if (import.meta.main) Deno.exit(await runTool(realHost(), journeyBenchTool));
