// Runs with -P=test-system
import assert from "node:assert/strict";
import { fixedPorts, freePorts } from "./ports.ts";

Deno.test("fixedPorts() names who holds a port that is taken", async () => {
  const port = freePorts(["any"]).get("any") ?? 0;
  using _listener = Deno.listen({ hostname: "127.0.0.1", port });
  const offset = port - 8080;
  await assert.rejects(fixedPorts(["gateway", "events"], offset), {
    name: "CouldNotRun",
    message: new RegExp(
      `^Cannot start: port ${port} of gateway is held by process ${Deno.pid} `,
    ),
  });
});

Deno.test("fixedPorts() moves every port by the offset", async () => {
  const offset = (freePorts(["any"]).get("any") ?? 0) - 8082;
  const ports = await fixedPorts(["payments"], offset);
  assert.deepEqual([...ports], [["payments", 8082 + offset]]);
});

Deno.test("freePorts() leaves out what is taken, and wraps around", () => {
  using _listener = Deno.listen({ hostname: "127.0.0.1", port: 31_999 });
  const ports = [...freePorts(["a", "b"], () => 0.99999).values()];
  assert.equal(ports.length, 2);
  assert.ok(ports.every((port) => port >= 20_000 && port < 31_999));
});
