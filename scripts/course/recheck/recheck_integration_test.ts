// Runs with -P=test-system
/**
 * The command over submissions of labs that need no shop, so that each takes a
 * few seconds. The others: deno task e2e:forgeries.
 */

import assert from "node:assert/strict";
import { systemClock } from "../../../services/shared/clock.ts";
import { fakeHost } from "../../lib/cli/host_fake.ts";
import { runTool } from "../../lib/cli/mod.ts";
import { readPoints } from "../grade/points_file.ts";
import { recheck } from "./command.ts";
import { withSubmissions } from "./recheck_fixture.ts";

const DOCKERFILE = await Deno.readTextFile(
  "services/Dockerfile",
);

const ADA = {
  student: "ada",
  lab: 2,
  passes: ["2.7"],
  files: { "services/Dockerfile": DOCKERFILE },
};

async function run(...args: readonly string[]) {
  const host = {
    ...fakeHost({ args, env: Deno.env.toObject() }),
    clock: systemClock,
  };
  const code = await runTool(host, recheck);
  return { code, text: [...host.stdout, ...host.stderr].join("\n") };
}

Deno.test("the honest are paid, and those who claim more are not", async () => {
  await withSubmissions([
    ADA,
    { student: "bob", lab: 2 },
    { student: "=cmd|'/C calc'!A0", lab: 2 },
    { student: "<img src=x onerror=alert(1)>", lab: 2 },
  ], async (folder, out) => {
    const edited = `${folder}/eve/lab2.evidence.json`;
    await Deno.mkdir(`${folder}/eve`);
    await Deno.writeTextFile(edited, "{}");
    await Deno.mkdir(`${folder}/dan/services`, { recursive: true });
    await new Deno.Command("mkfifo", {
      args: [`${folder}/dan/services/Dockerfile`],
    }).output();
    await Deno.copyFile(
      `${folder}/bob/submissions/lab2.evidence.json`,
      `${folder}/dan/lab2.evidence.json`,
    );
    const { code, text } = await run(folder, "--out", out, "--jobs", "2");
    assert.equal(code, 1);
    assert.match(text, /\d\/6 {2}ada, Lab 2: confirmed \(/);
    assert.match(text, /eve, Lab 0: refused \(.*it is no bundle/);
    assert.match(text, /1 confirmed, 0 open, 2 differ, 3 refused, 0 could not/);
    const works = readPoints(
      "points.csv",
      await Deno.readTextFile(`${out}/points.csv`),
    );
    const points = new Map(works.map(({ student, entries }) => [
      student,
      entries.reduce((sum, one) => sum + one.points, 0),
    ]));
    assert.ok((points.get("ada") ?? 0) > 0, "ada is paid");
    assert.equal([...points.values()].filter((one) => one > 0).length, 1);
    const html = await Deno.readTextFile(`${out}/report.html`);
    assert.doesNotMatch(html, /<img|<script/);
    assert.match(html, /&lt;img src=x/);
    const csv = await Deno.readTextFile(`${out}/report.csv`);
    assert.doesNotMatch(csv, /^"?[=+@-]/m, "no cell is a formula");
  });
});

Deno.test("a second run goes on, a sample is one, and changes are measured", async () => {
  await withSubmissions(
    ["ada", "bob", "cyd", "dan"].map((student) => ({ ...ADA, student })),
    async (folder, out) => {
      const sample = await run(folder, "--out", out, "--sample", "50%");
      assert.equal(sample.code, 0, sample.text);
      assert.match(sample.text, /2\/2 .*confirmed \([\d.]+ s\)/);
      const rest = await run(folder, "--out", out);
      assert.equal(rest.text.match(/\(kept\)/g)?.length, 2, rest.text);
      assert.match(rest.text, /4 submissions: 4 confirmed/);
      await Deno.writeTextFile(
        `${folder}/ada/services/Dockerfile`,
        "FROM scratch\n",
      );
      const changed = await run(folder, "--out", out);
      assert.equal(changed.text.match(/\(kept\)/g)?.length, 3, changed.text);
      assert.match(changed.text, /ada, Lab 2: differs .*2\.7 was claimed/);
    },
  );
});

Deno.test("a step of a migration gets nothing", async () => {
  const server = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  let connections = 0;
  const counting = (async () => {
    for await (const connection of server) {
      connections++;
      connection.close();
    }
  })();
  const home = Deno.env.get("HOME") ?? "";
  const marker = await Deno.makeTempFile();
  const attempts = [
    `Deno.readTextFileSync("${home}/.bashrc")`,
    `[...Deno.readDirSync("${home}/.ssh")]`,
    `await Deno.connect({ port: ${server.addr.port} })`,
    `await fetch("http://127.0.0.1:${server.addr.port}/")`,
    'new Deno.Command("/bin/sh", { args: ["-c", "id"] }).outputSync()',
    "Deno.env.toObject()",
    `Deno.writeTextFileSync("${marker}", "ran")`,
  ];
  const step = `const got: unknown[] = [];
${
    attempts.map((one) => `try { got.push(${one}); } catch { /* no */ }`).join(
      "\n",
    )
  }
export const up = ["ALTER TABLE events ADD COLUMN email text", "-- " + JSON.stringify(got)];
export const down = ["ALTER TABLE events DROP COLUMN email"];
if (got.length > 0) throw new Error("got " + got.length);
`;
  await withSubmissions([{
    student: "mallory",
    lab: 9,
    files: { "migrations/0002_event_email.ts": step },
  }, ADA], async (folder, out) => {
    const { text } = await run(folder, "--out", out, "--run-untrusted");
    assert.match(text, /ada, Lab 2: confirmed/);
    const csv = await Deno.readTextFile(`${out}/report.csv`);
    assert.doesNotMatch(csv, /got \d/);
  });
  assert.equal(connections, 0);
  assert.equal(await Deno.readTextFile(marker), "");
  server.close();
  await counting;
  await Deno.remove(marker);
});

Deno.test("a submission that never ends stops no other", async () => {
  await withSubmissions([{
    student: "aaa",
    lab: 9,
    files: { "migrations/0002_event_email.ts": "for (;;);\n" },
  }, ADA], async (folder, out) => {
    const { text } = await run(folder, "--out", out, "--limit", "15s");
    assert.match(text, /aaa, Lab 9: error .*not measured within 15 s/);
    assert.match(text, /2\/2 {2}ada, Lab 2: confirmed/);
    const { stdout } = await new Deno.Command("ps", { args: ["-eo", "args"] })
      .output();
    const processes = new TextDecoder().decode(stdout);
    assert.doesNotMatch(processes, /measure\.ts 9/, "its processes have ended");
  });
});

Deno.test("shell commands of students run only when the grader says so", async () => {
  const marker = await Deno.makeTempDir();
  await withSubmissions([{
    student: "mallory",
    lab: 5,
    files: {
      ".github/workflows/ci.yml": `name: ci
on: { push: { branches: [main] }, pull_request: {} }
jobs:
  gate:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - run: touch ${marker}/ran
      - run: echo done
`,
    },
  }], async (folder, out) => {
    const asked = await run(folder, "--out", out);
    assert.match(asked.text, /2 shell commands of students do not run.*--run-/);
    assert.equal(await isThere(`${marker}/ran`), false);
    const told = await run(folder, "--out", out, "--run-untrusted");
    assert.match(told.text, /mallory, Lab 5: differs/);
    assert.equal(await isThere(`${marker}/ran`), true);
  });
  await Deno.remove(marker, { recursive: true });
});

for (
  const [args, reason] of [
    [["--sample", "0%"], /--sample must be from 1% to 100%/],
    [["--lab", "13"], /--lab must be/],
    [["--jobs", "0"], /--jobs must be/],
    [["--limit", "1s"], /--limit must be/],
    [["--lab", "3"], /has no bundle of Lab 3/],
  ] as const
) {
  Deno.test(`${args.join(" ")} is refused before anything is measured`, async () => {
    await withSubmissions([ADA], async (folder, out) => {
      const { code, text } = await run(folder, "--out", out, ...args);
      assert.equal(code, 2);
      assert.match(text, reason);
      assert.equal(await isThere(out), false);
    });
  });
}

async function isThere(path: string): Promise<boolean> {
  return await Deno.stat(path).then(() => true, () => false);
}
