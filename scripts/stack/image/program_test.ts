import assert from "node:assert/strict";
import { readProgram, spokenPermissions } from "./program.ts";

const PERMISSIONS = {
  allow_env: ["PORT", "HOST", "LOG_LEVEL", "APP_VERSION"],
  allow_net: ["127.0.0.1"],
  allow_ffi: null,
  allow_read: null,
  allow_run: [],
  allow_sys: null,
  allow_write: null,
  prompt: false,
};

function program(permissions: unknown): string {
  return `\u007fELF struct "permissions":{ words of the runtime
// ../root/.cache/deno/npm/registry.example/hono/4.13.19/dist/hono.js
var Hono = class {};
// ../root/.cache/deno/npm/registry.example/hono/4.13.19/dist/request.js
// ../root/.cache/deno/npm/registry.example/@logtape/logtape/2.4.2/mod.js
const text = "// a comment on npm/hono";
{"argv":[],"permissions":${JSON.stringify(permissions)},"location":null}`;
}

Deno.test("readProgram() finds the permissions and each package once", () => {
  const { permissions, packages } = readProgram(program(PERMISSIONS));
  assert.deepEqual(permissions, PERMISSIONS);
  assert.deepEqual(packages, ["@logtape/logtape", "hono"]);
});

Deno.test("a program that does not say its permissions has none known", () => {
  assert.equal(readProgram("\u007fELF").permissions, undefined);
  assert.equal(readProgram(program({ all: true })).permissions, undefined);
  assert.equal(readProgram('"permissions":{"a').permissions, undefined);
});

Deno.test("permissions are said by kind: few by name, many by number, all as any", () => {
  assert.equal(
    spokenPermissions(PERMISSIONS),
    "env 4; net 127.0.0.1; run any",
  );
  const none = { ...PERMISSIONS, allow_env: null, allow_net: null };
  assert.equal(spokenPermissions({ ...none, allow_run: null }), "none");
});
