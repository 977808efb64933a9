import assert from "node:assert/strict";
import { statusTable } from "./status.ts";

Deno.test("statusTable() puts rows in columns", () => {
  const table = statusTable([
    { name: "gateway", status: "ready", url: "http://a:1", pid: 42 },
    { name: "redis", status: "stopped", url: "redis://a:2", pid: null },
  ]);
  assert.equal(
    table,
    `NAME     STATUS   PID  URL
gateway  ready    42   http://a:1
redis    stopped  -    redis://a:2`,
  );
});
