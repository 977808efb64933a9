// Runs with -P=test-system
import assert from "node:assert/strict";
import { runProgram } from "../process/command.ts";

/** Asks an address of this machine, from a process that begins like a tool. */
const TOOL = `
import { realHost } from "${new URL("./host.ts", import.meta.url)}";
const host = realHost();
host.out(await (await fetch(host.args[0])).text());
host.out(host.env("NO_PROXY"));
`;

Deno.test("a tool asks this machine directly, whatever HTTP_PROXY says", async () => {
  await using server = Deno.serve(
    { hostname: "127.0.0.1", port: 0, onListen() {} },
    () => new Response("from the shop"),
  );
  await using proxy = Deno.serve(
    { hostname: "127.0.0.1", port: 0, onListen() {} },
    () => new Response("from the proxy", { status: 502 }),
  );
  const file = await Deno.makeTempFile({ suffix: ".ts" });
  const config = new URL("../../../deno.json", import.meta.url).pathname;
  const proxyUrl = `http://127.0.0.1:${proxy.addr.port}`;
  try {
    await Deno.writeTextFile(file, TOOL);
    const { stdout, stderr } = await runProgram(Deno.execPath(), [
      ...["run", "--quiet", "--no-check", "--config", config, "-A", file],
      `http://127.0.0.1:${server.addr.port}/`,
    ], {
      HTTP_PROXY: proxyUrl,
      http_proxy: proxyUrl,
      NO_PROXY: "example.com",
      no_proxy: "",
    });
    assert.deepEqual(stdout.split("\n"), [
      "from the shop",
      "example.com,127.0.0.1,localhost,::1",
    ], stderr);
  } finally {
    await Deno.remove(file);
  }
});
