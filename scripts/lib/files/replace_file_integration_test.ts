// Runs with -P=test-system
/**
 * The state of a file after a write, and after a write that was cut off.
 */

import assert from "node:assert/strict";
import { until } from "../wait/wait.ts";
import { makeFolder } from "./make_folder.ts";
import { createFile, replaceFile, requireWritable } from "./replace_file.ts";

async function withFolder(
  body: (folder: string) => Promise<void>,
): Promise<void> {
  const folder = await Deno.makeTempDir();
  try {
    await body(folder);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

async function namesIn(folder: string): Promise<readonly string[]> {
  const names = await Array.fromAsync(Deno.readDir(folder), ({ name }) => name);
  return names.toSorted();
}

async function modeOf(path: string): Promise<number> {
  return ((await Deno.stat(path)).mode ?? 0) & 0o777;
}

/** Makes a part look as old as one that was left behind. */
async function age(path: string): Promise<void> {
  await Deno.utime(path, new Date(0), new Date(0));
}

/** A program that replaces `file` by `bytes` bytes, and says when it is done. */
function writer(file: string, bytes: number): Deno.ChildProcess {
  const url = new URL("./replace_file.ts", import.meta.url).href;
  const code = `import { replaceFile } from ${JSON.stringify(url)};
    await replaceFile(${JSON.stringify(file)}, new Uint8Array(${bytes}));`;
  return new Deno.Command(Deno.execPath(), {
    args: [
      "run",
      "--quiet",
      "--allow-all",
      "--no-config",
      `data:text/javascript,${encodeURIComponent(code)}`,
    ],
  }).spawn();
}

Deno.test("a file is replaced as a whole, and nothing stays beside it", () =>
  withFolder(async (folder) => {
    const file = `${folder}/result.json`;
    await replaceFile(file, "old");
    await replaceFile(file, "new");
    assert.equal(await Deno.readTextFile(file), "new");
    assert.deepEqual(await namesIn(folder), ["result.json"]);
  }));

Deno.test("a writer that is killed leaves the old file, and the next one tidies up", () =>
  withFolder(async (folder) => {
    const file = `${folder}/result.json`;
    await replaceFile(file, "old");
    const child = writer(file, 400_000_000);
    await until(
      "the part is there",
      async () => (await namesIn(folder)).length > 1,
    );
    child.kill("SIGKILL");
    await child.status;
    assert.equal(await Deno.readTextFile(file), "old");
    const part = (await namesIn(folder)).find((name) => name.endsWith(".part"));
    assert.ok(part, "it was killed too late for this test");
    await age(`${folder}/${part}`);
    await replaceFile(file, "new");
    assert.deepEqual(await namesIn(folder), ["result.json"]);
  }));

Deno.test("the part of a writer that may still work is left alone", () =>
  withFolder(async (folder) => {
    await Deno.writeTextFile(`${folder}/a.json.7.0.part`, "");
    await replaceFile(`${folder}/a.json`, "a");
    assert.deepEqual(await namesIn(folder), ["a.json", "a.json.7.0.part"]);
  }));

Deno.test("old parts of other files are not touched", () =>
  withFolder(async (folder) => {
    const other = `${folder}/a.json.backup.7.0.part`;
    await Deno.writeTextFile(other, "");
    await age(other);
    await replaceFile(`${folder}/a.json`, "a");
    assert.equal(await Deno.readTextFile(other), "");
  }));

Deno.test("a file keeps its permission bits, and a secret gets its own", () =>
  withFolder(async (folder) => {
    await replaceFile(`${folder}/key`, "1", { mode: 0o600 });
    await replaceFile(`${folder}/key`, "2");
    assert.equal(await modeOf(`${folder}/key`), 0o600);
    await replaceFile(`${folder}/open`, "1");
    await replaceFile(`${folder}/open`, "2", { mode: 0o600 });
    assert.equal(await modeOf(`${folder}/open`), 0o600);
  }));

Deno.test("a link stays a link, and its file is replaced", () =>
  withFolder(async (folder) => {
    await replaceFile(`${folder}/real`, "old");
    await Deno.symlink(`${folder}/real`, `${folder}/link`);
    await replaceFile(`${folder}/link`, "new");
    assert.equal((await Deno.lstat(`${folder}/link`)).isSymlink, true);
    assert.equal(await Deno.readTextFile(`${folder}/real`), "new");
  }));

Deno.test("a device is written to, not replaced", async () => {
  await replaceFile("/dev/null", "x");
  assert.equal((await Deno.stat("/dev/null")).isCharDevice, true);
});

Deno.test("a file can be made once", () =>
  withFolder(async (folder) => {
    await createFile(`${folder}/a`, "first", { mode: 0o600 });
    await assert.rejects(
      createFile(`${folder}/a`, "second"),
      Deno.errors.AlreadyExists,
    );
    assert.equal(await Deno.readTextFile(`${folder}/a`), "first");
    assert.equal(await modeOf(`${folder}/a`), 0o600);
    assert.deepEqual(await namesIn(folder), ["a"]);
  }));

Deno.test("a try changes nothing, and finds what cannot be written", () =>
  withFolder(async (folder) => {
    await replaceFile(`${folder}/a`, "kept");
    await requireWritable(`${folder}/a`);
    await requireWritable(`${folder}/b`);
    assert.deepEqual(await namesIn(folder), ["a"]);
    assert.equal(await Deno.readTextFile(`${folder}/a`), "kept");
    await assert.rejects(requireWritable(folder), Deno.errors.IsADirectory);
    await assert.rejects(requireWritable(`${folder}/none/a`));
  }));

Deno.test("a folder gets its name when it is complete, and never before", () =>
  withFolder(async (folder) => {
    const made = `${folder}/edition`;
    await Deno.mkdir(made); // empty, as a person may have made it
    const interrupted = makeFolder(made, async (draft) => {
      await Deno.writeTextFile(`${draft}/half`, "");
      throw new Error("no space left");
    });
    await assert.rejects(interrupted, /no space left/);
    assert.deepEqual(await namesIn(folder), ["edition"]);
    assert.deepEqual(await namesIn(made), []);
    await makeFolder(
      `${made}/`,
      (draft) => Deno.writeTextFile(`${draft}/whole`, ""),
    );
    assert.deepEqual(await namesIn(made), ["whole"]);
    await assert.rejects(makeFolder(made, () => Promise.resolve()));
    assert.deepEqual(await namesIn(made), ["whole"]);
  }));

Deno.test("a draft that a killed tool left behind is removed by the next", () =>
  withFolder(async (folder) => {
    await Deno.mkdir(`${folder}/edition.7.part`);
    await Deno.writeTextFile(`${folder}/edition.7.part/half`, "");
    await age(`${folder}/edition.7.part`);
    await makeFolder(`${folder}/edition`, () => Promise.resolve());
    assert.deepEqual(await namesIn(folder), ["edition"]);
  }));
