// Runs with -P=test-system
/**
 * The forms that kubeconfigs have, read from real files by the official client.
 */

import assert from "node:assert/strict";
import { delimiter } from "node:path";
import { CouldNotRun } from "../../../lib/cli/tool.ts";
import { type Access, readAccess } from "./access.ts";

const base64 = (text: string): string => btoa(text);

function program(code: string): object {
  return {
    apiVersion: "client.authentication.k8s.io/v1",
    command: Deno.execPath(),
    args: ["eval", "--quiet", code],
    env: null,
    interactiveMode: "Never",
  };
}

const said = JSON.stringify({
  apiVersion: "client.authentication.k8s.io/v1",
  kind: "ExecCredential",
  status: { token: "asked" },
});

/** The first of two files. */
const CLUSTERS = {
  "current-context": "b",
  clusters: [
    {
      name: "one",
      cluster: {
        server: "https://one:6443",
        "certificate-authority-data": base64("ca"),
      },
    },
    {
      name: "two",
      cluster: { server: "https://two", "insecure-skip-tls-verify": true },
    },
  ],
  contexts: ["cert", "token", "program", "password", "fails"].map((
    user,
    i,
  ) => ({
    name: "abcde"[i],
    context: { cluster: i === 0 ? "one" : "two", user },
  })),
};

/** The second one. */
const USERS = {
  users: [
    {
      name: "cert",
      user: {
        "client-certificate-data": base64("cert"),
        "client-key": "key.pem", // beside the file that names it
      },
    },
    { name: "token", user: { token: "known" } },
    { name: "password", user: { username: "me", password: "secret" } },
    { name: "program", user: { exec: program(`console.log('${said}')`) } },
    { name: "fails", user: { exec: program("Deno.exit(3)") } },
  ],
};

async function read(context?: string): Promise<Access> {
  const folder = await Deno.makeTempDir();
  const before = Deno.env.get("KUBECONFIG");
  try {
    await Deno.writeTextFile(`${folder}/a`, JSON.stringify(CLUSTERS));
    await Deno.writeTextFile(`${folder}/b`, JSON.stringify(USERS));
    await Deno.writeTextFile(`${folder}/key.pem`, "key");
    const files = [`${folder}/a`, `${folder}/b`].join(delimiter);
    Deno.env.set("KUBECONFIG", files);
    return await readAccess(context);
  } finally {
    if (before === undefined) Deno.env.delete("KUBECONFIG");
    else Deno.env.set("KUBECONFIG", before);
    await Deno.remove(folder, { recursive: true });
  }
}

Deno.test("two files complete each other, and name a key beside them", async () => {
  const { server, ca, cert, key, rejectUnauthorized } = await read("a");
  assert.deepEqual([server, ca, cert, key, rejectUnauthorized], [
    "https://one:6443",
    "ca",
    "cert",
    "key",
    true,
  ]);
});

Deno.test("the current context is taken when none is asked for", async () => {
  const { context, server, headers, rejectUnauthorized } = await read();
  assert.deepEqual([context, server, rejectUnauthorized], [
    "b",
    "https://two",
    false,
  ]);
  assert.equal(headers.Authorization, "Bearer known");
});

Deno.test("a program of a vendor is asked for a token", async () => {
  assert.equal((await read("c")).headers.Authorization, "Bearer asked");
});

Deno.test("a password is handed over", async () => {
  assert.equal((await read("d")).auth, "me:secret");
});

Deno.test("a program that fails, and a context that is not there, cannot be used", async () => {
  await assert.rejects(read("e"), CouldNotRun);
  await assert.rejects(
    read("z"),
    (error) =>
      error instanceof CouldNotRun &&
      /there are a, b, c, d, e$/.test(error.message),
  );
});
