// Runs with -P=test-system
import assert from "node:assert/strict";
import { CouldNotRun } from "../../lib/cli/mod.ts";
import type { Lab } from "../lab.ts";
import { machineWith } from "../machine_fixture.ts";
import type { LabRecord } from "../records.ts";
import { runChecks } from "../run_checks.ts";
import { fail, type Finding, pass } from "../verdict.ts";
import { disputePath, parseDispute } from "./dispute.ts";
import { keepDispute } from "./keep_dispute.ts";

const LARGE = "x".repeat(300_000);

const machine = machineWith({
  has: {
    "submissions/lab3.md": "# my report\n",
    "k8s/huge.yaml": LARGE,
    "k8s/unread.yaml": "kind: List\n",
    "../outside.txt": "secret\n",
  },
  program: () =>
    Promise.resolve({
      code: 0,
      stdout: "promtool, version 3.5.0\n",
      stderr: "",
    }),
});

/** A lab of one check that reads all of these and runs promtool. */
function labWith(finding: Finding): Lab {
  return {
    lab: 3,
    title: "A lab",
    tasks: [{ task: 1, title: "Do it", points: 6 }],
    checks: [{
      id: "3.6",
      task: 1,
      title: "a step",
      hints: [],
      async run({ read, program }) {
        for (
          const path of [
            "submissions/lab3.md",
            "k8s/huge.yaml",
            "../outside.txt",
            "no/such.file",
          ]
        ) await read(path);
        await program("promtool", ["check", "rules"]);
        return finding;
      },
    }],
    questions: [],
    deliverables: ["submissions/lab3.md"],
  };
}

async function recordOf(lab: Lab): Promise<LabRecord> {
  const [checked] = await runChecks(lab, machine, {
    task: undefined,
    onEach: () => {},
  });
  assert.ok(checked);
  const { endedAt: _, uses, ...body } = checked;
  return {
    ...body,
    uses: { files: [...uses.files], programs: [...uses.programs] },
    attempts: 1,
    at: "2026-11-25T19:46:57.000Z",
    checker: "0".repeat(64),
  };
}

Deno.test("a dispute keeps the finding, what was read, and the versions", async () => {
  const root = await Deno.makeTempDir({ prefix: "dispute-" });
  try {
    const lab = labWith(fail("5", "6", "here", { figure: 5 }));
    const record = await recordOf(lab);
    const { path } = await keepDispute(lab, record, "it is 6", machine, root);
    assert.equal(path, `${disputePath(3, "3.6")}.json`);
    const found = parseDispute(
      await Deno.readTextFile(`${root}/${path}`),
      path,
    );
    assert.equal(found.why, "it is 6");
    assert.equal(found.measured, "5");
    assert.deepEqual(found.samples, { figure: 5 });
    assert.equal(found.tools.promtool, "promtool, version 3.5.0");
    assert.equal(found.tools.deno, Deno.version.deno);
    assert.deepEqual(found.files, [
      { path: "k8s/huge.yaml", bytes: 300_000, isKept: false },
      { path: "submissions/lab3.md", bytes: 12, isKept: true },
    ]);
    const copies = `${root}/${disputePath(3, "3.6")}.files`;
    assert.equal(
      await Deno.readTextFile(`${copies}/submissions/lab3.md`),
      "# my report\n",
    );
    const names = (await Array.fromAsync(Deno.readDir(copies))).map((
      { name },
    ) => name);
    assert.deepEqual(names, ["submissions"], "no more is kept than is listed");
  } finally {
    await Deno.remove(root, { recursive: true });
  }
});

Deno.test("what passes cannot be disputed", async () => {
  const lab = labWith(pass("5", "5"));
  const record = await recordOf(lab);
  await assert.rejects(
    keepDispute(lab, record, "x", machine, "/nowhere"),
    (error) => error instanceof CouldNotRun && /it passes/.test(error.message),
  );
});
