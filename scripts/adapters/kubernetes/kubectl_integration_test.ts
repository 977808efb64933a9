// Runs with -P=test-system
import assert from "node:assert/strict";
import { runProgram } from "../../lib/process/command.ts";

/** Runs one command of ours on a machine whose only kubectl is this one. */
async function asked(
  args: readonly string[],
  { hasContext }: { readonly hasContext: boolean },
): Promise<{ readonly said: string; readonly calls: readonly string[] }> {
  const folder = await Deno.makeTempDir();
  const calls = `${folder}/calls`;
  try {
    await Deno.writeTextFile(
      `${folder}/kubectl`,
      `#!/bin/sh\necho "$*" >> ${calls}\n` +
        `[ "$1" = config ] && exit ${hasContext ? 0 : 1}\necho "ran $1"\n`,
      { mode: 0o755 },
    );
    const module = new URL("./kubectl.ts", import.meta.url);
    const code = `import { createKubectl } from "${module}";
const kubectl = createKubectl();
for (let i = 0; i < 2; i++) {
  console.log(await kubectl.run(${
      JSON.stringify(args)
    }).catch((e) => e.message));
}`;
    const file = `${folder}/asks.ts`;
    await Deno.writeTextFile(file, code);
    const config = new URL("../../../deno.json", import.meta.url).pathname;
    const { stdout, stderr } = await runProgram(Deno.execPath(), [
      ...["run", "--quiet", "--no-check", "--config", config, "-A", file],
    ], { PATH: `${folder}:/usr/bin:/bin` });
    return {
      said: stdout + stderr,
      calls: (await Deno.readTextFile(calls)).trim().split("\n"),
    };
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

Deno.test("without a kubeconfig nothing is asked of localhost:8080", async () => {
  const { said, calls } = await asked(["get", "pods"], { hasContext: false });
  assert.match(said, /^Cannot ask a cluster: no kubeconfig names one/);
  assert.deepEqual(calls, ["config current-context"]);
});

Deno.test("with one a command runs, and the kubeconfig is looked at once", async () => {
  const { said, calls } = await asked(["get", "pods"], { hasContext: true });
  assert.equal(said, "ran get\nran get");
  assert.deepEqual(calls, ["config current-context", "get pods", "get pods"]);
});

Deno.test("what asks no cluster needs no kubeconfig", async () => {
  const { said } = await asked(["kustomize", "k8s"], { hasContext: false });
  assert.equal(said, "ran kustomize\nran kustomize");
});
