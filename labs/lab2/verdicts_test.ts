import form from "./report.md" with { type: "text" };
import assert from "node:assert/strict";
import { machineWith } from "../../scripts/checks/machine_fixture.ts";
import { emptyReport } from "../../scripts/checks/report.ts";
import { readReport } from "../../scripts/checks/report_fields/mod.ts";
import { lab2 } from "./check.ts";
import { evaluateContext } from "./context_check.ts";
import { evaluateEnd, evaluateImages } from "./image_checks.ts";
import { evaluateNaive } from "./naive_check.ts";
import { type Line, parseTrace } from "./trace.ts";
import { evaluateHops } from "./hop_check.ts";
import { IMAGES_FIELDS } from "./report_fields.ts";
import { evaluateTrace } from "./trace_checks.ts";

Deno.test("on a machine with nothing, no check of Lab 2 passes or throws", async () => {
  for (const check of lab2.checks) {
    const verdict = await check.run(machineWith({})).then(
      (finding) => finding.verdict,
      (error: Error) => error.name,
    );
    assert.match(verdict, /not_started|could_not_verify|CouldNotRun/, check.id);
  }
});

/** A line of the log, in the grammar of the services. */
function line(service: string, route: string, at: number, ms: number): string {
  const time = new Date(Date.UTC(2026, 10, 25, 12) + at).toISOString();
  return JSON.stringify({
    time,
    service,
    msg: "Answered",
    request_id: "a",
    route,
    status: 200,
    duration_ms: ms,
  });
}

const PAY = [
  line("events", "/reservations/{id}/fence", 10, 8),
  line("payments", "/charge", 20, 5),
  line("events", "/reservations/{id}/confirm", 30, 6),
  line("gateway", "/reserve/{id}/pay", 33, 32.4),
];

const trace = (lines: readonly string[]) => parseTrace(lines.join("\n"));

function linesOf(all: readonly string[]): readonly Line[] {
  const read = trace(all);
  assert.ok(typeof read !== "number");
  return read;
}

Deno.test("a trace is one purchase, all of it, in its time", () => {
  assert.equal(evaluateTrace(trace(PAY)).verdict, "pass");
  for (const missing of PAY) {
    const others = PAY.filter((one) => one !== missing);
    assert.equal(evaluateTrace(trace(others)).verdict, "fail", missing);
  }
  const [fence = "", ...rest] = PAY;
  for (
    const wrong of [
      fence.replace('"request_id":"a"', '"request_id":"b"'),
      fence.replace("T12:", "T13:"),
      fence.replace('"duration_ms":8', '"duration_ms":800'),
      fence.replace('"status":200', '"status":500'),
      line("events", "/reservations/{id}/fence", 26, 8), // after the charge
      "events was asked",
    ]
  ) {
    assert.equal(evaluateTrace(trace([wrong, ...rest])).verdict, "fail", wrong);
  }
  const { measured } = evaluateTrace(trace([...PAY, "and so on"]));
  assert.match(measured, /line 5 is not a log line/);
});

Deno.test("a trace may have what compose, grep and jq write around it", () => {
  const each = (change: (one: string) => string) =>
    evaluateTrace(trace(PAY.map(change))).verdict;
  assert.equal(each((one) => `events-1  | ${one}\r`), "pass");
  assert.equal(each((one) => `2026-11-25T12:00:00.1Z ${one}`), "pass");
  assert.equal(
    each((one) => `\x1b[36mevents-1 | \x1b[0m${one}\x1b[0m`),
    "pass",
  );
  assert.equal(each((one) => `.dev/logs/events.log:${one}\n`), "pass");
  const all = PAY.map((one): unknown => JSON.parse(one));
  const spread = all.map((one) => JSON.stringify(one, undefined, 2));
  assert.equal(evaluateTrace(trace(spread)).verdict, "pass");
  const list = JSON.stringify(all, undefined, 2);
  assert.equal(evaluateTrace(parseTrace(list)).verdict, "pass");
  assert.equal(evaluateTrace(trace([...spread, "words"])).verdict, "fail");
});

Deno.test("hops of the report are those of the log", () => {
  const table = (charge: string, gateway = "32.4") =>
    `## B.1

| Hop | Route | Duration (ms) |
| --- | --- | --- |
| gateway | /reserve/{id}/pay | ${gateway} |
| events | /reservations/{id}/fence | 8 |
| payments | /charge | ${charge} |
| events | /reservations/{id}/confirm | 6 |
`;
  const lines = linesOf(PAY);
  for (const right of ["5.2", "5,2", "**5,2 ms**", "0.0052 s"]) {
    assert.equal(evaluateHops(table(right), lines).verdict, "pass", right);
  }
  for (const wrong of ["15", "52", "", "5.2 s"]) {
    assert.equal(evaluateHops(table(wrong), lines).verdict, "fail", wrong);
  }
  const unread = evaluateHops(table("fast"), lines);
  assert.equal(unread.verdict, "could_not_verify");
  assert.match(unread.measured, /payments \/charge cannot be read: "fast"/);
  assert.equal(evaluateHops(table("fast", "99"), lines).verdict, "fail");
  assert.equal(evaluateHops(table("5.2"), []).verdict, "could_not_verify");
});

