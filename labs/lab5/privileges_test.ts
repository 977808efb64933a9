import assert from "node:assert/strict";
import { readWorkflow } from "../../scripts/checks/github_actions/model.ts";
import { evaluatePrivileges } from "./privilege_check.ts";
import {
  evaluateLoop,
  evaluateWriteBack,
  type WrittenBack,
} from "./write_back_checks.ts";
import { ONE, pushed, TWO } from "./commit_fixture.ts";

const SMALL = `
on: { push: { branches: [main] } }
permissions: { contents: read, packages: write }
concurrency: { group: ci }
jobs:
  all:
    steps: [{ uses: "actions/checkout@08c6903cd8c0fde910a37f88322edcfb5dd907a8" }]
`;

function workflows(text: string) {
  return [{ ...readWorkflow(text, "ci.yml"), path: "ci.yml" }];
}

Deno.test("a small pipeline is taken, also when its rights are named by job", () => {
  assert.equal(evaluatePrivileges(workflows(SMALL), []).verdict, "pass");
  const byJob = SMALL.replace(
    "permissions: { contents: read, packages: write }\n",
    "",
  )
    .replace("  all:\n", "  all:\n    permissions: { contents: read }\n");
  assert.equal(evaluatePrivileges(workflows(byJob), []).verdict, "pass");
});

for (
  const [what, from, to] of [
    [
      "everything may be written",
      "{ contents: read, packages: write }",
      "write-all",
    ],
    ["actions may be changed", "packages: write", "actions: write"],
    [
      "nothing is said of rights",
      "permissions: { contents: read, packages: write }\n",
      "",
    ],
    [
      "an action by its version",
      "@08c6903cd8c0fde910a37f88322edcfb5dd907a8",
      "@v5",
    ],
    ["two runs at once", "concurrency: { group: ci }\n", ""],
    ["a group of each commit", "group: ci", "group: 'ci-${{ github.sha }}'"],
    ["a group of each run", "group: ci", "group: 'ci-${{ github.run_id }}'"],
    [
      "a stranger's code with our token",
      "on: { push",
      "on: { pull_request_target: null, push",
    ],
  ] as const
) {
  Deno.test(`rights: ${what} is refused`, () => {
    assert.ok(SMALL.includes(from));
    assert.equal(
      evaluatePrivileges(workflows(SMALL.replace(from, to)), []).verdict,
      "fail",
    );
  });
}

for (
  const group of ["ci", "ci-${{ github.ref }}", "${{ github.workflow }}"]
) {
  Deno.test(`runs of the group ${group} queue`, () => {
    const text = SMALL.replace("group: ci", `group: "${group}"`);
    assert.equal(evaluatePrivileges(workflows(text), []).verdict, "pass");
  });
}

Deno.test("rights: an action inside a composite action is pinned, too", () => {
  const { measured } = evaluatePrivileges(workflows(SMALL), [], [
    "denoland/setup-deno@v2",
  ]);
  assert.match(measured, /denoland\/setup-deno@v2 is not pinned/);
});

Deno.test("rights: an image for a pull request is refused", () => {
  assert.equal(
    evaluatePrivileges(workflows(SMALL), ["ghcr.io/a/b:c"]).verdict,
    "fail",
  );
});

const commit = {
  sha: TWO,
  message: "ci: images",
  paths: ["k8s/gateway.yaml"],
  isByJob: true,
};

function written(change: Partial<WrittenBack> = {}): WrittenBack {
  const { pushed: refs } = pushed(ONE);
  return {
    sha: ONE,
    pushed: refs,
    problems: [],
    commits: [commit],
    desired: refs,
    hasLost: false,
    ...change,
  };
}

Deno.test("what was pushed is what the manifests ask for, by one commit", () => {
  assert.equal(evaluateWriteBack(written()).verdict, "pass");
  assert.equal(
    evaluateWriteBack(written({ commits: [] })).verdict,
    "not_started",
  );
  assert.equal(
    evaluateWriteBack(written({ pushed: [] })).verdict,
    "could_not_verify",
  );
  for (
    const change of [
      { commits: [], problems: ["Write back: 403"] },
      { commits: [commit, commit] },
      { hasLost: true },
      { desired: pushed(ONE).pushed.slice(1) },
      { desired: pushed(TWO).pushed },
      {
        desired: pushed(ONE).pushed.map((ref) =>
          ref.replace("ghcr.io", "ghcr.example")
        ),
      },
    ]
  ) {
    assert.equal(
      evaluateWriteBack(written(change)).verdict,
      "fail",
      JSON.stringify(change).slice(0, 80),
    );
  }
});

Deno.test("nothing follows the pipeline's own commit", () => {
  assert.equal(evaluateLoop([{ pushed: 0, commits: 0 }]).verdict, "pass");
  assert.equal(evaluateLoop([{ pushed: 3, commits: 0 }]).verdict, "fail");
  assert.equal(
    evaluateLoop([{ pushed: 0, commits: 1 }, { pushed: 0, commits: 1 }])
      .verdict,
    "fail",
  );
});
