/**
 * `deno task repo:first-start`
 * @module
 */

import {
  boolean,
  defineTool,
  Exit,
  realHost,
  runTool,
  type Tool,
} from "../../lib/cli/mod.ts";
import { measureStarts, type Start } from "./measure.ts";

/**
 * The most that a first start may fetch. Its time depends on the network, so it
 * is free.
 */
const MAX = { packages: 60, megabytes: 45 } as const;

/** The tool. It works on the current directory, the checkout's root. */
export const firstStartTool: Tool = defineTool({
  name: "repo:first-start",
  summary: "measures the first start of a clean clone with an empty cache",
  flags: {
    json: boolean("json", { help: "print the figures as JSON" }),
  },
  examples: ["repo:first-start", "repo:first-start --json"],
  async run({ host, flags: { json } }) {
    const { first, later } = await measureStarts(Deno.cwd());
    host.out(
      json
        ? JSON.stringify({ first, later, max: MAX })
        : [line("First start", first), line("Later start", later)].join("\n"),
    );
    const isSmall = first.packages <= MAX.packages &&
      first.megabytes <= MAX.megabytes;
    if (isSmall) return Exit.ok;
    host.err(
      `The first start must fetch at most ${MAX.packages} packages and ` +
        `${MAX.megabytes} MB. Give a package that few tasks use a lock of its ` +
        "own (scripts/lib/process/own_packages.ts)",
    );
    return Exit.verdictFailed;
  },
});

function line(name: string, { packages, megabytes, seconds }: Start): string {
  return `${name}: ${packages} packages, ${megabytes.toFixed(1)} MB, ` +
    `${seconds.toFixed(1)} s`;
}

if (import.meta.main) Deno.exit(await runTool(realHost(), firstStartTool));
