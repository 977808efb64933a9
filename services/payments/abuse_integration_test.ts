// Runs with -P=test-system
/**
 * A service under attack, as a process of its own: what only a process has are
 * descriptors, signals and an exit code.
 */

import assert from "node:assert/strict";
import { type LogLine, startProcess } from "../shared/process_fixture.ts";
import {
  get,
  postHead,
  type RawClient,
  rawClient,
} from "../shared/raw_client_fixture.ts";

const PAYMENTS = "services/payments/main.ts";
const UNGUARDED = "services/shared/unguarded_service_fixture.ts";

/** A connection that stays open when it should not would hold a test up. */
function test(name: string, fn: () => Promise<void>): void {
  Deno.test({ name, fn, timeout: 60_000 });
}

async function answers(port: number): Promise<number> {
  const response = await fetch(`http://127.0.0.1:${port}/livez`, {
    headers: { "Connection": "close" },
    signal: AbortSignal.timeout(10_000),
  });
  await response.body?.cancel();
  return response.status;
}

/** Connections that say nothing, as many as the test can have. */
async function silence(port: number, count: number): Promise<RawClient[]> {
  const clients: RawClient[] = [];
  for (let i = 0; i < count; i++) clients.push(await rawClient(port));
  return clients;
}

function accessLines(lines: readonly LogLine[]): readonly LogLine[] {
  return lines.filter(({ msg }) => msg === "Answered");
}

test("when descriptors run out, silent clients make room for customers", async () => {
  await using payments = await startProcess({
    program: PAYMENTS,
    descriptors: 150,
  });
  const clients = await silence(payments.port, 400);
  for (let i = 0; i < 20; i++) assert.equal(await answers(payments.port), 200);
  const warnings = payments.lines.filter(({ level }) => level === "warning");
  assert.match(warnings[0]?.msg ?? "", /^Cannot accept a connection: .*24/);
  assert.equal(warnings.length, 1, "it complains once, not with each client");
  for (const client of clients) client.close();
  assert.equal(await answers(payments.port), 200);
});

test("without a guard, a service that can't accept any more ends and says why", async () => {
  await using service = await startProcess({
    program: UNGUARDED,
    descriptors: 100,
  });
  assert.match(service.lines[0]?.msg ?? "", /no control over connections/);
  const clients = await silence(service.port, 200).catch(() => []);
  assert.equal((await service.status).code, 1);
  assert.match(service.lines.at(-1)?.msg ?? "", /Cannot accept connections/);
  for (const client of clients) client.close();
});

test("clients that hang up in a body leave 400s, and nothing to page for", async () => {
  await using payments = await startProcess({ program: PAYMENTS });
  for (let i = 0; i < 20; i++) {
    const client = await rawClient(payments.port);
    await client.send(postHead("/charge", 100) + "{");
    if (i % 2 === 0) client.close();
    else await client.endSending().then(() => client.end);
  }
  while (accessLines(payments.lines).length < 20) await answers(payments.port);
  for (const { status } of accessLines(payments.lines)) {
    assert.equal(status, 400);
  }
  assert.deepEqual(payments.lines.filter(({ level }) => level === "error"), []);
  const metrics = await fetch(`http://127.0.0.1:${payments.port}/metrics`);
  assert.doesNotMatch(await metrics.text(), /status="5/);
});

test("SIGTERM amid half-sent requests: every customer is served, exit 0 in time", async () => {
  const graceMs = 6000;
  await using payments = await startProcess({
    program: PAYMENTS,
    env: {
      SHUTDOWN_GRACE_MS: String(graceMs),
      PAYMENT_LATENCY_MS: "1000",
      LOG_LEVEL: "debug",
    },
  });
  const { port } = payments;
  const hostile: RawClient[] = await silence(port, 30);
  for (let i = 0; i < 30; i++) {
    const [head, body] = [await rawClient(port), await rawClient(port)];
    await head.send(get("/livez").slice(0, -5));
    await body.send(postHead("/charge", 100) + "{");
    hostile.push(head, body);
  }
  const customers = [];
  for (let i = 0; i < 20; i++) {
    const customer = await rawClient(port);
    const order = JSON.stringify({ reservation_id: String(i), amount: 1 });
    await customer.send(postHead("/charge", order.length) + order);
    customers.push(customer);
  }
  const late = await rawClient(port);
  await late.send(postHead("/charge", 2) + "{");
  await answers(port); // so all that was sent before has been seen
  const began = performance.now();
  payments.kill("SIGTERM");
  await late.send("}");
  for (const customer of [...customers, late]) {
    assert.match(await customer.end, /^HTTP\/1.1 200 [^]*"charged"/);
  }
  assert.equal((await payments.status).code, 0);
  assert.ok(performance.now() - began < graceMs);
  assert.equal(payments.lines.at(-1)?.msg, "Stopped");
  for (const client of hostile) client.close();
});
