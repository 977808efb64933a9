import assert from "node:assert/strict";
import fc from "fast-check";
import { type Deployment, logLine, parseLog } from "./delivery_log.ts";

const deployment: Deployment = {
  kind: "deployment",
  service: "gateway",
  revision: "abcdef1",
  startedAt: Date.parse("2026-11-25T12:00:00Z"),
  endedAt: Date.parse("2026-11-25T12:05:00Z"),
  outcome: "healthy",
  drill: false,
};

const moment = fc.date({
  min: new Date("2000-01-01T00:00:00Z"),
  max: new Date("2100-01-01T00:00:00Z"),
  noInvalidDate: true,
}).map((date) => date.getTime());

const anyDeployment = fc.record({
  kind: fc.constant("deployment" as const),
  service: fc.string(),
  revision: fc.stringMatching(/^[0-9a-f]{7,40}$/),
  startedAt: moment,
  endedAt: moment,
  outcome: fc.constantFrom("healthy", "aborted"),
  drill: fc.boolean(),
});

const anyIncident = fc.record({
  kind: fc.constant("incident" as const),
  name: fc.string(),
  startedAt: moment,
  endedAt: fc.option(moment, { nil: null }),
  drill: fc.boolean(),
});

Deno.test("whatever is written to the log is read back, whatever its names contain", () => {
  fc.assert(fc.property(
    fc.array(fc.oneof(anyDeployment, anyIncident), { maxLength: 8 }),
    (entries) => {
      const text = entries.map((one) => `${logLine(one)}\n`).join("");
      assert.equal(text.split("\n").length, entries.length + 1);
      const { deployments, incidents } = parseLog("d.jsonl", text);
      const plain = (all: readonly unknown[]) =>
        all.map((one) => JSON.stringify(one)).toSorted();
      assert.deepEqual(
        plain([...deployments, ...incidents].map(logLine)),
        plain(entries.map((one) => logLine(one))),
      );
    },
  ));
});

Deno.test("deployments are in the order of their ends, incidents in that of their starts", () => {
  fc.assert(fc.property(
    fc.array(fc.oneof(anyDeployment, anyIncident), { maxLength: 12 }),
    (entries) => {
      const text = entries.map((one) => logLine(one)).join("\n");
      const { deployments, incidents } = parseLog("d.jsonl", text);
      const ends = deployments.map((one) => one.endedAt);
      const starts = incidents.map((one) => one.startedAt);
      assert.deepEqual(ends, ends.toSorted((a, b) => a - b));
      assert.deepEqual(starts, starts.toSorted((a, b) => a - b));
    },
  ));
});

const REFUSED: readonly (readonly [string, Record<string, unknown>])[] = [
  ["revision", { revision: "main" }],
  ["revision", { revision: "abcdef" }],
  ["startedAt", { startedAt: "yesterday" }],
  ["startedAt", { startedAt: "2026-11-25" }],
  ["endedAt", { endedAt: null }],
  ["outcome", { outcome: "fine" }],
  ["drill", { drill: "no" }],
];

for (const [field, change] of REFUSED) {
  Deno.test(`a deployment with ${JSON.stringify(change)} is refused, by its field`, () => {
    const good = JSON.parse(logLine(deployment));
    const text = `${JSON.stringify({ ...good, ...change })}\n`;
    assert.throws(
      () => parseLog("d.jsonl", text),
      new RegExp(`^CouldNotRun: d\\.jsonl:1: ${field}: `),
    );
  });
}

Deno.test("a field that the log does not know is refused, since it may be a slip", () => {
  const text = JSON.stringify({ ...JSON.parse(logLine(deployment)), dril: 1 });
  assert.throws(() => parseLog("d.jsonl", text), /d\.jsonl:1: line: .*dril/);
});

Deno.test("a log without lines has nothing in it, and empty lines count for none", () => {
  const nothing = { deployments: [], incidents: [] };
  assert.deepEqual(parseLog("d.jsonl", ""), nothing);
  assert.deepEqual(parseLog("d.jsonl", "\n  \n\n"), nothing);
  const { deployments } = parseLog("d.jsonl", `\n${logLine(deployment)}\n\n`);
  assert.deepEqual(deployments, [deployment]);
});

Deno.test("lines of before drills were marked are no drills", () => {
  const { drill: _, ...old } = JSON.parse(logLine(deployment));
  const [read] = parseLog("d.jsonl", JSON.stringify(old)).deployments;
  assert.equal(read?.drill, false);
});
