import assert from "node:assert/strict";
import {
  bundleOf,
  type FixtureCheck,
  honestChecks,
  T0,
} from "./bundle_fixture.ts";
import { copies } from "./copies.ts";
import { handedInText, hashOfText } from "./chain.ts";
import { measuredIn, measuredPart, withMeasured } from "./render.ts";
import { bundleProblems } from "./verify.ts";

const against = {
  metrics: new Set(["gateway_requests_total"]),
  now: T0 + 24 * 3600_000,
};

async function textOf(
  checks: readonly FixtureCheck[],
  sealed?: number,
): Promise<string> {
  const bundle = await bundleOf(checks, sealed === undefined ? {} : { sealed });
  return JSON.stringify(bundle, null, 2) + "\n";
}

Deno.test("twenty honest bundles are believed", async () => {
  for (let seed = 0; seed < 20; seed++) {
    const text = await textOf(honestChecks(seed));
    assert.deepEqual(await bundleProblems(text, against), [], `seed ${seed}`);
  }
});

/** One honest check with something made up in it, sealed as if it were true. */
function withSamples(i: number, samples: unknown): readonly FixtureCheck[] {
  return honestChecks(1).map((one, j) => j === i ? { ...one, samples } : one);
}

const FABRICATED: Readonly<Record<string, readonly FixtureCheck[]>> = {
  "a sample two years old": withSamples(0, { time: 1728058350 }),
  "a sample after the check": withSamples(0, { at: "2026-10-05T18:00:00Z" }),
  "a metric that no service exports": withSamples(2, {
    expr: "rate(gateway_http_errors_total[5m])",
  }),
  "a pod name with vowels": withSamples(2, { pod: "gateway-7f9k2m3n4p-qwert" }),
  "a pod name that is too long": withSamples(2, {
    pod: "gateway-7d9f8b6c5d-x2k8pq",
  }),
  "a pod name of digits that are never drawn": withSamples(2, {
    pod: "events-5c7b9d4f6-w5103",
  }),
  "an order with no UUID": withSamples(0, { order_id: "order-42" }),
  "a payment reference of another shop": withSamples(0, {
    payment_ref: "TXN-12345678",
  }),
  "a malformed status": withSamples(0, { status: 42 }),
  "an availability of 117 %": withSamples(2, { availability: 1.17 }),
  "a counter that falls": withSamples(2, {
    series: { gateway_requests_total: [90, 80, 95] },
  }),
  "more failures than requests": withSamples(1, { requests: 10, failures: 11 }),
  "more orders than requests": withSamples(1, { requests: 10, orders: 11 }),
  "results that do not sum up": withSamples(1, {
    count: 10,
    results: { "200": 8, "502": 1 },
  }),
  "a p50 above the p95": withSamples(1, { p50: 9, p95: 5 }),
  "a negative count": withSamples(1, { count: -4 }),
  "a pass without samples": withSamples(0, undefined),
  "a pass that measured nothing": honestChecks(1).map((one) => ({
    ...one,
    measured: " ",
  })),
  "checks that ran at the same time": honestChecks(1).map((one) => ({
    ...one,
    seconds: 300,
  })),
  "the same check twice": honestChecks(1).map((one) => ({ ...one, id: "1.2" })),
  "checks after the seal": honestChecks(1).map((one) => ({
    ...one,
    at: "2026-10-05T14:00:00.000Z",
    seconds: 0,
  })),
};

for (const [name, checks] of Object.entries(FABRICATED)) {
  Deno.test(`flagged, though it is sealed: ${name}`, async () => {
    assert.notDeepEqual(
      await bundleProblems(await textOf(checks), against),
      [],
    );
  });
}

Deno.test("flagged: a seal of tomorrow", async () => {
  const text = await textOf(honestChecks(1), against.now + 3600_000);
  assert.notDeepEqual(await bundleProblems(text, against), []);
});

Deno.test("any changed byte is found", async () => {
  const text = await textOf(honestChecks(3));
  const misses: string[] = [];
  for (let i = 0; i < text.length; i++) {
    const other = text[i] === "1" ? "2" : "1";
    const edited = text.slice(0, i) + other + text.slice(i + 1);
    if ((await bundleProblems(edited, against)).length === 0) {
      misses.push(text.slice(Math.max(0, i - 20), i + 20));
    }
  }
  assert.deepEqual(misses, []);
});

