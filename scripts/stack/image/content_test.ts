import assert from "node:assert/strict";
import { filesOf } from "./content.ts";

const LIST = `drwxr-xr-x 0/0               0 2026-01-01 00:00 bin/
lrwxrwxrwx 0/0               0 2026-01-01 00:00 bin/sh -> busybox
-rwxr-xr-x 0/0         1048576 2026-01-01 00:00 bin/busybox
hrwxr-xr-x 0/0               0 2026-01-01 00:00 usr/bin/bash link to bin/bash
-rwsr-xr-x 0/0           59976 2026-01-01 00:00 usr/bin/passwd
-rwxr-sr-x 0/42          59976 2026-01-01 00:00 usr/bin/chage
-rwxr-xr-x 0/0        93400000 2026-01-01 00:00 program
-rw-r--r-- 0/0            1024 2026-01-01 00:00 usr/lib/libssh.so
drwxr-xr-x 0/0               0 2026-01-01 00:00 etc/zsh/`;

Deno.test("shells and setuid files are found, links to them too, nothing else", () => {
  assert.deepEqual(filesOf(LIST), {
    shells: ["bin/sh", "bin/busybox", "usr/bin/bash"],
    setuid: ["usr/bin/passwd", "usr/bin/chage"],
  });
});
