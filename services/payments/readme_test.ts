import assert from "node:assert/strict";
import {
  BODY_TIMEOUT_MS,
  MAX_BODY_BYTES,
  MAX_SLOW_BODIES,
} from "../shared/body_reader.ts";
import { LIMITS } from "../shared/http_server.ts";
import { PAYMENTS_ENV } from "./config.ts";
import readme from "./README.md" with { type: "text" };

/** The rows of all tables, without the padding that `deno fmt` puts in. */
const ROWS = new Set(
  readme.split("\n").map((line) => line.replace(/ +\|/g, " |")),
);

for (const { name, fallback, help } of Object.values(PAYMENTS_ENV)) {
  Deno.test(`README.md tells default and meaning of ${name}`, () => {
    const row = `| \`${name}\` | ${fallback ?? "unset"} | ${help} |`;
    assert.ok(ROWS.has(row), `missing: ${row}`);
  });
}

const LIMIT_ROWS = {
  "bytes of a body": MAX_BODY_BYTES,
  "time for a body": `${BODY_TIMEOUT_MS / 1000} s`,
  "bodies that are slow, at a time": MAX_SLOW_BODIES,
  "time until the first request": `${LIMITS.firstRequestMs / 1000} s`,
  "time between two requests": `${LIMITS.nextRequestMs / 1000} s`,
  "connections that were never answered": LIMITS.maxStrangers,
  "idle connections": LIMITS.maxIdle,
  "open connections": LIMITS.maxOpen,
};

for (const [what, limit] of Object.entries(LIMIT_ROWS)) {
  Deno.test(`README.md tells the limit of ${what}`, () => {
    const row = `| ${what} | ${limit} | `;
    assert.ok([...ROWS].some((one) => one.startsWith(row)), `missing: ${row}`);
  });
}
