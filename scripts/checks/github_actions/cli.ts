/**
 * Run by docker.sh: prints what compose or bake does, a command of docker.sh a
 * line. It ends with 3 when that is not known here.
 * @module
 */

import { realHost } from "../../lib/cli/mod.ts";
import { readOptional } from "../../lib/files/mod.ts";
import { bakeCommands } from "./bake_builds.ts";
import { composeCommands } from "./compose_builds.ts";

if (import.meta.main) {
  const host = realHost();
  const [kind, ...args] = Deno.args;
  const files = { read: readOptional, env: host.env };
  try {
    const commands = kind === "bake"
      ? await bakeCommands(args, files)
      : await composeCommands(args, files);
    if (commands === undefined) Deno.exit(3);
    for (const one of commands) host.out(one);
  } catch (error) {
    host.err(error instanceof Error ? error.message : String(error));
    Deno.exit(1);
  }
}
