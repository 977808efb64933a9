/**
 * `deno task test:fuzz`
 * @module
 */

import { DEV_DIRECTORY, startStack } from "../../stack/local/mod.ts";
import {
  CouldNotRun,
  defineTool,
  Exit,
  integer,
  realHost,
  runTool,
  type Tool,
} from "../../lib/cli/mod.ts";
import { fuzz, installSchemathesis } from "./schemathesis.ts";

/** Examples of one operation in one run. */
const EXAMPLES = 100;

/** The tool. */
export const fuzzTool: Tool = defineTool({
  name: "test:fuzz",
  summary: "sends malformed requests to every service; no answer may be a 5xx",
  flags: {
    requests: integer("requests", {
      default: 10_000,
      min: 100,
      max: 1_000_000,
      help: "how many at least, over all services",
    }),
    seed: integer("seed", {
      default: 1,
      min: 0,
      max: 1_000_000,
      help: "of the first run; the next runs count on from it",
    }),
  },
  examples: ["test:fuzz", "test:fuzz --requests 1000 --seed 42"],
  async run({ host, flags }) {
    const program = await installSchemathesis(`${DEV_DIRECTORY}/schemathesis`);
    await using stack = await startStack({ note: host.err });
    let requests = 0;
    let seed = flags.seed;
    while (requests < flags.requests) {
      for (const [service, url] of Object.entries(stack.urls)) {
        const run = await fuzz(program, url, { seed, examples: EXAMPLES });
        requests += run.requests;
        host.err(`${service}: ${run.requests} requests with seed ${seed}`);
        if (!run.passed) {
          host.out(run.text);
          host.out(`${service} broke its contract after ${requests} requests`);
          return Exit.verdictFailed;
        }
        if (run.requests === 0) {
          throw new CouldNotRun(`schemathesis sent nothing:\n${run.text}`);
        }
      }
      seed++;
    }
    host.out(`${requests} requests: no 5xx, no answer outside its schema`);
    return Exit.ok;
  },
});

if (import.meta.main) Deno.exit(await runTool(realHost(), fuzzTool));