Deno.test("a space more, an entry less, two swapped: found", async () => {
  const bundle = await bundleOf(honestChecks(4));
  const text = (value: unknown) => JSON.stringify(value, null, 2) + "\n";
  const [a, b, c] = bundle.entries;
  const edits = [
    text(bundle).replace("{", "{ "),
    JSON.stringify(bundle),
    text({ ...bundle, entries: [a, b] }),
    text({ ...bundle, entries: [b, a, c] }),
    text({ ...bundle, head: { ...bundle.head, lab: 2 } }),
    "{}",
    "not JSON",
  ];
  for (const edited of edits) {
    assert.notDeepEqual(
      await bundleProblems(edited, against),
      [],
      edited.slice(0, 60),
    );
  }
});

Deno.test("the report is made again from the bundle, byte for byte", async () => {
  const bundle = await bundleOf(honestChecks(5));
  const text = JSON.stringify(bundle, null, 2) + "\n";
  const part = measuredPart(bundle);
  const report = withMeasured("# Lab 1\n\nAnswer: seats.\n", part);
  assert.equal(measuredIn(report), part);
  assert.deepEqual(await bundleProblems(text, { ...against, report }), []);
  const better = report.replace("3 failed", "0 failed").replace(
    "4 failed",
    "0 failed",
  );
  assert.notEqual(better, report);
  assert.equal(
    (await bundleProblems(text, { ...against, report: better })).length,
    1,
  );
  assert.equal(withMeasured(report, part), report);
});

Deno.test("a report copied from another machine shares what is drawn at random", async () => {
  const [mine, other] = [
    await bundleOf(honestChecks(6)),
    await bundleOf(honestChecks(7)),
  ];
  const id = JSON.stringify(mine).match(/[0-9a-f]{8}-[0-9a-f-]{27}/)?.[0] ?? "";
  const copy = await bundleOf(withSamples(0, { order_id: id }));
  const shifted = honestChecks(8).map((one, i) => ({
    ...one,
    at: new Date(T0 + i * 61_000 + 7).toISOString(),
  }));
  const honest = await bundleOf(shifted);
  const shared = copies([
    { name: "a", student: "a", bundle: mine },
    { name: "b", student: "b", bundle: copy },
  ]);
  assert.deepEqual([...shared.keys()], ["a", "b"], "both are reported");
  const fine = copies([
    { name: "c", student: "c", bundle: honest },
    { name: "d", student: "d", bundle: other },
  ]);
  const words = [...fine.values()].flat();
  assert.deepEqual(words.filter((one) => /-[0-9a-f]{4}-/.test(one)), []);
});

Deno.test("a bundle and a report verify however Git or an editor ended their lines", async () => {
  const bundle = await bundleOf(honestChecks(5));
  const text = JSON.stringify(bundle, null, 2) + "\n";
  const report = withMeasured("# Lab\n", measuredPart(bundle));
  const windows = (one: string) => one.replaceAll("\n", "\r\n");
  for (
    const [name, form] of [
      ["CRLF", windows],
      ["a byte order mark", (one: string) => `\uFEFF${one}`],
      ["no final line end", (one: string) => one.trimEnd()],
    ] as const
  ) {
    assert.deepEqual(
      await bundleProblems(form(text), { ...against, report: form(report) }),
      [],
      name,
    );
  }
  assert.notDeepEqual(await bundleProblems(`${text}\n`, against), []);
});

Deno.test("a file is the same work with other line ends, and another with other words", async () => {
  const hash = async (text: string) => await hashOfText(handedInText(text));
  const text = "FROM a\nUSER 1000\n";
  for (
    const same of [
      text.replaceAll("\n", "\r\n"),
      `\uFEFF${text}`,
      text.trimEnd(),
    ]
  ) assert.equal(await hash(same), await hash(text));
  assert.notEqual(await hash("FROM a\nUSER 1001\n"), await hash(text));
  assert.notEqual(await hash("FROM a\n\nUSER 1000\n"), await hash(text));
});
