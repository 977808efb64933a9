import assert from "node:assert/strict";
import fc from "fast-check";
import { actionProvider } from "../model/action_providers.ts";
import { networkPlan } from "./network_plan.ts";

function planOf(
  rest: Readonly<Record<string, unknown>>,
  port = 6379,
) {
  const provider = actionProvider.parse({
    type: "network",
    name: "redis",
    ...rest,
  });
  assert.ok(provider.type === "network");
  return networkPlan(provider, port, "run-1");
}

const DOINGS = ["partition", "delay", "loss"] as const;

Deno.test("a partition drops packets to one port, under the run's name", () => {
  const { lines: [line, ...others], undo } = planOf({ do: "partition" });
  assert.deepEqual(others, []);
  assert.match(
    line?.join(" ") ?? "",
    /^iptables -I INPUT -p tcp --dport 6379 .*quickticket-chaos:run-1 -j DROP$/,
  );
  assert.deepEqual(
    undo.map((one) => one.join(" ")),
    [line?.join(" ").replace("-I", "-D")],
  );
});

Deno.test("a delay has its length and its spread", () => {
  const words = (rest: object) =>
    planOf({ do: "delay", ...rest }).lines.join(" ");
  assert.match(
    words({ delay_ms: 250, jitter_ms: 50 }),
    /netem,delay,250ms,50ms/,
  );
  assert.match(words({}), /netem,delay,100ms,0ms/);
});

for (
  const [rate, percent] of [
    [0.1, "10"],
    [0.07, "7"],
    [0.29, "29"],
    [1, "100"],
    [
      0.005,
      "0.5",
    ],
  ] as const
) {
  Deno.test(`a share of ${rate} lost packets is written as ${percent} %`, () => {
    const { lines } = planOf({ do: "loss", rate });
    assert.equal(lines[1]?.at(-1), `${percent}%`);
  });
}

Deno.test("no plan touches packets to any other port", () => {
  const ports = fc.integer({ min: 1, max: 65_535 });
  fc.assert(fc.property(fc.constantFrom(...DOINGS), ports, (what, port) => {
    const { lines } = planOf({ do: what }, port);
    const matches = lines.flat().filter((_, i, all) =>
      all[i - 1] === "--dport" || all[i - 1] === "dport"
    );
    assert.deepEqual(matches, [String(port)]);
  }));
});

Deno.test("only our own queue is deleted, by its handle", () => {
  for (const what of ["delay", "loss"]) {
    const { lines, undo } = planOf({ do: what });
    const handle = lines[0]?.[lines[0].indexOf("handle") + 1];
    assert.deepEqual(
      undo.map((one) => one.join(" ")),
      [`tc qdisc del dev lo root handle ${handle}`],
    );
  }
});

Deno.test("a part in a network namespace is touched there, and undone there", () => {
  for (const what of DOINGS) {
    const { lines, undo } = planOf({ do: what, namespace: "shop" });
    for (const line of [...lines, ...undo]) {
      assert.deepEqual(line.slice(0, 4), ["ip", "netns", "exec", "shop"]);
    }
  }
});

Deno.test("a trial changes nothing that lasts", () => {
  assert.deepEqual(planOf({ do: "partition" }).trial, [
    "iptables",
    "-S",
    "INPUT",
  ]);
  for (const what of ["delay", "loss"]) {
    assert.deepEqual(planOf({ do: what }).trial.slice(0, 2), ["unshare", "-n"]);
  }
});
