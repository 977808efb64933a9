import assert from "node:assert/strict";
import { EVENTS_ENV } from "../../../../services/events/mod.ts";
import { GATEWAY_ENV } from "../../../../services/gateway/mod.ts";
import { PAYMENTS_ENV } from "../../../../services/payments/mod.ts";
import { metricsCatalogue } from "../../../adapters/shop/metrics/mod.ts";
import { referencePages } from "./reference.ts";

const TASKS = { tasks: { dev: { description: "runs the shop" }, old: "x" } };

const pages = await referencePages({
  root: ".",
  paths: [],
  has: () => true,
  isFolder: () => false,
  read: () => Promise.resolve(JSON.stringify(TASKS)),
  readSync: () => "",
});

function bodyOf(name: string): string {
  return pages.find(({ url }) => url === `reference/${name}.html`)?.body ?? "";
}

Deno.test("endpoints are those that the services declare", () => {
  const body = bodyOf("endpoints");
  for (
    const one of [
      "GET /events",
      "POST /events/{id}/reserve",
      "POST /reserve/{id}/pay",
      "POST /charge",
      "GET /unsettled-payments",
      "PUT /faults",
    ]
  ) assert.ok(body.includes(`\`${one}\``), one);
});

Deno.test("every variable has its default, its bound and its meaning", () => {
  const body = bodyOf("variables");
  for (const table of [GATEWAY_ENV, EVENTS_ENV, PAYMENTS_ENV]) {
    for (const { name, help, bound } of Object.values(table)) {
      const row = body.split("\n").find((line) =>
        line.includes(`\`${name}\``) && line.includes(help)
      );
      assert.ok(row?.includes(bound), name);
    }
  }
});

Deno.test("every metric is listed", () => {
  const body = bodyOf("metrics");
  for (const { name } of metricsCatalogue()) {
    assert.ok(body.includes(`\`${name}\``), name);
  }
});

Deno.test("a command without a description is not shown", () => {
  assert.match(bodyOf("commands"), /`deno task dev`/);
  assert.doesNotMatch(bodyOf("commands"), /deno task old/);
});
