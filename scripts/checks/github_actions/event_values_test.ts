import assert from "node:assert/strict";
import { JOB_TOKEN, OWNER, REPOSITORY, SECRET } from "./fake_github.ts";
import { valuesOf } from "./event_values.ts";
import { readWorkflow } from "./model.ts";

const SHA = "0123456789abcdef0123456789abcdef01234567";

const WORKFLOW = readWorkflow(
  `on: push
jobs:
  a: { steps: [{ run: "echo \${{ secrets.PAT }} \${{ secrets.PAT }}" }] }
`,
  "ci.yml",
);
const EVENT = {
  name: "push",
  branch: "main",
  message: "feat: a",
  paths: [],
  isByJob: false,
} as const;

/** Asserts values by their paths; Deno 2.6 knows no partial comparison. */
function shows(
  context: unknown,
  values: Readonly<Record<string, unknown>>,
): void {
  for (const [path, value] of Object.entries(values)) {
    const found = path.split(".").reduce<unknown>(
      (one, key) => (one as Record<string, unknown> | null)?.[key],
      context,
    );
    assert.deepEqual(found, value, path);
  }
}

Deno.test("a push and a pull request show an expression what GitHub shows", () => {
  const { github: push, secrets } = valuesOf(WORKFLOW, EVENT, SHA);
  assert.deepEqual(secrets, { PAT: SECRET, GITHUB_TOKEN: JOB_TOKEN });
  shows(push, {
    sha: SHA,
    actor: OWNER,
    ref: "refs/heads/main",
    ref_name: "main",
    head_ref: "",
    repository: REPOSITORY,
    "event.head_commit.id": SHA,
    "event.head_commit.message": "feat: a",
    "event.pull_request": null,
  });
  const request = { ...EVENT, name: "pull_request" } as const;
  const { github } = valuesOf(WORKFLOW, request, SHA);
  shows(github, {
    ref: "refs/pull/1/merge",
    base_ref: "main",
    "event.head_commit": null,
    "event.pull_request.base.ref": "main",
  });
});

Deno.test("what a job pushed was pushed by a robot", () => {
  const { github } = valuesOf(WORKFLOW, { ...EVENT, isByJob: true }, SHA);
  shows(github, { actor: "github-actions[bot]" });
});
