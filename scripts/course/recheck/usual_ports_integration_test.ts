// Runs with -P=test-system
import assert from "node:assert/strict";
import { freePort } from "../../lib/process/free_port.ts";
import { openUsualPorts } from "./usual_ports.ts";

Deno.test("a shop on free ports answers on the usual ones, wherever it moves", async () => {
  const servers = ["a", "b"].map((text) =>
    Deno.serve(
      { hostname: "127.0.0.1", port: 0, onListen() {} },
      () => new Response(text),
    )
  );
  const [a, b] = servers.map(({ addr }) => `http://127.0.0.1:${addr.port}`);
  const port = freePort();
  let url: string | undefined = a;
  const usual = await openUsualPorts(() => url, { ports: { gateway: port } });
  const ask = () =>
    fetch(`http://127.0.0.1:${port}`, { headers: { connection: "close" } })
      .then((answer) => answer.text());
  assert.equal(await ask(), "a");
  url = b;
  assert.equal(await ask(), "b");
  url = undefined;
  await assert.rejects(ask());
  await assert.rejects(
    openUsualPorts(() => a, { ports: { gateway: port }, waitMs: 0 }),
    /port \d+ is in use.*deno task dev/,
  );
  usual.close();
  const again = await openUsualPorts(() => a, { ports: { gateway: port } });
  again.close();
  for (const server of servers) await server.shutdown();
});
