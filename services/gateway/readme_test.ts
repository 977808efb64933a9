import assert from "node:assert/strict";
import { GATEWAY_ENV } from "./config.ts";
import readme from "./README.md" with { type: "text" };

/** The rows of all tables, without the padding that `deno fmt` puts in. */
const ROWS = new Set(
  readme.split("\n").map((line) => line.replace(/ +\|/g, " |")),
);

for (const { name, fallback, help } of Object.values(GATEWAY_ENV)) {
  Deno.test(`README.md tells default and meaning of ${name}`, () => {
    const row = `| \`${name}\` | ${fallback ?? "unset"} | ${help} |`;
    assert.ok(ROWS.has(row), `missing: ${row}`);
  });
}
