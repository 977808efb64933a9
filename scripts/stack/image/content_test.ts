import assert from "node:assert/strict";
import type { ArchivedFile } from "../../adapters/docker/formats/mod.ts";
import { findingsIn } from "./content.ts";

const file = (path: string, mode = 0o755): ArchivedFile => ({
  path,
  kind: "file",
  mode,
  size: 1,
  target: "",
});

const link = (
  path: string,
  target: string,
  kind: "link" | "symlink" = "symlink",
): ArchivedFile => ({ ...file(path, 0o777), kind, target });

const shellsIn = (...files: readonly ArchivedFile[]) =>
  findingsIn(files).shells;

Deno.test("shells are found under any path and name, also with a version", () => {
  const shells = [
    "bin/busybox",
    "bin/bash",
    "opt/tools/dash",
    "busybox.static",
    "usr/bin/zsh-5.9",
    "usr/bin/ksh93",
    "usr/bin/fish",
  ];
  assert.deepEqual(shellsIn(...shells.map((path) => file(path))), shells);
});

Deno.test("a link is what it leads to, whatever it is called", () => {
  // The listing of `tar` was asked for the link's own name only.
  assert.deepEqual(
    shellsIn(
      file("usr/bin/dash"),
      link("bin", "usr/bin"),
      link("usr/bin/sh", "dash"),
      link("start", "/bin/sh"),
      link("copy", "usr/bin/dash", "link"),
    ),
    ["usr/bin/dash", "usr/bin/sh", "start", "copy"],
  );
});

Deno.test("busybox is a shell, and its links only where they are called like one", () => {
  assert.deepEqual(
    shellsIn(
      file("bin/busybox"),
      link("bin/sh", "busybox"),
      link("bin/ls", "/bin/busybox"),
      link("bin/ash", "bin/busybox", "link"),
      file("sbin/one"),
      link("sbin/sh", "one"),
    ),
    ["bin/busybox", "bin/sh", "bin/ash", "sbin/sh"],
  );
});

Deno.test("a file that only looks like a shell is not a shell", () => {
  assert.deepEqual(
    shellsIn(
      file("usr/lib/libssh.so"),
      file("usr/bin/ssh"),
      file("usr/share/doc/bash", 0o644),
      { ...file("etc/zsh"), kind: "directory" },
      link("bin/sh", "dash"),
      file("program"),
    ),
    [],
  );
});

Deno.test("setuid and setgid files are found, folders with such bits are not", () => {
  const { setuid } = findingsIn([
    file("usr/bin/passwd", 0o4755),
    file("usr/bin/chage", 0o2755),
    file("tmp/plain", 0o1777),
    { ...file("var/mail", 0o2775), kind: "directory" },
  ]);
  assert.deepEqual(setuid, ["usr/bin/passwd", "usr/bin/chage"]);
});
