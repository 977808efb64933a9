// Runs with -P=test-system
/**
 * A program on a leash ends with its owner, and otherwise runs as always.
 */

import assert from "node:assert/strict";
import { until } from "../wait/wait.ts";
import { leashed } from "./leash.ts";
import { isRunning } from "./process_info.ts";

function started(script: string): Deno.ChildProcess {
  const { file, args } = leashed("/bin/sh", ["-c", script]);
  return new Deno.Command(file, {
    args: [...args],
    stdin: "piped",
    stdout: "piped",
    stderr: "null",
  }).spawn();
}

async function firstLine(child: Deno.ChildProcess): Promise<string> {
  for await (const text of child.stdout.pipeThrough(new TextDecoderStream())) {
    return text.trim();
  }
  return "";
}

for (const code of [0, 3]) {
  Deno.test(`a program on a leash hands on its exit code ${code}`, async () => {
    const child = started(`echo said; exit ${code}`);
    const [line, status] = await Promise.all([firstLine(child), child.status]);
    assert.deepEqual([line, status.code], ["said", code]);
    await child.stdin.close();
  });
}

Deno.test("SIGTERM reaches the program, which ends in its own way", async () => {
  const child = started(
    "trap 'exit 5' TERM; echo ready; while :; do sleep 0.05; done",
  );
  assert.equal(await firstLine(child), "ready");
  child.kill("SIGTERM");
  assert.equal((await child.status).code, 5);
  await child.stdin.close();
});

for (
  const [what, script] of [
    ["a program ends", "echo $$; exec sleep 600"],
    [
      "its child that outlives a SIGTERM of it ends, too,",
      "sleep 600 & echo $!; exec sleep 601",
    ],
  ] as const
) {
  Deno.test(`${what} when the tool that started it is killed`, async () => {
    const url = new URL("./leash.ts", import.meta.url).href;
    const code = `import { leashed } from ${JSON.stringify(url)};
    const { file, args } = leashed("/bin/sh", ["-c", ${
      JSON.stringify(script)
    }]);
    const child = new Deno.Command(file, { args, stdin: "piped" }).spawn();
    await child.status;`;
    const tool = new Deno.Command(Deno.execPath(), {
      args: [
        ...["run", "--quiet", "--allow-all", "--no-config"],
        `data:text/javascript,${encodeURIComponent(code)}`,
      ],
      stdout: "piped",
    }).spawn();
    const pid = Number(await firstLine(tool));
    assert.equal(await isRunning(pid, "sleep"), true);
    tool.kill("SIGKILL");
    await tool.status;
    await until(
      "the program has ended",
      async () => !await isRunning(pid, "sleep"),
    );
  });
}
