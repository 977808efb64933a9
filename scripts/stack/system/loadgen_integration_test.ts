// Runs with -P=test-system
import assert from "node:assert/strict";
import { type Stack, startStack } from "../local/mod.ts";
import { freePort } from "../../lib/process/free_port.ts";
import { Summary } from "../../load/loadgen/result/summary.ts";

interface Ended {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the tool as people do, with its own permissions. */
async function loadgen(stack: Stack, ...args: string[]): Promise<Ended> {
  const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: [
      "run",
      "--quiet",
      "-P=loadgen",
      "scripts/load/loadgen/cli.ts",
      ...args,
    ],
    env: { ...stack.env },
  }).output();
  const decoder = new TextDecoder();
  return {
    code,
    stdout: decoder.decode(stdout),
    stderr: decoder.decode(stderr),
  };
}

/** The shop's own counts. */
async function ordersOf(stack: Stack): Promise<number> {
  const answer = await fetch(`${stack.urls.events}/metrics`);
  const text = await answer.text();
  return Number(/^events_orders_total(?:\{\})? (\d+)/m.exec(text)?.[1]);
}

Deno.test("loadgen against a real shop", async (t) => {
  await using stack = await startStack();
  const folder = await Deno.makeTempDir({ dir: ".dev", prefix: "loadgen-" });
  try {
    await t.step(
      "workers buy what the shop has sold, and say so in files",
      async () => {
        const { code, stdout, stderr } = await loadgen(
          stack,
          "--scenario=checkout",
          "--rps=40",
          "--duration=3s",
          "--workers=2",
          "--expect=pay.errors<=0",
          `--summary=${folder}/a.json`,
          `--report=${folder}/a.html`,
          "--json",
        );
        assert.equal(code, 0, stderr);
        const summary = Summary.parse(JSON.parse(stdout));
        assert.equal(summary.arrivals.started, 120);
        assert.equal(summary.orders.completed, 120);
        assert.equal(await ordersOf(stack), 120);
        const kept = await Deno.readTextFile(`${folder}/a.json`);
        assert.deepEqual(JSON.parse(kept), JSON.parse(stdout));
        const page = await Deno.readTextFile(`${folder}/a.html`);
        assert.match(page, /<b>Passed\.<\/b>/);
        // It is one file: nothing is loaded from anywhere.
        assert.doesNotMatch(
          page,
          /<(?:script|img|link|iframe)[^>]+(?:src|href)=|@import|url\(/,
        );
      },
    );

    await t.step(
      "the parts of an indexed job merge into the whole",
      async () => {
        const parts = await Promise.all([0, 1].map((index) =>
          loadgen(
            {
              ...stack,
              env: { ...stack.env, JOB_COMPLETION_INDEX: `${index}` },
            },
            "--scenario=checkout",
            "--rps=21",
            "--duration=2s",
            "--shares=2",
            "--seed=4",
            `--summary=${folder}/part${index}.json`,
          )
        ));
        assert.deepEqual(parts.map(({ code }) => code), [0, 0]);
        const files = [0, 1].map((index) => `${folder}/part${index}.json`);
        const { code, stdout, stderr } = await loadgen(
          stack,
          "merge",
          ...files,
          "--expect=orders>=42",
          "--json",
        );
        assert.equal(code, 0, stderr);
        assert.equal(Summary.parse(JSON.parse(stdout)).orders.completed, 42);
        const [part = ""] = files;
        const one = await loadgen(stack, "merge", part);
        assert.match(one.stderr, /only 1 of 2 parts are here: 0/);
        const short = await loadgen(stack, "compare", ...files);
        assert.equal(short.code, 2);
        assert.match(short.stderr, /each run must have 10 intervals/);
      },
    );

    await t.step("a scenario of one's own is a file", async () => {
      const file = `${folder}/mine.ts`;
      const loadgenFolder =
        new URL("../../load/loadgen/", import.meta.url).href;
      await Deno.writeTextFile(
        file,
        `import { list } from "${loadgenFolder}scenario/shop_steps.ts";
export default {
  name: "mine", summary: "", events: [1],
  journeys: [{ name: "look", weight: 1, steps: [list],
    play: (visitor) => visitor.ask(list) }],
};`,
      );
      const args = [`--scenario=${file}`, "--rps=10", "--duration=1s"];
      const { code, stdout, stderr } = await loadgen(stack, ...args);
      assert.equal(code, 0, stderr);
      assert.match(stdout, /^list +10 /m);
    });

    await t.step(
      "without payments the run fails, with the sentence why",
      async () => {
        await stack.stop("payments");
        const args = ["--scenario=checkout", "--rps=10", "--duration=2s"];
        const { code, stdout } = await loadgen(stack, ...args);
        assert.equal(code, 1);
        assert.match(
          stdout,
          /No order was completed, though 20 came to buy \(checkout\): pay met 20 x 5xx/,
        );
        await stack.start("payments");
      },
    );

    await t.step(
      "find-limit names the step that broke and what was used",
      async () => {
        const { code, stdout, stderr } = await loadgen(
          stack,
          "find-limit",
          "--scenario=checkout",
          "--from=10",
          "--by=20",
          "--step=2s",
          "--expect=requests<100",
          "--json",
        );
        assert.equal(code, 0, stderr);
        const { holds, breaks, steps } = JSON.parse(stdout);
        assert.deepEqual([holds, breaks], [10, 30]);
        const used = steps[1].uses.map((use: { resource: string }) =>
          use.resource
        );
        for (const name of ["generator CPU", "events database pool"]) {
          assert.ok(used.includes(name), `${name} in ${used.join(", ")}`);
        }
      },
    );

    await t.step("its own metrics are there while it runs", async () => {
      const port = freePort();
      const running = loadgen(
        stack,
        "--rps=20",
        "--duration=4s",
        `--metrics-port=${port}`,
      );
      let seen = 0;
      const patience = AbortSignal.timeout(20_000);
      while (seen === 0 && !patience.aborted) {
        const answer = await fetch(`http://127.0.0.1:${port}/metrics`)
          .catch(() => undefined);
        const text = await answer?.text() ?? "";
        const [, count] = /^loadgen_visits_started_total (\d+)/m.exec(text) ??
          [];
        seen = Number(count ?? 0);
      }
      assert.ok(seen >= 20, `${seen} visits`);
      assert.equal((await running).code, 0);
    });
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});
