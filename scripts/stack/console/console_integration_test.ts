// Runs with -P=test-system
/**
 * The console on a real shop: what it tells, and what its buttons do.
 */
import assert from "node:assert/strict";
import { type Fixture, startFixture } from "./console_fixture.ts";
import { systemClock } from "../../../services/shared/mod.ts";
import { poll } from "../../lib/wait/wait.ts";
import { FIGURES } from "./history.ts";
import { startConsole } from "./mod.ts";
import type { Snapshot } from "./snapshot.ts";

function figure(
  { setup }: Fixture,
  { row }: Snapshot,
  service: string,
  name: typeof FIGURES[number],
): number {
  const at = 1 + setup.services.indexOf(service) * FIGURES.length +
    FIGURES.indexOf(name);
  return row[at] ?? NaN;
}

function condition({ parts }: Snapshot, name: string): string | undefined {
  return parts.find((part) => part.name === name)?.condition;
}

Deno.test("the console tells what happens in the shop", async (t) => {
  await using shop = await startFixture();

  await t.step(
    "at first all parts are healthy and nothing was spent",
    async () => {
      const { parts, budgets, labs } = await shop.until(({ parts }) =>
        parts.length === 5
      );
      assert.deepEqual(
        parts.map(({ name, condition }) => `${name} ${condition}`),
        [
          "gateway healthy",
          "events healthy",
          "payments healthy",
          "postgres healthy",
          "redis healthy",
        ],
      );
      assert.deepEqual(budgets.map(({ left }) => left), [null, null, null]);
      assert.equal(labs, undefined);
    },
  );

  await t.step("load shows as requests, latency and purchases", async () => {
    assert.equal(
      (await shop.act("POST", "/load", { rps: 40, seconds: 60 })).status,
      200,
    );
    const snapshot = await shop.until((one) =>
      figure(shop, one, "gateway", "rate") > 20 && one.load.purchases > 0
    );
    assert.ok(figure(shop, snapshot, "gateway", "p95") > 0);
    assert.ok(figure(shop, snapshot, "events", "rate") > 20);
    assert.equal(figure(shop, snapshot, "events", "poolMax"), 10);
    assert.equal(figure(shop, snapshot, "gateway", "errors"), 0);
  });

  await t.step(
    "a ticket that is bought can be followed through all services",
    async () => {
      const bought = await (await shop.act("POST", "/buy")).json();
      assert.equal(bought.isBought, true, bought.text);
      const query = `request_id=${bought.requestId}`;
      async function isComplete(): Promise<boolean> {
        const answer = await fetch(`${shop.page.url}/api/logs?${query}`);
        const { lines }: { lines: readonly { component: string }[] } =
          await answer.json();
        return new Set(lines.map(({ component }) => component)).size === 3;
      }
      const options = { clock: systemClock, withinMs: 5000 };
      assert.ok(await poll(isComplete, options), "all three services");
    },
  );

  await t.step(
    "a fault is in force at once, with its time, and shows in pay's budget",
    async () => {
      const desired = { kind: "payment_failure", rate: 1, ttl_s: 120 };
      assert.equal(
        (await shop.act("POST", "/faults/payments", desired)).status,
        200,
      );
      const { faults } = await shop.until(({ faults }) =>
        faults.payments?.faults.length === 1
      );
      const [fault] = faults.payments?.faults ?? [];
      assert.equal(fault?.kind, "payment_failure");
      assert.ok(Number(fault?.seconds_left) > 100);
      const { budgets } = await shop.until(({ budgets }) =>
        (budgets.find(({ name }) => name === "pay")?.bad ?? 0) > 3
      );
      const byName = new Map(budgets.map((one) => [one.name, one]));
      assert.ok((byName.get("pay")?.left ?? 0) < 0, "overspent");
      assert.equal(byName.get("browse")?.bad, 0, "others are untouched");
    },
  );

  await t.step("the fault is gone when its button ends it", async () => {
    await shop.act("DELETE", "/faults/payments?kind=payment_failure");
    await shop.until(({ faults }) => faults.payments?.faults.length === 0);
  });

  await t.step("a refusal of a service reaches the page in words", async () => {
    const desired = { kind: "payment_failure", rate: 7, ttl_s: 60 };
    const answer = await shop.act("POST", "/faults/payments", desired);
    assert.equal(answer.status, 409);
    assert.match((await answer.json()).refused, /from 0 to 1/);
  });

  await t.step(
    "a killed part is shown, and comes back with its button",
    async () => {
      await shop.act("POST", "/parts/redis", { action: "kill" });
      await shop.until((one) => condition(one, "redis") === "stopped");
      await shop.until((one) => condition(one, "events") === "degraded");
      await shop.act("POST", "/parts/redis", { action: "start" });
      await shop.until((one) => condition(one, "redis") === "healthy");
    },
  );

  await t.step("the load ends with its button", async () => {
    await shop.act("DELETE", "/load");
    const { load } = await shop.until(({ load }) => !load.isRunning);
    assert.ok(load.visits > 40);
  });

  await t.step("the last hour is replayed", async () => {
    const answer = await fetch(`${shop.page.url}/api/history`);
    const rows = new Float32Array(await answer.arrayBuffer());
    const width = 1 + shop.setup.services.length * FIGURES.length;
    assert.equal(rows.length % width, 0);
    assert.ok(rows.length / width > 5);
  });

  await t.step("lab progress shows as soon as there is some", async () => {
    const labs = [{ lab: 1, title: "Containers", passed: 3, total: 9 }];
    await Deno.writeTextFile(
      `${shop.stack.paths.directory}/progress.json`,
      JSON.stringify({ labs }),
    );
    const snapshot = await shop.until(({ labs }) => labs !== undefined);
    assert.deepEqual(snapshot.labs, { labs });
  });

  await t.step("an action without the page's token is refused", async () => {
    const answer = await fetch(`${shop.page.url}/api/load`, {
      method: "DELETE",
      headers: { origin: shop.page.url },
    });
    assert.equal(answer.status, 403);
    await answer.body?.cancel();
  });

  await t.step("a taken port is a clear message", async () => {
    const port = Number(new URL(shop.page.url).port);
    const { directory } = shop.stack.paths;
    await assert.rejects(
      startConsole({ directory, port, labProgress: "none" }),
      {
        name: "CouldNotRun",
        message: new RegExp(`^Cannot start the console: port ${port} is held`),
      },
    );
  });
});

Deno.test("without a stack there is no console", async () => {
  await assert.rejects(
    startConsole({ directory: "/nowhere", port: 0, labProgress: "none" }),
    { name: "CouldNotRun", message: /no stack runs here/ },
  );
});
