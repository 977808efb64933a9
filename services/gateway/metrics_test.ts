import assert from "node:assert/strict";
import { Registry } from "prom-client";
import { gateway, problem, type TestGateway } from "./app_fixture.ts";
import { createGatewayMetrics } from "./metrics.ts";

async function samples(app: TestGateway): Promise<readonly string[]> {
  const text = await (await app.call("GET", "/metrics")).text();
  return text.split("\n").filter((line) => line !== "" && line[0] !== "#");
}

Deno.test("every label value of the gateway's counters is 0 from the start", async () => {
  const lines = await samples(gateway());
  const own =
    /^gateway_(retry|circuit_breaker_transitions|rate_limit_rejections|notify)_total/;
  assert.deepEqual(lines.filter((line) => own.test(line)), [
    'gateway_retry_total{target="payments",result="retried"} 0',
    'gateway_retry_total{target="payments",result="succeeded_after_retry"} 0',
    'gateway_retry_total{target="payments",result="exhausted"} 0',
    'gateway_retry_total{target="payments",result="non_retryable"} 0',
    'gateway_circuit_breaker_transitions_total{to="CLOSED"} 0',
    'gateway_circuit_breaker_transitions_total{to="OPEN"} 0',
    'gateway_circuit_breaker_transitions_total{to="HALF_OPEN"} 0',
    'gateway_rate_limit_rejections_total{path="/events"} 0',
    'gateway_rate_limit_rejections_total{path="/events/{id}"} 0',
    'gateway_rate_limit_rejections_total{path="/events/{id}/reserve"} 0',
    'gateway_rate_limit_rejections_total{path="/reserve/{id}/pay"} 0',
    'gateway_notify_total{result="success"} 0',
    'gateway_notify_total{result="failed"} 0',
  ]);
});

Deno.test("each counter counts under its own labels", async () => {
  const registry = new Registry();
  const metrics = createGatewayMetrics(registry);
  metrics.retried("payments", "exhausted");
  metrics.circuitMoved("OPEN");
  metrics.limited("/events");
  metrics.notified("failed");
  const counted = (await registry.metrics()).split("\n")
    .filter((line) => line.endsWith(" 1"));
  assert.deepEqual(counted, [
    'gateway_retry_total{target="payments",result="exhausted"} 1',
    'gateway_circuit_breaker_transitions_total{to="OPEN"} 1',
    'gateway_rate_limit_rejections_total{path="/events"} 1',
    'gateway_notify_total{result="failed"} 1',
  ]);
});

Deno.test("there is no 5xx series before the first 5xx, and one after it", async () => {
  let broken = false;
  const app = gateway(() => broken ? problem(500, "x") : undefined);
  const series = async () =>
    (await samples(app)).filter((line) =>
      /^gateway_requests_total\{.*status="5\d\d"/.test(line)
    );
  await app.call("GET", "/events");
  await app.call("GET", "/events/abc");
  assert.deepEqual(await series(), []);
  broken = true;
  await app.call("GET", "/events");
  const [first, ...more] = await series();
  assert.match(first ?? "", /status="502".*path="\/events"\} 1$/);
  assert.deepEqual(more, []);
});

Deno.test("requests are counted by the labs' paths, and probes are not", async () => {
  const app = gateway();
  await app.call("GET", "/events/1");
  await app.call("POST", "/events/1/reserve", { quantity: 1 });
  await app.call("POST", "/reserve/r1/pay");
  await app.call("GET", "/wp-login.php");
  for (const path of ["/health", "/livez", "/readyz", "/metrics"]) {
    await app.call("GET", path);
  }
  const paths = (await samples(app)).flatMap((line) =>
    /^gateway_requests_total\{.*path="([^"]*)"/.exec(line)?.[1] ?? []
  );
  assert.deepEqual(
    new Set(paths),
    new Set([
      "/events/{id}",
      "/events/{id}/reserve",
      "/reserve/{id}/pay",
      "unmatched",
    ]),
  );
});