Deno.test("hops may be a list, or the block that lab start writes", () => {
  const lines = linesOf(PAY);
  const list = `## B.1

- gateway \`POST /reserve/:id/pay\`: 32,4 ms
- events, fence: 8 ms
- payments /charge: 5.2 ms
- events, confirm: 6 ms
`;
  assert.equal(evaluateHops(list, lines).verdict, "pass");
  const report = emptyReport(lab2, form);
  assert.equal(evaluateHops(report, lines).verdict, "not_started");
  const times = ["32,4", "8 ms", "5.2", "0.006 s"];
  const filled = report.replaceAll(
    /duration: # .*/g,
    () => `duration: ${times.shift()}`,
  );
  assert.equal(evaluateHops(filled, lines).verdict, "pass");
});

const facts = ["gateway", "events", "payments"].map((service) => ({
  service,
  mb: 710,
  layers: 3,
  largestLayerMb: 406,
  user: "",
}));

Deno.test("the naive images are reported as they are, in any unit", () => {
  const table = (size: string, user = "root") =>
    readReport(
      `| Image | Content (MB) | Layers | Largest | User |
|---|---|---|---|---|
| gateway | ${size} | 3 | 406 MB | ${user} |
| events | 710 | 3 | 0.41 GB | 0 |
| payments | 709524050 B | 3 | 406 | root |`,
      IMAGES_FIELDS,
    );
  const verdict = (size: string, user?: string) =>
    evaluateNaive(table(size, user), facts).verdict;
  for (const right of ["710 MB", "677 MiB", "0,71 GB", "710", "0.71 GB"]) {
    assert.equal(verdict(right), "pass", right);
  }
  assert.equal(verdict("710 MB", "root (uid 0)"), "pass");
  assert.equal(verdict("118 MB"), "fail");
  assert.equal(verdict("71 GB"), "fail");
  assert.equal(verdict("710 MB", "deno"), "fail");
  assert.equal(verdict("710 MB", ""), "fail");
  assert.equal(verdict("big"), "could_not_verify");
});

const needed = [
  ...["deno.json", "deno.lock", "scripts/schema/setup/main.ts"],
  ...["gateway", "events", "payments"].map((one) => `services/${one}/main.ts`),
];

Deno.test("a build is sent all it needs and nothing else", () => {
  const found = (sent: readonly string[], ignored = "*") =>
    evaluateContext(sent, { ignored, parts: ["services/shared/a.ts"] });
  const all = [...needed, "services/shared/a.ts"];
  assert.equal(found(all).verdict, "pass");
  for (
    const more of [
      ...[".env", ".env.local", "a/.env", ".git/HEAD", ".dev/x", "a/README.md"],
      ...["node_modules/a/b.js", "coverage/lcov.info"],
    ]
  ) {
    assert.equal(found([...all, more]).verdict, "fail", more);
    assert.equal(found([...all, more], "# nothing\n").verdict, "not_started");
  }
  for (const path of all) {
    const { verdict, measured } = found(all.filter((one) => one !== path));
    assert.equal(verdict, "fail", path);
    assert.ok(measured.endsWith(`without ${path}`), measured);
  }
});

Deno.test("images are evaluated by their content", () => {
  const good = facts.map(({ service }) => ({
    service,
    mb: 118,
    user: "65532:65532",
    shells: [],
  }));
  const with1 = (change: object) =>
    good.map((one, i) => i === 1 ? { ...one, ...change } : one);
  assert.equal(evaluateImages(good).verdict, "pass");
  assert.equal(evaluateImages(with1({ mb: 412 })).verdict, "fail");
  assert.equal(evaluateImages(with1({ user: "0:0" })).verdict, "fail");
  assert.equal(evaluateImages(with1({ shells: ["bin/sh"] })).verdict, "fail");
  assert.equal(evaluateImages(good.slice(1)).verdict, "fail");
});

Deno.test("an end is an end: not killed, not late, and it sells again", () => {
  assert.equal(
    evaluateEnd({ ms: 300, exitCode: 0, paid: 200 }).verdict,
    "pass",
  );
  assert.equal(
    evaluateEnd({ ms: 300, exitCode: 137, paid: 200 }).verdict,
    "fail",
  );
  assert.equal(
    evaluateEnd({ ms: 9000, exitCode: 0, paid: 200 }).verdict,
    "fail",
  );
  assert.equal(
    evaluateEnd({ ms: 300, exitCode: 0, paid: 502 }).verdict,
    "fail",
  );
});
