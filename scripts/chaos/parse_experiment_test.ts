import assert from "node:assert/strict";
import { parse, stringify } from "yaml";
import { ExperimentError, parseExperiment } from "./parse_experiment.ts";
import type { Values } from "./model/variables.ts";

const GOOD = `title: A test
description: of the parser
configuration:
  latency_ms: 2000
steady-state-hypothesis:
  title: all is well
  probes:
    - type: probe
      name: list
      tolerance: 200
      provider: { type: http, url: "\${gateway_url}/events" }
method:
  - type: action
    name: slow
    provider:
      type: fault
      service: payments
      fault: { kind: payment_latency, latency_ms: "\${latency_ms}" }
    pauses: { after: 10 }
  - ref: list
quickticket:
  targets: [dev]
  blast_radius: { parts: [payments], impact: nobody }
  time_limit_s: 20
  recovery: { within_s: 5 }
`;

function read(text: string, given: Values = {}) {
  return parseExperiment(text, {
    file: "x.yaml",
    known: { gateway_url: "http://gateway:8080" },
    given,
    env: (name) => name === "CHAOS_LATENCY" ? "70" : undefined,
  });
}

/** The messages for a file in which `from` stands as `to`. */
function problemsOf(from: string, to: string): readonly string[] {
  assert.ok(GOOD.includes(from), from);
  try {
    read(GOOD.replace(from, to));
  } catch (error) {
    assert.ok(error instanceof ExperimentError, String(error));
    return error.message.split("\n");
  }
  return [];
}

Deno.test("a file becomes an experiment: variables, references and defaults filled in", () => {
  const { method, "steady-state-hypothesis": hypothesis, quickticket } = read(
    GOOD,
  );
  const [slow, look] = method;
  assert.deepEqual(
    slow?.provider.type === "fault" && slow.provider.fault,
    { kind: "payment_latency", latency_ms: 2000, rate: 1 },
  );
  assert.equal(look?.name, "list");
  assert.equal(
    look?.provider.type === "http" && look.provider.url,
    "http://gateway:8080/events",
  );
  assert.deepEqual(hypothesis.probes[0]?.quickticket.when, [
    "before",
    "during",
    "after",
  ]);
  assert.equal(quickticket.frequency_s, 1);
});

Deno.test("a value of the command line stands before the file's, a number stays one", () => {
  const [slow] = read(GOOD, { latency_ms: 6000 }).method;
  assert.ok(slow?.provider.type === "fault");
  assert.equal(slow.provider.fault.latency_ms, 6000);
});

Deno.test("a value may come from the environment", () => {
  const text = GOOD.replace(
    "latency_ms: 2000",
    "latency_ms: { type: env, key: CHAOS_LATENCY }",
  );
  const [slow] = read(text).method;
  assert.ok(slow?.provider.type === "fault");
  assert.equal(slow.provider.fault.latency_ms, 70);
});

Deno.test("the caller's other variables are not read, and the file is refused", () => {
  const text = GOOD.replace(
    "latency_ms: 2000",
    "latency_ms: { type: env, key: AWS_SECRET_ACCESS_KEY, default: 1 }",
  );
  assert.throws(
    () => read(text),
    /configuration.latency_ms.key must be one of GATEWAY_URL, .*CHAOS_/,
  );
});

const WRONG: readonly (readonly [string, string, string, RegExp])[] = [
  [
    "a misspelt field",
    "title: A test",
    "titel: A test",
    /^x.yaml:1: .*titel \(did you mean title\?\)/,
  ],
  ["a missing title", "title: A test\n", "", /title is missing/],
  [
    "a wrong type",
    "time_limit_s: 20",
    "time_limit_s: soon",
    /^x.yaml:2\d: quickticket.time_limit_s must be a number, current value is "soon"/,
  ],
  [
    "an unknown provider",
    "type: fault",
    "type: faults",
    /^x.yaml:16: method.0.provider.type must be one of .*"faults" \(did you mean fault\?\)/,
  ],
  [
    "a variable without a value",
    "${latency_ms}",
    "${latency}",
    /^x.yaml:18: method.0.provider.fault.latency_ms names the variable latency/,
  ],
  [
    "a malformed URL",
    "${gateway_url}/events",
    "events",
    /^x.yaml:11: .*provider.url must be a URL, current value is events/,
  ],
  [
    "no blast radius",
    "  blast_radius: { parts: [payments], impact: nobody }\n",
    "",
    /quickticket.blast_radius is missing/,
  ],
  [
    "no time limit",
    "  time_limit_s: 20\n",
    "",
    /quickticket.time_limit_s is missing/,
  ],
  [
    "no deadline of recovery",
    "  recovery: { within_s: 5 }\n",
    "",
    /quickticket.recovery is missing/,
  ],
  [
    "an action outside of the blast radius",
    "parts: [payments]",
    "parts: [events]",
    /method.0.provider touches payments, which is outside of the blast radius \(events\)/,
  ],
  [
    "a method longer than its limit",
    "after: 10",
    "after: 30",
    /time_limit_s must be at least 30, .*current value is 20/,
  ],
  [
    "a broken tolerance",
    "tolerance: 200",
    "tolerance: { type: regex, pattern: '(' }",
    /^x.yaml:10: .*tolerance.pattern must be a regular expression/,
  ],
  [
    "a reference to nothing",
    "ref: list",
    "ref: nothing",
    /method.1.type is missing/,
  ],
];

for (const [name, from, to, message] of WRONG) {
  Deno.test(`${name} is refused, with its place`, () => {
    const problems = problemsOf(from, to);
    assert.ok(
      problems.some((one) => message.test(one)),
      problems.join("\n") || "it was taken",
    );
  });
}

Deno.test("all problems are reported together", () => {
  const document = parse(GOOD);
  document.title = 5;
  document.quickticket.targets = ["moon"];
  try {
    read(stringify(document));
    assert.fail("it was taken");
  } catch (error) {
    assert.ok(error instanceof ExperimentError);
    assert.equal(error.message.split("\n").length, 2, error.message);
  }
});

Deno.test("a value for a variable that the file does not have is refused", () => {
  assert.throws(() => read(GOOD, { latency: 1 }), /has no variable latency/);
});

Deno.test("a method that does nothing to the system is refused", () => {
  const document = parse(GOOD);
  document.method = [{ ref: "list" }];
  assert.throws(() => read(stringify(document)), /must have an action/);
});

Deno.test("a call without an undo needs rollbacks", () => {
  const document = parse(GOOD);
  document.method = [{
    type: "action",
    name: "call",
    provider: { type: "http", url: "http://x/", method: "POST" },
  }];
  assert.throws(() => read(stringify(document)), /say how under rollbacks/);
});

Deno.test("a tolerance in the method is refused, since it would decide nothing", () => {
  const document = parse(GOOD);
  document.method.push({
    type: "probe",
    name: "pay",
    tolerance: 200,
    provider: { type: "http", url: "http://x/" },
  });
  assert.throws(() => read(stringify(document)), /method\.2.*tolerance/);
});
