// Runs with -P=test-system
import assert from "node:assert/strict";
import type { Clients } from "../../adapters/postgres/mod.ts";
import { fileSource } from "./source.ts";

/** Clients whose every program is this one of the shell's. */
function clientsOf(script: string): Clients {
  return {
    where: "here",
    version: "17",
    invocation: () => ({ file: "sh", args: ["-c", script], env: {} }),
  };
}

Deno.test("a list of contents that is read from the beginning alone is no damage", async () => {
  const path = await Deno.makeTempFile();
  await Deno.writeFile(path, new Uint8Array(5_000_000)); // far more than a pipe holds
  const source = await fileSource(path);
  const damage = (script: string) => source.damage(clientsOf(script));
  assert.equal(await damage("head -c 5 >/dev/null"), undefined);
  assert.equal(await damage("cat >/dev/null"), undefined);
  assert.match(await damage("head -c 5 >/dev/null; exit 1") ?? "", /code 1/);
  await Deno.remove(path);
});
