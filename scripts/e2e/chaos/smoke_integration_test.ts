// Runs with -P=test-system
/**
 * Three shipped experiments on the real stack, and all the reasons for which a
 * run must not begin or must end early. The others: deno task e2e:experiments.
 */

import assert from "node:assert/strict";
import { Ajv2020 } from "../../chaos/schema_library/library.js";
import { fileURLToPath } from "node:url";
import { faultsClient } from "../../adapters/shop/faults_client.ts";
import { readState } from "../../stack/local/mod.ts";
import { until } from "../../lib/wait/wait.ts";
import { abortRuns } from "../../chaos/abort.ts";
import { systemClock } from "../../../services/shared/clock.ts";
import { journalSchema } from "../../chaos/journal.ts";
import journalFile from "../../chaos/journal.schema.json" with { type: "json" };
import { CASES, SMOKE } from "./cases.ts";
import { DEATH, killRunner } from "./deaths.ts";
import { play } from "./play.ts";
import { openShop, type Shop } from "./shop.ts";
import { reportText } from "../../chaos/report.ts";
import { shippedFile } from "../../chaos/shipped.ts";

const validate = new Ajv2020({ strict: false, validateFormats: false })
  .compile(journalFile);

let shop: Shop;
Deno.test.beforeAll(async () => {
  shop = await openShop({ seconds: 300 });
});
Deno.test.afterAll(() => shop.close());

async function faultsOf(service: string) {
  const token = (await readState(shop.stack.paths.state))?.faultsToken ?? "";
  const url = shop.stack.urls[service] ?? "";
  return faultsClient({ url, token, fetch });
}

for (const one of CASES.filter(({ name }) => SMOKE.includes(name))) {
  for (const form of ["holds", "breaks"] as const) {
    Deno.test(`${one.name}, where its hypothesis ${form}`, async () => {
      const { journal, wrong } = await play(shop, one, form);
      assert.equal(wrong, undefined);
      assert.ok(validate(journal), JSON.stringify(validate.errors));
      assert.match(reportText(journal), /## What happened when/);
    });
  }
}

Deno.test("a system with another user's fault is no place for an experiment", async () => {
  const payments = await faultsOf("payments");
  await payments.add({ kind: "payment_failure", rate: 0.1, ttl_s: 30 });
  const { journal } = await shop.run({ file: shippedFile("redis-gone") });
  await payments.clear();
  assert.equal(journal.quickticket.verdict, "refused");
  assert.match(journal.quickticket.reason, /payments has the fault payment_f/);
  assert.equal(journal.quickticket.injected_at, null);
  assert.deepEqual(journal.run, []);
});

Deno.test("a system that is not steady is left alone", async () => {
  await shop.stack.stop("payments");
  const { journal } = await shop.run({
    file: shippedFile("list-latency"),
    given: {},
    speed: 12,
  });
  await shop.stack.start("payments");
  assert.equal(journal.quickticket.verdict, "refused");
  assert.match(journal.quickticket.reason, /not steady .*5xx/);
  assert.ok(validate(journal), JSON.stringify(validate.errors));
});

Deno.test("who interrupts an experiment ends its fault", async () => {
  const stop = new AbortController();
  const events = await faultsOf("gateway");
  const running = shop.run({
    file: shippedFile("list-latency"),
    signal: stop.signal,
    guard: true,
    speed: 4,
  });
  await until(
    "the fault is on",
    async () => (await events.read()).faults.length > 0,
  );
  stop.abort();
  const { journal } = await running;
  assert.equal(journal.quickticket.verdict, "interrupted");
  assert.equal(journal.status, "interrupted");
  assert.deepEqual((await events.read()).faults, []);
  assert.ok(validate(journal), JSON.stringify(validate.errors));
});

Deno.test("deno task chaos abort ends it from outside", async () => {
  const gateway = await faultsOf("gateway");
  const runsFolder = await Deno.makeTempDir();
  const running = shop.run({
    file: shippedFile("list-latency"),
    runsFolder,
    speed: 4,
  });
  await until(
    "the fault is on",
    async () => (await gateway.read()).faults.length > 0,
  );
  const [ended] = await abortRuns(runsFolder, undefined, {
    clock: systemClock,
    fetch,
  });
  assert.equal(ended?.by, "the run itself");
  assert.deepEqual((await gateway.read()).faults, []);
  assert.equal((await running).journal.quickticket.verdict, "interrupted");
  await Deno.remove(runsFolder, { recursive: true });
});

Deno.test("a runner that is killed leaves no fault behind: its guard ends it", async (t) => {
  const seconds = await killRunner(shop.stack, { ...DEATH, victims: "runner" });
  await t.step(
    `off after ${seconds.toFixed(2)} s`,
    () => assert.ok(seconds < 5),
  );
});

Deno.test("the command line: predict, run with visitors, report", async () => {
  const folder = await Deno.makeTempDir();
  async function chaos(...args: readonly string[]) {
    const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
      args: [
        "run",
        "-A",
        `--config=${
          fileURLToPath(new URL("../../../deno.json", import.meta.url))
        }`,
        fileURLToPath(new URL("../../chaos/cli.ts", import.meta.url)),
        ...args,
      ],
      env: { DEV_STATE: shop.stack.paths.state },
    }).output();
    const decoder = new TextDecoder();
    return {
      code,
      stdout: decoder.decode(stdout),
      stderr: decoder.decode(stderr),
    };
  }
  const form = await chaos("predict", "list-latency");
  await Deno.writeTextFile(`${folder}/mine.yaml`, form.stdout);
  const sealing = await chaos(
    "predict",
    "list-latency",
    "--answers",
    `${folder}/mine.yaml`,
    "--out",
    `${folder}/sealed.json`,
  );
  assert.equal(sealing.code, 0, sealing.stderr);
  const run = await chaos(
    "run",
    "list-latency",
    "latency_ms=3000",
    "--load",
    "--speed=12",
    "--prediction",
    `${folder}/sealed.json`,
    "--journal",
    `${folder}/journal.json`,
  );
  assert.equal(run.code, 1, run.stderr);
  assert.match(run.stdout, /The hypothesis is broken/);
  const written = JSON.parse(await Deno.readTextFile(`${folder}/journal.json`));
  const { prediction, injected_at } = journalSchema.parse(written).quickticket;
  assert.ok((prediction?.sealed_at ?? "z") < (injected_at ?? ""));
  assert.equal(prediction?.scored[0]?.brier, 0.25);
  assert.match(run.stdout, /## What had been predicted/);
  await Deno.remove(folder, { recursive: true });
});
