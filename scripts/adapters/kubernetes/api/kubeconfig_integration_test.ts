// Runs with -P=test-system
/**
 * The forms that kubeconfigs have, read from real files.
 */

import assert from "node:assert/strict";
import { delimiter } from "node:path";
import { CouldNotRun } from "../../../lib/cli/tool.ts";
import { credentialsOf } from "./credentials.ts";
import { readContext } from "./kubeconfig.ts";

const base64 = (text: string): string => btoa(text);

/** Two files of one configuration; the second one has all users. */
async function withFiles(
  body: (env: (name: string) => string | undefined) => Promise<void>,
): Promise<void> {
  const folder = await Deno.makeTempDir();
  try {
    await Deno.writeTextFile(
      `${folder}/clusters`,
      `
current-context: b
clusters:
- { name: one, cluster: { server: "https://one:6443", certificate-authority-data: ${
        base64("ca")
      } } }
- { name: two, cluster: { server: "http://two/", insecure-skip-tls-verify: true } }
contexts:
- { name: a, context: { cluster: one, user: cert } }
- { name: b, context: { cluster: two, user: token } }
- { name: c, context: { cluster: two, user: program } }
- { name: d, context: { cluster: two, user: password } }
- { name: e, context: { cluster: two, user: fails } }
`,
    );
    await Deno.writeTextFile(`${folder}/key.pem`, "key");
    const said = JSON.stringify({ status: { token: "asked" } });
    await Deno.writeTextFile(
      `${folder}/users`,
      JSON.stringify({
        "current-context": "a",
        users: [
          {
            name: "cert",
            user: {
              "client-certificate-data": base64("cert"),
              "client-key": `${folder}/key.pem`,
            },
          },
          { name: "token", user: { token: "known" } },
          { name: "password", user: { username: "me", password: "secret" } },
          {
            name: "program",
            user: { exec: program(`console.log('${said}')`) },
          },
          { name: "fails", user: { exec: program("Deno.exit(3)") } },
        ],
      }),
    );
    const files = [`${folder}/clusters`, `${folder}/users`, `${folder}/none`];
    await body((name) =>
      name === "KUBECONFIG" ? files.join(delimiter) : undefined
    );
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

function program(code: string): object {
  return {
    apiVersion: "client.authentication.k8s.io/v1",
    command: Deno.execPath(),
    args: ["eval", "--quiet", code],
    env: null,
  };
}

Deno.test("files of one configuration complete each other; the first one is right", () =>
  withFiles(async (env) => {
    const { name, cluster } = readContext(undefined, env);
    assert.deepEqual([name, cluster.server], ["b", "http://two/"]);
    const options = await credentialsOf(readContext("a", env))();
    assert.deepEqual(
      [options.ca, options.cert, options.key, options.rejectUnauthorized],
      ["ca", "cert", "key", true],
    );
  }));

for (
  const [context, header] of [
    ["b", "Bearer known"],
    ["c", "Bearer asked"],
    ["d", `Basic ${base64("me:secret")}`],
  ] as const
) {
  Deno.test(`context ${context} shows who it is by ${header.split(" ")[0]}`, () =>
    withFiles(async (env) => {
      const { headers } = await credentialsOf(readContext(context, env))();
      assert.deepEqual(headers, { Authorization: header });
    }));
}

Deno.test("a program that fails is named, and so is a file that is none", () =>
  withFiles(async (env) => {
    await assert.rejects(
      credentialsOf(readContext("e", env))(),
      (error) => error instanceof CouldNotRun && /with 3/.test(error.message),
    );
    assert.throws(() => readContext("z", env), /there are a, b, c, d, e$/);
    assert.throws(() => readContext(undefined, () => undefined), CouldNotRun);
  }));

Deno.test("a pod uses the account that its cluster gave it", () => {
  const { cluster, user } = readContext(
    undefined,
    (name) => name === "KUBERNETES_SERVICE_HOST" ? "fd00::1" : undefined,
  );
  assert.equal(cluster.server, "https://[fd00::1]:443");
  assert.match(user.tokenFile ?? "", /serviceaccount\/token$/);
});
