// Runs with -P=test-system
/**
 * Client programs on PATH, as packages leave them.
 */

import assert from "node:assert/strict";
import { installedClients, installedWith } from "./installed.ts";

// A version that no package has put into a folder of its own here.
const SERVER = {
  version: "99.1",
  major: 99,
  systemIdentifier: "1",
  timeline: 1,
};

/** Runs a test with nothing on PATH but these programs and what they say. */
async function withPrograms(
  programs: Readonly<Record<string, string>>,
  body: () => Promise<void>,
): Promise<void> {
  const folder = await Deno.makeTempDir();
  const path = Deno.env.get("PATH") ?? "";
  try {
    for (const [name, said] of Object.entries(programs)) {
      const text = `#!/bin/sh\necho "${name} ${said}"\n`;
      await Deno.writeTextFile(`${folder}/${name}`, text, { mode: 0o755 });
    }
    Deno.env.set("PATH", folder);
    await body();
  } finally {
    Deno.env.set("PATH", path);
    await Deno.remove(folder, { recursive: true });
  }
}

const NEW = "(PostgreSQL) 99.1";

Deno.test("programs of the server's version, or newer, are used from PATH", () =>
  withPrograms({ pg_dump: NEW }, async () => {
    const found = await installedClients(SERVER);
    assert.ok(typeof found !== "string", String(found));
    assert.equal(found.where, "PATH");
    assert.equal(found.version, `pg_dump ${NEW}`);
    const { file, args } = found.invocation(
      "pg_dump",
      ["-Fc"],
      "postgres://a@b/c",
    );
    assert.deepEqual([file, ...args], [
      "pg_dump",
      ...["-d", "host='b' port='5432' user='a' dbname='c'", "-Fc"],
    ]);
  }));

Deno.test("older programs are passed over and reported", () =>
  withPrograms({ pg_dump: "(PostgreSQL) 98.7" }, async () => {
    assert.match(
      String(await installedClients(SERVER)),
      /on PATH is pg_dump .*98\.7/,
    );
  }));

Deno.test("the absence of all programs is reported", () =>
  withPrograms({}, async () => {
    assert.match(String(await installedClients(SERVER)), /not installed here/);
  }));

Deno.test("a place that lacks one of the programs is passed over, and the program is named", async () => {
  const all = ["pg_basebackup", "pg_verifybackup"];
  await withPrograms({ pg_dump: NEW, pg_basebackup: NEW }, async () => {
    assert.match(
      String(await installedWith(all, SERVER)),
      /on PATH there is no pg_verifybackup/,
    );
  });
  const full = { pg_dump: NEW, pg_basebackup: NEW, pg_verifybackup: NEW };
  await withPrograms(full, async () => {
    assert.notEqual(typeof await installedWith(all, SERVER), "string");
  });
});
