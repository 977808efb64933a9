/**
 * What a request needs to be let in: certificates, a token, or what a program
 * of the cloud's vendor says.
 * @module
 */

import { Buffer } from "node:buffer";
import type { RequestOptions } from "node:https";
import { z } from "zod";
import { CouldNotRun } from "../../../lib/cli/mod.ts";
import { readText } from "../../../lib/files/mod.ts";
import { runProgram } from "../../../lib/process/mod.ts";
import type { KubeContext, User } from "./kubeconfig.ts";

/** What the vendor's program prints. */
const credentialSchema = z.object({
  status: z.object({
    token: z.string().optional(),
    clientCertificateData: z.string().optional(),
    clientKeyData: z.string().optional(),
    expirationTimestamp: z.coerce.date().optional(),
  }),
});

type Credential = z.infer<typeof credentialSchema>["status"];

/** Gives the options of each request to the server of a context. */
export function credentialsOf(
  { cluster, user }: KubeContext,
): () => Promise<RequestOptions> {
  let kept: Credential | undefined;

  async function ofProgram(): Promise<Credential> {
    if (user.exec === undefined) return {};
    const expires = kept?.expirationTimestamp;
    if (
      kept === undefined || (expires !== undefined && expires <= new Date())
    ) {
      kept = await askProgram(user.exec);
    }
    return kept;
  }

  return async () => {
    const said = await ofProgram();
    const token = said.token ?? user.token ??
      (user.tokenFile && (await readText(user.tokenFile)).trim());
    const ca = await content(cluster, "certificate-authority");
    const cert = said.clientCertificateData ??
      await content(user, "client-certificate");
    const key = said.clientKeyData ?? await content(user, "client-key");
    return {
      ...ca === undefined ? {} : { ca },
      ...cert === undefined ? {} : { cert },
      ...key === undefined ? {} : { key },
      ...cluster["tls-server-name"] === undefined
        ? {}
        : { servername: cluster["tls-server-name"] },
      rejectUnauthorized: cluster["insecure-skip-tls-verify"] !== true,
      headers: token
        ? { Authorization: `Bearer ${token}` }
        : user.username === undefined
        ? {}
        : { Authorization: `Basic ${basic(user)}` },
    };
  };
}

function basic({ username, password }: User): string {
  return Buffer.from(`${username}:${password ?? ""}`).toString("base64");
}

/** A field's text: in the file itself, or in a file that it names. */
async function content<Name extends string>(
  from: { readonly [key in Name | `${Name}-data`]?: string | undefined },
  name: Name,
): Promise<string | undefined> {
  const inline: string | undefined = from[`${name}-data`];
  if (inline !== undefined) return Buffer.from(inline, "base64").toString();
  const path: string | undefined = from[name];
  return path === undefined ? undefined : await readText(path);
}

async function askProgram(
  { command, args, env, apiVersion }: NonNullable<User["exec"]>,
): Promise<Credential> {
  const { code, stdout, stderr } = await runProgram(command, args ?? [], {
    ...Object.fromEntries((env ?? []).map(({ name, value }) => [name, value])),
    KUBERNETES_EXEC_INFO: JSON.stringify({
      apiVersion,
      kind: "ExecCredential",
      spec: { interactive: false },
    }),
  });
  const read = code === 0
    ? credentialSchema.safeParse(JSON.parse(stdout))
    : undefined;
  if (read?.success) return read.data.status;
  throw new CouldNotRun(
    `Cannot ask ${command} who you are: it ended with ${code}: ${stderr}`,
  );
}
