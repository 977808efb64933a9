// Runs with -P=test-system
/**
 * The remaining abilities of a command that gives its permissions up, in a real
 * process.
 */

import assert from "node:assert/strict";

Deno.test("a command that needs to read can start no program and open no connection", async () => {
  const cli = new URL("./mod.ts", import.meta.url).href;
  const code = `import { defineTool, realHost, runTool } from ${
    JSON.stringify(cli)
  };
    const tried = {
      run: async () => await new Deno.Command("true").output(),
      net: async () => await Deno.connect({ port: 9, hostname: "127.0.0.1" }),
      write: () => Deno.writeTextFile("/dev/null", ""),
      read: () => Deno.readTextFile("/dev/null"),
    };
    const tool = defineTool({
      name: "reader",
      summary: "reads",
      needs: ["read"],
      flags: {},
      async run({ host }) {
        for (const [name, act] of Object.entries(tried)) {
          host.out(name + " " + await act().then(() => "done", (e) => e.name));
        }
        return 0;
      },
    });
    Deno.exit(await runTool(realHost(), tool));`;
  const child = new Deno.Command(Deno.execPath(), {
    args: ["run", "--quiet", "--allow-all", "--no-check", "-"],
    cwd: new URL("../../..", import.meta.url),
    stdin: "piped",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
  const writer = child.stdin.getWriter();
  await writer.write(new TextEncoder().encode(code));
  await writer.close();
  const { stdout, stderr } = await child.output();
  assert.equal(new TextDecoder().decode(stderr), "");
  assert.deepEqual(new TextDecoder().decode(stdout).trim().split("\n"), [
    "run NotCapable",
    "net NotCapable",
    "write NotCapable",
    "read done",
  ]);
});
