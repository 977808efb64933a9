import assert from "node:assert/strict";
import type { Prometheus } from "../../adapters/prometheus/mod.ts";
import { samplesOf } from "./pay_samples.ts";

const NOW = Date.parse("2026-11-25T12:00:00Z");

type Values = readonly (readonly [at: number, value: string])[];

async function samples(all: Values | undefined, bad: Values | undefined) {
  const asked: URLSearchParams[] = [];
  const prometheus = {
    ask(path: string) {
      const search = new URL(path, "http://x").searchParams;
      asked.push(search);
      const values = search.get("query")?.includes("5..") ? bad : all;
      return Promise.resolve({
        result: values === undefined ? [] : [{ values }],
      });
    },
  };
  const found = await samplesOf(prometheus as unknown as Prometheus, NOW);
  return { found, asked };
}

Deno.test("each moment has its payments and those that failed, which are 0 before the first", async () => {
  const { found } = await samples(
    [[100, "7"], [105, "9"], [110, "12"]],
    [[110, "2"]],
  );
  assert.deepEqual(found, [
    { at: "1970-01-01T00:01:40.000Z", pays: 7, failed: 0 },
    { at: "1970-01-01T00:01:45.000Z", pays: 9, failed: 0 },
    { at: "1970-01-01T00:01:50.000Z", pays: 12, failed: 2 },
  ]);
});

Deno.test("without payments there are no samples", async () => {
  assert.deepEqual((await samples(undefined, undefined)).found, []);
});

Deno.test("two hours are asked for, at moments that both queries share", async () => {
  const { asked } = await samples([], []);
  assert.equal(asked.length, 2);
  for (const search of asked) {
    assert.equal(Number(search.get("end")), NOW / 1000);
    assert.equal(Number(search.get("start")), NOW / 1000 - 7200);
    assert.equal(search.get("step"), "5");
    assert.match(search.get("query") ?? "", /path="\/reserve\/\{id\}\/pay"/);
  }
});
