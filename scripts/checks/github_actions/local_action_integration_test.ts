// Runs with -P=test-system
import assert from "node:assert/strict";
import { readLocalAction } from "./local_action.ts";

const COMPOSITE = `name: gates
inputs:
  unit: { default: true }
  path: {}
outputs:
  sum: { value: "\${{ steps.add.outputs.sum }}" }
runs:
  using: composite
  steps:
    - { run: deno lint, shell: bash }
    - { id: add, run: "echo sum=3 >> $GITHUB_OUTPUT", shell: bash }
`;

async function read(uses: string, files: Readonly<Record<string, string>>) {
  const folder = await Deno.makeTempDir();
  try {
    await Deno.mkdir(`${folder}/.github/actions/gates`, { recursive: true });
    for (const [name, text] of Object.entries(files)) {
      await Deno.writeTextFile(`${folder}/.github/actions/gates/${name}`, text);
    }
    return await readLocalAction(folder, uses);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

Deno.test("a composite action is its steps, its outputs and defaults of its inputs", async () => {
  for (const name of ["action.yml", "action.yaml"]) {
    const action = await read("./.github/actions/gates/", {
      [name]: COMPOSITE,
    });
    assert.ok(typeof action !== "string", String(action));
    assert.deepEqual(action.defaults, { unit: "true", path: "" });
    assert.deepEqual(Object.keys(action.outputs), ["sum"]);
    assert.deepEqual(action.steps.map(({ id }) => id), [undefined, "add"]);
  }
});

Deno.test("an action that the checkout does not have fails the step, as on GitHub", async () => {
  const missing = await read("./.github/actions/other", {});
  assert.match(String(missing), /Can't find 'action.yml' under .*other/);
});

Deno.test("an action in JavaScript is unknown here, rather than wrong", async () => {
  const uses = "./.github/actions/gates";
  const text = "runs: { using: node20, main: index.js }";
  await assert.rejects(read(uses, { "action.yml": text }), /node20/);
});
