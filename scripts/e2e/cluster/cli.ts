/**
 * `deno task test:cluster`
 * @module
 */

import {
  defineTool,
  realHost,
  runTool,
  type Tool,
  UsageError,
} from "../../lib/cli/mod.ts";
import { canaryTool } from "./canary_cli.ts";
import { disruptTool } from "./disrupt_cli.ts";
import { manifestsTool } from "./manifests_cli.ts";
import { outageTool } from "./outage_cli.ts";
import { soakTool } from "./soak_cli.ts";
import { stagesTool } from "./stage_steps.ts";

/** The tool. */
export const testClusterTool: Tool = defineTool({
  name: "test:cluster",
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
  examples: ["test:cluster stages --load", "test:cluster disrupt"],
  run() {
    throw new UsageError(
      "Cannot run test:cluster: a command is missing, e.g. stages",
    );
  },
});

if (import.meta.main) Deno.exit(await runTool(realHost(), testClusterTool));
