// Runs with -P=test-system
import assert from "node:assert/strict";
import { studentCode } from "./student_code.ts";

/** A tree with these files, its code, and a folder beside it with a secret. */
async function inTree(
  files: Readonly<Record<string, string>>,
  work: (code: ReturnType<typeof studentCode>, home: string) => Promise<void>,
): Promise<void> {
  const home = await Deno.realPath(
    await Deno.makeTempDir({ prefix: "sandbox-" }),
  );
  const root = `${home}/tree`;
  try {
    await Deno.mkdir(`${root}/migrations`, { recursive: true });
    await Deno.writeTextFile(`${home}/id_rsa`, "the secret of the grader");
    await Deno.writeTextFile(
      `${root}/deno.json`,
      '{"unstable":["raw-imports"]}',
    );
    for (const [path, text] of Object.entries(files)) {
      await Deno.writeTextFile(
        `${root}/${path}`,
        text.replaceAll("HOME", home),
      );
    }
    await work(
      studentCode((name) => Deno.env.get(name), {
        root,
        config: `${root}/deno.json`,
      }),
      home,
    );
  } finally {
    await Deno.remove(home, { recursive: true });
  }
}

const STEP = "migrations/0002_a.ts";
const UP = 'export const up = ["ALTER TABLE events ADD COLUMN email text"];\n';

Deno.test("what a module exports arrives as data", async () => {
  await inTree({
    [STEP]: `import { more } from "./more.ts";\nconsole.log("hi");\n${UP}` +
      "export const down = more;",
    "migrations/more.ts": 'export const more = ["x"];',
  }, async (code) => {
    assert.deepEqual(await code.exportsOf(STEP), {
      up: ["ALTER TABLE events ADD COLUMN email text"],
      down: ["x"],
    });
  });
});

const ATTEMPTS: Readonly<Record<string, readonly [string, RegExp]>> = {
  "reads ~/.ssh": ['Deno.readTextFileSync("HOME/id_rsa")', /read access/],
  "lists a folder": ['[...Deno.readDirSync("HOME")]', /read access/],
  "writes a file": ['Deno.writeTextFileSync("HOME/ran", "")', /write access/],
  "reads a variable": ['Deno.env.get("PATH")', /env access/],
  "opens a socket": ["await Deno.connect({ port: 9 })", /net access/],
  "asks a server": ['await fetch("http://127.0.0.1:59999/")', /net access/],
  "starts a program": [
    'new Deno.Command("/usr/bin/id").outputSync()',
    /run access/,
  ],
  "loads a library": ['Deno.dlopen("libc.so.6", {})', /ffi access/],
  "asks for the user": ["Deno.uid()", /sys access/],
  "imports a secret as text": [
    'import x from "HOME/id_rsa" with { type: "text" }; console.log(x)',
    /imports file:.*id_rsa, which is outside/,
  ],
  "imports a secret later": [
    'await import("HOME/id_rsa", { with: { type: "text" } })',
    /imports file:.*id_rsa, which is outside/,
  ],
  "imports from a path that it makes up": [
    'await import("HOME/" + "id_rsa.ts")',
    /read access/,
  ],
  "starts a worker with more rights": [
    'new Worker(import.meta.url, { type: "module", deno: { permissions: "inherit" } }); Deno.uid()',
    /access|Unstable API/,
  ],
  "takes all memory": [
    "const all = []; for (;;) all.push(new Array(100_000).fill({}))",
    /./,
  ],
};

for (const [name, [line, reason]] of Object.entries(ATTEMPTS)) {
  Deno.test(`a step that ${name} gets nothing`, async () => {
    await inTree({ [STEP]: `${line};\n${UP}` }, async (code, home) => {
      await assert.rejects(code.exportsOf(STEP), (error: Error) => {
        assert.equal(error.name, "CouldNotRun");
        assert.match(error.message, reason);
        assert.doesNotMatch(error.message, /the secret of the grader/);
        return true;
      });
      await assert.rejects(Deno.stat(`${home}/ran`));
    });
  });
}

Deno.test("tests of a student's code have no rights either", async () => {
  await inTree({
    "a_test.ts": 'Deno.test("fine", () => {});\n' +
      'Deno.test("steals", () => { Deno.readTextFileSync("HOME/id_rsa"); });',
  }, async (code) => {
    const { code: exit, stdout } = await code.test("a_test.ts");
    assert.notEqual(exit, 0);
    assert.match(stdout, /^ok 1 - fine$/m);
    assert.match(stdout, /^not ok 2 - steals/m);
  });
});
