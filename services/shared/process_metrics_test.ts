import assert from "node:assert/strict";
import { Registry } from "prom-client";
import { registerProcessMetrics } from "./process_metrics.ts";

for (
  const [service, name] of [
    ["gateway", "gateway_build_info"],
    ["alert-receiver", "alert_receiver_build_info"],
  ] as const
) {
  Deno.test(`the process ${service} says which build answers`, async () => {
    const registry = new Registry();
    registerProcessMetrics({
      service,
      version: "v1",
      registry,
      process: { residentBytes: () => 1, cpuSeconds: () => 1 },
    });
    assert.match(
      await registry.metrics(),
      new RegExp(`^${name}\\{version="v1"\\} 1$`, "m"),
    );
  });
}
