// Runs with -P=test-system
/**
 * Client programs inside of containers, by a docker that only says what a test
 * wants to hear.
 */

import assert from "node:assert/strict";
import { withDocker } from "../docker/docker_fixture.ts";
import { composeClients, dockerClients } from "./in_container.ts";

const URL = "postgres://me:secret@127.0.0.1:15432/my%20shop";
const SERVER = {
  version: "17.5",
  major: 17,
  systemIdentifier: "42",
  timeline: 1,
};

function says(...lines: readonly string[]): string {
  return lines.map((line) => `echo '${line}'`).join("; ");
}

Deno.test("compose's PostgreSQL is used when it is the very server", () =>
  withDocker(says("pg_dump (PostgreSQL) 17.5", "42"), async (docker) => {
    const clients = await composeClients(SERVER, URL);
    assert.ok(typeof clients !== "string", String(clients));
    const { file, args, env } = clients.invocation("pg_dump", ["-Fc"], URL);
    assert.deepEqual([file, ...args], [
      ...["docker", "compose", "exec", "-T", "postgres", "pg_dump"],
      ...["-U", "me", "-d", "dbname='my shop'", "-Fc"],
    ]);
    assert.deepEqual(env, {});
    const all = [...await docker.calls(), ...args].join(" ");
    assert.doesNotMatch(all, /secret/);
  }));

for (
  const [what, script, words] of [
    [
      "is another server",
      says("pg_dump (PostgreSQL) 17.5", "43"),
      /another server/,
    ],
    [
      "has older programs",
      says("pg_dump (PostgreSQL) 16.1", "42"),
      /it has .*16\.1/,
    ],
    ["does not run", "exit 1", /does not run/],
    ["says nothing", "true", /another server/],
  ] as const
) {
  Deno.test(`compose's PostgreSQL is passed over when it ${what}, with the reason`, () =>
    withDocker(script, async () => {
      const reason = await composeClients(SERVER, URL);
      assert.match(String(reason), words);
    }));
}

Deno.test("a container of the server's version gets its password by its environment", () =>
  withDocker(says("pg_dump (PostgreSQL) 17.5"), async () => {
    const clients = await dockerClients(SERVER);
    assert.ok(typeof clients !== "string", String(clients));
    const { args, env } = clients.invocation("pg_restore", ["--exit"], URL);
    assert.equal(env.PGPASSWORD, "secret");
    assert.doesNotMatch(args.join(" "), /secret/);
    assert.ok(args.includes("postgres:17-alpine"));
    for (const name of Object.keys(env)) {
      assert.equal(args[args.indexOf(name) - 1], "-e", name);
    }
    const list = clients.invocation("pg_restore", ["--list"]);
    assert.deepEqual(list.env, {});
    assert.equal(list.args.includes("-d"), false);
  }));

Deno.test("a machine that cannot run the image says so", () =>
  withDocker("exit 125", async () => {
    assert.match(
      String(await dockerClients(SERVER)),
      /postgres:17-alpine/,
    );
  }));
