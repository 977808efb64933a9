/**
 * Run by docker.sh: prints what compose or bake does, a command of docker.sh a
 * line. It ends with 3 when that is not known here.
 * @module
 */

import { readOptional } from "../../lib/files/mod.ts";
import { bakeCommands } from "./bake_builds.ts";
import { composeCommands } from "./compose_builds.ts";

if (import.meta.main) {
  const [kind, ...args] = Deno.args;
  const files = {
    read: readOptional,
    env: (name: string) => Deno.env.get(name),
  };
  try {
    const commands = kind === "bake"
      ? await bakeCommands(args, files)
      : await composeCommands(args, files);
    if (commands === undefined) Deno.exit(3);
    for (const one of commands) console.log(one);
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    Deno.exit(1);
  }
}
