import assert from "node:assert/strict";
import { packTar, type TarHeader } from "modern-tar";
import {
  type ArchivedFile,
  readArchive,
  resolveLinks,
} from "./image_archive.ts";

type Given = Partial<TarHeader> & Pick<TarHeader, "name">;

/** An archive as a tool would write it; content is the name. */
async function archiveOf(...headers: readonly Given[]): Promise<Uint8Array> {
  return await packTar(headers.map((header) => {
    const body = header.type === undefined ? header.name : "";
    return { header: { mode: 0o644, size: body.length, ...header }, body };
  }));
}

/** In pieces that end anywhere, as they come from a disk. */
async function* pieces(bytes: Uint8Array): AsyncIterable<Uint8Array> {
  for (let at = 0; at < bytes.length; at += 700) {
    yield await Promise.resolve(bytes.subarray(at, at + 700));
  }
}

Deno.test("files are read with path, kind, mode, target and content", async () => {
  const bytes = await archiveOf(
    { name: "./bin/", type: "directory", mode: 0o755 },
    { name: "/bin/busybox", mode: 0o755 },
    { name: "bin/sh", type: "symlink", linkname: "busybox" },
    { name: "bin/su", mode: 0o4755 },
    { name: "opt/a b -> c", mode: 0o644 },
    { name: `${"deep/".repeat(40)}end`, mode: 0o755 },
    { name: "dev/null", type: "character-device" },
  );
  const { files, contents } = await readArchive(pieces(bytes), ["bin/su"]);
  assert.deepEqual(
    files.map(({ path, kind, mode, target }) => [path, kind, mode, target]),
    [
      ["bin", "directory", 0o755, ""],
      ["bin/busybox", "file", 0o755, ""],
      ["bin/sh", "symlink", 0o644, "busybox"],
      ["bin/su", "file", 0o4755, ""],
      ["opt/a b -> c", "file", 0o644, ""],
      [`${"deep/".repeat(40)}end`, "file", 0o755, ""],
      ["dev/null", "other", 0o644, ""],
    ],
  );
  assert.deepEqual([...contents.keys()], ["bin/su"]);
  assert.equal(new TextDecoder().decode(contents.get("bin/su")), "bin/su");
});

Deno.test("an archive that ends too early is an error, and so is a file that is not an archive", async () => {
  const bytes = await archiveOf({ name: "a" }, { name: "b" });
  await assert.rejects(readArchive(pieces(bytes.subarray(0, 700))), Error);
  await assert.rejects(
    readArchive(pieces(new TextEncoder().encode("no archive".repeat(100)))),
    Error,
  );
});

const file = (
  path: string,
  target?: string,
  kind: ArchivedFile["kind"] = target === undefined ? "file" : "symlink",
): [string, ArchivedFile] => [
  path,
  { path, kind, mode: 0o755, size: 1, target: target ?? "" },
];

Deno.test("links are followed through folders, to the root, and not in circles", () => {
  const files = new Map([
    file("usr/bin/dash"),
    file("bin", "usr/bin"),
    file("usr/bin/sh", "dash"),
    file("start", "/bin/sh"),
    file("opt/run", "../usr/bin/../bin/sh"),
    file("hard", "usr/bin/dash", "link"),
    file("nowhere", "/not/there"),
    file("a", "b"),
    file("b", "a"),
  ]);
  assert.deepEqual(
    ["usr/bin/dash", "bin/sh", "start", "opt/run", "hard", "nowhere", "a"]
      .map((path) => resolveLinks(path, files)),
    [...Array(5).fill("usr/bin/dash"), undefined, undefined],
  );
});
