import assert from "node:assert/strict";
import { affected } from "./watch.ts";

const SERVICES = ["gateway", "events"];

for (
  const [path, names] of [
    ["services/gateway/routes.ts", ["gateway"]],
    ["services/gateway/resilience/retry.ts", ["gateway"]],
    ["services/events/holds_add.lua", ["events"]],
    ["services/shared/log.ts", SERVICES],
    ["services/gateway/routes_test.ts", []],
    ["services/gateway/README.md", []],
    ["services/gateway/.app.ts.swp", []],
    ["services/payments/app.ts", []],
    ["services/Dockerfile", []],
  ] as const
) {
  const whom = names.length === 0 ? "no service" : names.join(" and ");
  Deno.test(`a change of ${path} restarts ${whom}`, () => {
    assert.deepEqual(affected(`/repo/${path}`, "/repo", SERVICES), names);
  });
}
