import assert from "node:assert/strict";
import { machineWith } from "../../scripts/checks/machine_fixture.ts";
import { lab5 } from "./check.ts";
import { evaluateGates } from "./gate_check.ts";
import { evaluateImages, isOf, serviceOf, tagOf } from "./image_check.ts";
import { ONE, pushed, TWO } from "./commit_fixture.ts";

Deno.test("on a machine with nothing on it no check passes", async () => {
  for (const check of lab5.checks) {
    const verdict = await check.run(machineWith({})).then(
      (finding) => finding.verdict,
      (error: Error) => error.name,
    );
    assert.match(
      verdict,
      /^(?:not_started|could_not_verify|CouldNotRun)$/,
      check.id,
    );
  }
});

Deno.test("a pipeline of another kind, such as for pull requests, is no beginning", async () => {
  const machine = machineWith({
    has: {
      ".github/workflows/measured.yml": "on: { pull_request: }\njobs: {}\n",
    },
  });
  for (const id of ["5.1", "5.2", "5.3", "B.1", "B.2"]) {
    const check = lab5.checks.find((one) => one.id === id);
    assert.equal((await check?.run(machine))?.verdict, "not_started", id);
  }
});

const none = { fmt: 0, lint: 0, check: 0, test: 0 };

const gated = {
  pushed: 3,
  problems: [],
  onPullRequest: ["fmt", "lint", "check", "test"],
  credentials: [],
  despite: none,
} as const;

Deno.test("gates hold when nothing is pushed past them, and something without", () => {
  assert.equal(evaluateGates(gated).verdict, "pass");
  assert.equal(
    evaluateGates({ ...gated, pushed: 0, problems: ["Log in: denied"] })
      .verdict,
    "could_not_verify",
  );
});

for (
  const [what, change, words] of [
    ["lets lint through", { despite: { ...none, lint: 3 } }, /3 when lint/],
    ["lets tests through", { despite: { ...none, test: 1 } }, /1 when test/],
    ["checks no pull request", { onPullRequest: [] }, /starts none/],
    ["tests no pull request", {
      onPullRequest: ["fmt", "lint", "check"],
    }, /goes past test/],
    ["has a token in it", {
      credentials: [".github/workflows/ci.yml, line 30"],
    }, /credential in .*line 30/],
  ] as const
) {
  Deno.test(`a pipeline that ${what} is refused, and says so`, () => {
    const { verdict, measured } = evaluateGates({ ...gated, ...change });
    assert.equal(verdict, "fail");
    assert.match(measured, words);
  });
}

Deno.test("three images of each commit, under its name alone", () => {
  assert.equal(evaluateImages(pushed(ONE), pushed(TWO)).verdict, "pass");
  const short = pushed(ONE).pushed.map((ref) =>
    ref.replace(ONE, `sha-${ONE.slice(0, 7)}`)
  );
  assert.equal(
    evaluateImages(pushed(ONE, { pushed: short }), pushed(TWO)).verdict,
    "pass",
  );
});

for (
  const [what, change] of [
    ["latest beside them", {
      pushed: [
        ...pushed(ONE).pushed,
        "ghcr.io/some-student/quickticket/gateway:latest",
      ],
    }],
    ["a version instead", {
      pushed: pushed(ONE).pushed.map((ref) => ref.replace(ONE, "v1")),
    }],
    ["one that is missing", { pushed: pushed(ONE).pushed.slice(1) }],
    ["a program that does not know its commit", {
      built: pushed(ONE).built.map(({ ref }) => ({ ref, args: "" })),
    }],
    ["a run that failed at its end", { problems: ["Write back: 403"] }],
  ] as const
) {
  Deno.test(`images: ${what} is refused`, () => {
    assert.equal(
      evaluateImages(pushed(ONE, change), pushed(TWO)).verdict,
      "fail",
    );
  });
}

Deno.test("a reference says whose image it is, and of which commit", () => {
  assert.equal(serviceOf("ghcr.io/a/quickticket/gateway:v1"), "gateway");
  assert.equal(serviceOf("ghcr.io/a/quickticket-events@sha256:0"), "events");
  assert.equal(serviceOf("k3d-registry.localhost:5000/payments"), "payments");
  assert.equal(serviceOf("postgres:17-alpine"), undefined);
  assert.equal(tagOf("k3d-registry.localhost:5000/gateway"), "latest");
  assert.equal(isOf("main-1111111", ONE), true);
  assert.equal(isOf("111111", ONE), false);
  assert.equal(isOf("2222222", ONE), false);
});
