import assert from "node:assert/strict";
import { workflowProblems } from "./workflow_problems.ts";

const GOOD = `on: { push: { branches: [main] }, pull_request: }
permissions: { contents: read }
jobs:
  list:
    runs-on: ubuntu-latest
    outputs: { services: "\${{ steps.list.outputs.services }}" }
    steps: [{ id: list, run: echo }]
  images:
    needs: [list]
    if: github.event_name == 'push'
    runs-on: ubuntu-latest
    strategy:
      matrix: { service: "\${{ fromJSON(needs.list.outputs.services) }}" }
    steps:
      - uses: actions/checkout@v5
      - run: docker build -t \${{ matrix.service }} .
`;

Deno.test("GitHub takes a workflow that is as it should be, with CRLF too", async () => {
  assert.deepEqual(await workflowProblems(GOOD, "ci.yml"), []);
  const other = `\uFEFF${GOOD.replaceAll("\n", "\r\n")}`;
  assert.deepEqual(await workflowProblems(other, "ci.yml"), []);
});

for (
  const [what, from, to, said] of [
    ["an event", "pull_request:", "pull_requests:", "Line: 1, Col: 35"],
    ["a permission", "contents:", "content:", "Unexpected value 'content'"],
    ["a key", "runs-on: u", "run-on: u", "Unexpected value 'run-on'"],
    ["a context", "matrix.service }} .", "matrx.a }} .", "'matrx'"],
    ["a function", "fromJSON", "fromYAML", "Unrecognized function"],
    ["a job", "needs: [list]", "needs: [lst]", "unknown job 'lst'"],
    ["YAML", "jobs:\n", "jobs:\n\t", "Line: 4"],
    ["an expression", "\${{ matrix.service }}", "\${{ matrix", "not closed"],
    ["run and uses", "- run:", "- uses: a@b\n        run:", "value 'run'"],
  ] as const
) {
  Deno.test(`GitHub refuses ${what} that it does not know`, async () => {
    assert.ok(GOOD.includes(from));
    const problems = await workflowProblems(GOOD.replace(from, to), "ci.yml");
    assert.ok(
      problems.some((one) => one.startsWith("ci.yml (Line")),
      problems.join("\n"),
    );
    assert.ok(problems.join("\n").includes(said), problems.join("\n"));
  });
}
