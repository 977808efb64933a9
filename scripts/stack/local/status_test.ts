import assert from "node:assert/strict";
import { lookAt, statusTable } from "./status.ts";

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

const SUPERVISOR = {
  supervisor: { pid: 1, started: "2026-01-01T00:00:00.000Z" },
  control: { url: "http://127.0.0.1:1", token: "t" },
  faultsToken: "f",
};

async function rowOf(url: string, pid: number | null, external = false) {
  const [row] = await lookAt({
    ...SUPERVISOR,
    services: {},
    postgres: { url, pid, ...external && { external } },
  });
  return row;
}

Deno.test("a component without a process is stopped, a server of others is external", async () => {
  const url = "postgres://me@127.0.0.1:1/x";
  assert.equal((await rowOf(url, null))?.status, "stopped");
  assert.equal((await rowOf(url, null, true))?.status, "external");
  assert.equal((await rowOf(url, 42))?.status, "ready");
});

const URLS: readonly (readonly [string, string])[] = [
  ["postgres://me:secret@db:5432/shop", "postgres://me:***@db:5432/shop"],
  ["postgres://me@db:5432/shop", "postgres://me@db:5432/shop"],
  ["postgres://a:b@127.0.0.1:15432/a", "postgres://a:***@127.0.0.1:15432/a"],
];

for (const [url, shown] of URLS) {
  Deno.test(`the status shows ${shown}`, async () => {
    assert.equal((await rowOf(url, null, true))?.url, shown);
  });
}

Deno.test("services come first, then stores; a stack of nothing is a head", async () => {
  const log = "x.log";
  const rows = await lookAt({
    ...SUPERVISOR,
    services: { gateway: { url: "http://127.0.0.1:1", pid: null, log } },
    redis: { url: "redis://cache", pid: null, external: true },
  });
  assert.deepEqual(rows.map(({ name }) => name), ["gateway", "redis"]);
  assert.equal(statusTable([]), "NAME  STATUS  PID  URL");
});
