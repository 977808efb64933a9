import assert from "node:assert/strict";
import { databaseUrlOf } from "./database_url.ts";

Deno.test("databaseUrlOf() uses the variables of events, and their defaults", () => {
  assert.equal(
    databaseUrlOf(() => undefined),
    "postgres://quickticket:quickticket@postgres:5432/quickticket",
  );
  const env: Record<string, string> = { DB_HOST: "db", DB_PASS: "a:b@c/d" };
  assert.equal(
    databaseUrlOf((name) => env[name]),
    "postgres://quickticket:a%3Ab%40c%2Fd@db:5432/quickticket",
  );
});
