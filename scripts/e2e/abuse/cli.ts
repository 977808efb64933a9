/**
 * `deno task e2e:abuse`
 * @module
 */

import { seededDraws } from "../../../services/shared/mod.ts";
import { startStack } from "../../stack/local/mod.ts";
import {
  boolean,
  defineTool,
  Exit,
  integer,
  realHost,
  runTool,
  type Tool,
} from "../../lib/cli/mod.ts";
import { abuse } from "./abuse.ts";
import { abuseDocument, abuseText } from "./report.ts";
import { stackEvents } from "./stack_events.ts";
import { brokenIn } from "./verdict.ts";
import { replaceFile } from "../../lib/files/mod.ts";

const FILE = new URL("RESULTS.md", import.meta.url);

/** Longest life of a hostile connection (ms): the services give it 10 s. */
const LIFE_MS = 15_000;

/** The tool. */
export const abuseTool: Tool = defineTool({
  name: "e2e:abuse",
  summary: "attacks the services on this machine beside honest customers",
  flags: {
    connections: integer("connections", {
      default: 10_000,
      min: 66,
      max: 100_000,
      help: "hostile connections, over all services",
    }),
    seconds: integer("seconds", {
      default: 60,
      min: 1,
      max: 600,
      help: "how long they come",
    }),
    maxOpen: integer("max-open", {
      default: 700,
      min: 10,
      max: 10_000,
      help: "hostile connections at a time; each is a descriptor of this tool",
    }),
    seed: integer("seed", {
      default: 1,
      min: 0,
      max: 4_294_967_295,
      help: "decides which attack comes when",
    }),
    write: boolean("write", { help: "keep the figures in RESULTS.md" }),
  },
  examples: ["e2e:abuse", "e2e:abuse --connections 1000 --seconds 10"],
  async run({ host, flags }) {
    const { connections, seconds, maxOpen, seed, write } = flags;
    const stop = new AbortController();
    const noSignals = host.onSignal(() => stop.abort());
    const events = stackEvents(host.err);
    await using stack = await startStack({ note: host.err, ...events.hear });
    const findings = await abuse({
      stack,
      clock: host.clock,
      random: seededDraws(seed),
      signal: stop.signal,
      connections,
      seconds,
      warmUpSeconds: 20,
      calmSeconds: 30,
      lifeMs: LIFE_MS,
      maxOpen,
      ...events,
      say: host.err,
    });
    noSignals();
    host.out(abuseText(findings));
    if (write) {
      const now = host.clock.now();
      await replaceFile(FILE, abuseDocument(findings, { seconds, now }));
    }
    return brokenIn(findings).length === 0 ? Exit.ok : Exit.verdictFailed;
  },
});

if (import.meta.main) Deno.exit(await runTool(realHost(), abuseTool));
