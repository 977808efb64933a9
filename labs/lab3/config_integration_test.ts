// Runs with -P=test-system
import assert from "node:assert/strict";
import { machineWith } from "../../scripts/checks/machine_fixture.ts";
import { runProgram } from "../../scripts/lib/process/mod.ts";
import { config } from "./config_check.ts";
import { CONFIG } from "./scrape_config.ts";

const SOLUTION = await Deno.readTextFile(`labs/lab3/solution/${CONFIG}`);

const PROMTOOL = Deno.env.get("PROMTOOL") ?? "promtool";

const hasPromtool = await runProgram(PROMTOOL, ["--version"]).then(
  ({ code }) => code === 0,
  () => false,
);

const check = (text: string) =>
  config.run(machineWith({
    has: { [CONFIG]: text },
    env: (name) => name === "PROMTOOL" ? PROMTOOL : undefined,
    program: runProgram,
  }));

Deno.test({
  name: "3.1 asks promtool what Prometheus would refuse",
  ignore: !hasPromtool,
  async fn() {
    assert.equal((await check(SOLUTION)).verdict, "pass");
    for (
      const [from, to, says] of [
        ["global:", "global:\n  scrape_intervall: 15s", /scrape_intervall/],
        ["global:", "global:\n  scrape_timeout: 20s", /timeout/],
        [
          "gateway:8080",
          "gateway:8080/metrics",
          /asked at gateway:8080\/metrics/,
        ],
        [
          "- job_name: events\n",
          "- job_name: events\n    honor_label: true\n",
          /honor_label/,
        ],
      ] as const
    ) {
      assert.ok(SOLUTION.includes(from), from);
      const { verdict, measured } = await check(SOLUTION.replace(from, to));
      assert.equal(verdict, "fail", to);
      assert.match(measured, says);
    }
  },
});
