// Runs with -P=test-system
import assert from "node:assert/strict";
import { isInside, readInside, readLimited } from "./read_limited.ts";

async function inFolder(work: (folder: string) => Promise<void>) {
  const folder = await Deno.makeTempDir({ prefix: "limited-" });
  try {
    await work(folder);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

Deno.test("only a regular file of a limited size is read", async () => {
  await inFolder(async (folder) => {
    await Deno.writeTextFile(`${folder}/ok`, "\uFEFFhello");
    await Deno.mkdir(`${folder}/folder`);
    await Deno.symlink("/etc/passwd", `${folder}/link`);
    await Deno.symlink("/dev/zero", `${folder}/endless`);
    await new Deno.Command("mkfifo", { args: [`${folder}/pipe`] }).output();
    const problems = await Promise.all(
      ["ok", "folder", "link", "endless", "pipe", "none"].map(async (name) =>
        (await readLimited(`${folder}/${name}`, 100)).problem ?? "read"
      ),
    );
    assert.deepEqual(problems.map((words) => words.split(",")[0]), [
      "read",
      "it is a folder",
      "it is a link",
      "it is a link",
      "it is a pipe or a device",
      "it is not there",
    ]);
    const { problem } = await readLimited(`${folder}/ok`, 7);
    assert.match(problem ?? "", /8 bytes, and at most 7/);
    // A file of the kernel says that it has 0 bytes.
    const { problem: endless } = await readLimited("/proc/kallsyms", 1000);
    assert.match(endless ?? "", /at most 1000/);
  });
});

Deno.test("nothing outside of a folder is read through it", async () => {
  await inFolder(async (folder) => {
    await Deno.mkdir(`${folder}/a`);
    await Deno.writeTextFile(`${folder}/a/b`, "inside");
    await Deno.symlink("/etc", `${folder}/etc`);
    assert.equal((await readInside(folder, "a/b", 100)).text, "inside");
    for (const path of ["etc/passwd", "../x", "/etc/passwd", "a/../../x"]) {
      assert.equal((await readInside(folder, path, 1e6)).text, undefined, path);
    }
  });
});

for (
  const [path, expected] of [
    ["k8s/a.yaml", true],
    ["..a/b..", true],
    ["", false],
    ["../a", false],
    ["a/../b", false],
    ["/etc/passwd", false],
    ["C:/x", false],
    ["a\\..\\b", false],
    ["a//b", false],
    ["a\0b", false],
  ] as const
) {
  Deno.test(`${JSON.stringify(path)} is ${expected ? "" : "not "}inside`, () => {
    assert.equal(isInside(path), expected);
  });
}
