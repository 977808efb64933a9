/**
 * The guard of one run, as a program; see ../guard.ts.
 * @module
 */

import { standGuard } from "../guard.ts";

if (import.meta.main) {
  Deno.stdout.writeSync(new TextEncoder().encode("watching\n"));
  await standGuard(Deno.args[0] ?? "", Deno.stdin.readable);
}
