import assert from "node:assert/strict";
import { machineWith } from "../../scripts/checks/machine_fixture.ts";
import { tableRows } from "../../scripts/lib/text/markdown.ts";
import { lab2 } from "./check.ts";
import { evaluateContext } from "./context_check.ts";
import { evaluateEnd, evaluateImages } from "./image_checks.ts";
import { evaluateNaive } from "./naive_check.ts";
import { stagesIn } from "./recipe.ts";
import { evaluateRecipe } from "./recipe_check.ts";
import { parseTrace } from "./trace.ts";
import { evaluateHops, evaluateTrace } from "./trace_checks.ts";

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
      "events was asked",
    ]
  ) {
    assert.equal(evaluateTrace(trace([wrong, ...rest])).verdict, "fail", wrong);
  }
});

Deno.test("hops of the report are those of the log", () => {
  const table = (charge: string) =>
    tableRows(
      `| Hop | Route | Duration (ms) |
| --- | --- | --- |
| gateway | /reserve/{id}/pay | 32.4 |
| events | /reservations/{id}/fence | 8 |
| payments | /charge | ${charge} |
| events | /reservations/{id}/confirm | 6 |`,
      ["hop", "route", "duration"],
    );
  const lines = trace(PAY) ?? [];
  assert.equal(evaluateHops(table("5.2"), lines).verdict, "pass");
  assert.equal(evaluateHops(table("15"), lines).verdict, "fail");
  assert.equal(evaluateHops(table(""), lines).verdict, "fail");
});

const facts = ["gateway", "events", "payments"].map((service) => ({
  service,
  mb: 710,
  layers: 3,
  largestLayerMb: 406,
  user: "",
}));

Deno.test("the naive images are told as they are, in any unit", () => {
  const table = (size: string, user = "root") =>
    tableRows(
      `| Image | Content | Layers | Largest | User |
|---|---|---|---|---|
| gateway | ${size} | 3 | 406 MB | ${user} |
| events | 710 | 3 | 0.41 GB | 0 |
| payments | 709524050 B | 3 | 406 | root |`,
      ["image", "content", "layers", "largest", "user"],
    );
  assert.equal(evaluateNaive(table("710 MB"), facts).verdict, "pass");
  assert.equal(evaluateNaive(table("677 MiB"), facts).verdict, "pass");
  assert.equal(evaluateNaive(table("118 MB"), facts).verdict, "fail");
  assert.equal(evaluateNaive(table("710 MB", "deno"), facts).verdict, "fail");
  assert.equal(evaluateNaive(table("710 MB", ""), facts).verdict, "fail");
});

const needed = ["deno.json", "deno.lock", "services/gateway/main.ts"];

Deno.test("a build is sent all it needs and nothing else", () => {
  assert.equal(evaluateContext(needed, "*").verdict, "pass");
  for (
    const more of [".env.lab-check", ".git/HEAD", ".dev/x", "a/README.md"]
  ) {
    assert.equal(evaluateContext([...needed, more], "*").verdict, "fail", more);
    assert.equal(
      evaluateContext([...needed, more], "# nothing\n").verdict,
      "not_started",
    );
  }
  assert.equal(evaluateContext(needed.slice(1), "*").verdict, "fail");
});

const GOOD = `ARG V=2.9.6
FROM denoland/deno:\${V} AS build
COPY deno.json deno.lock ./
RUN deno install
COPY services services
FROM gcr.io/distroless/cc-debian12:nonroot
COPY --from=build /program /program
USER 65532:65532
ENTRYPOINT ["/program"]`;

const recipe = (text: string) => evaluateRecipe(stagesIn(text)).verdict;

Deno.test("a Dockerfile without the five mistakes", () => {
  assert.equal(recipe(GOOD), "pass");
  for (
    const [from, to] of [
      ["V=2.9.6", "V=latest"],
      ["USER 65532:65532", "USER 0"],
      ["COPY deno.json deno.lock ./", "COPY . ."],
      ['["/program"]', '["sh", "-c", "/program"]'],
      ["FROM gcr.io/distroless/cc-debian12:nonroot", "FROM build"],
    ] as const
  ) {
    assert.equal(recipe(GOOD.replace(from, to)), "fail", to);
  }
});

Deno.test("the Dockerfile that the lab gives is not started, not failed", () => {
  const naive = `ARG V=latest
FROM denoland/deno:\${V}
COPY . .
ENTRYPOINT ["sh", "-c", "exec deno run -A main.ts"]`;
  assert.equal(recipe(naive), "not_started");
});

Deno.test("images are judged by what lies in them", () => {
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
