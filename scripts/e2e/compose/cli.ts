/**
 * `deno task test:compose`
 * @module
 */

import {
  boolean,
  defineTool,
  Exit,
  type Host,
  realHost,
  runTool,
  type Tool,
} from "../../lib/cli/mod.ts";
import { CHECKS } from "./checks.ts";
import { createProject, type Project } from "../../adapters/docker/mod.ts";

/** The tool. */
export const composeTool: Tool = defineTool({
  name: "test:compose",
  summary: "builds the images, starts the stack, breaks it, removes it again",
  flags: {
    keep: boolean("keep", { help: "leave the stack running at the end" }),
  },
  async run({ host, flags }) {
    const project = createProject(`quickticket-test-${Deno.pid}`);
    const noSignals = host.onSignal(() => {
      host.err("removing the stack");
      void project.remove().finally(() => Deno.exit(Exit.couldNotRun));
    });
    try {
      return await play(host, project);
    } finally {
      if (flags.keep) host.err(`left running: ${project.gatewayUrl}`);
      else await project.remove();
      noSignals();
    }
  },
});

async function play(host: Host, project: Project): Promise<number> {
  const { clock } = host;
  const timed = async (what: string, work: () => Promise<unknown>) => {
    const began = clock.monotonic();
    await work();
    const seconds = (clock.monotonic() - began) / 1000;
    host.out(`ok      ${what} (${seconds.toFixed(1)} s)`);
  };
  await timed("docker compose build", () => project.compose(["build"]));
  await timed(
    "docker compose up -d --wait",
    () => project.compose(["up", "-d", "--wait"]),
  );
  let failed = 0;
  for (const check of CHECKS) {
    try {
      const figure = await check.run(project);
      host.out(`ok      ${check.what}${figure ? ` (${figure})` : ""}`);
    } catch (error) {
      failed++;
      const reason = error instanceof Error ? error.message : String(error);
      host.out(`FAILED  ${check.what}: ${reason}`);
    }
  }
  host.out(`${CHECKS.length + 2 - failed} passed, ${failed} failed`);
  return failed === 0 ? Exit.ok : Exit.verdictFailed;
}

if (import.meta.main) Deno.exit(await runTool(realHost(), composeTool));
