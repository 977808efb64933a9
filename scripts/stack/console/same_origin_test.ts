import assert from "node:assert/strict";
import { Hono } from "hono";
import { guard, TOKEN_HEADER } from "./same_origin.ts";

const ADDRESS = "http://127.0.0.1:8090";

function ask(
  method: string,
  headers: Readonly<Record<string, string>>,
): Promise<Response> {
  const app = new Hono();
  app.use(guard("token", "nonce"));
  app.all("/", (c) => c.text("done"));
  const own = { host: "127.0.0.1:8090", ...headers };
  return Promise.resolve(app.request(`${ADDRESS}/`, { method, headers: own }));
}

Deno.test("the page itself may look and act", async () => {
  assert.equal((await ask("GET", {})).status, 200);
  const own = { origin: ADDRESS, [TOKEN_HEADER]: "token" };
  assert.equal((await ask("POST", own)).status, 200);
});

for (const host of ["evil.example", "127.0.0.1.evil.example:8090", ""]) {
  Deno.test(`a name that only points here is refused: ${host || "none"}`, async () => {
    const own = { origin: ADDRESS, [TOKEN_HEADER]: "token" };
    assert.equal((await ask("GET", { host })).status, 403);
    assert.equal((await ask("POST", { ...own, host })).status, 403);
  });
}

const REFUSED: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  "another site": { origin: "http://evil.example", [TOKEN_HEADER]: "token" },
  "another port": {
    origin: "http://127.0.0.1:3000",
    [TOKEN_HEADER]: "token",
  },
  "no origin": { [TOKEN_HEADER]: "token" },
  "no token": { origin: ADDRESS },
  "an old token": { origin: ADDRESS, [TOKEN_HEADER]: "old" },
};

for (const [what, headers] of Object.entries(REFUSED)) {
  for (const method of ["POST", "PUT", "DELETE"]) {
    Deno.test(`${method} is refused with ${what}`, async () => {
      assert.equal((await ask(method, headers)).status, 403);
    });
  }
}

Deno.test("no other page may frame this one, no foreign script runs in it", async () => {
  const policy = (await ask("GET", {})).headers.get("content-security-policy");
  assert.match(policy ?? "", /frame-ancestors 'none'/);
  assert.match(policy ?? "", /script-src 'self' 'nonce-nonce'/);
});
