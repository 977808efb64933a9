/**
 * `deno task e2e:cluster`
 * @module
 */

import {
  defineTool,
  realHost,
  runTool,
  type Tool,
  UsageError,
} from "../../lib/cli/mod.ts";
import { canaryTool } from "./commands/canary.ts";
import { disruptTool } from "./commands/disrupt.ts";
import { manifestsTool } from "./commands/manifests.ts";
import { outageTool } from "./commands/outage.ts";
import { soakTool } from "./commands/soak.ts";
import { stagesTool } from "./stage_steps.ts";

/** The tool. */
export const testClusterTool: Tool = defineTool({
  name: "e2e:cluster",
  summary:
    "what the reference deployment promises, on the cluster of KUBECONFIG",
  flags: {},
  commands: [
    manifestsTool,
    stagesTool,
    disruptTool,
    canaryTool,
    outageTool,
    soakTool,
  ],
  examples: ["e2e:cluster stages --load", "e2e:cluster disrupt"],
  run() {
    throw new UsageError(
      "Cannot run e2e:cluster: a command is missing, e.g. stages",
    );
  },
});

if (import.meta.main) Deno.exit(await runTool(realHost(), testClusterTool));
