/**
 * The kubeconfig of this machine: which server a context names, and how the
 * client shows who it is.
 *
 * Why not the official client: it is 52 packages and 62 MB, which each first
 * `deno task` would fetch, and experiments send eight kinds of requests.
 * @module
 */

import { delimiter } from "node:path";
import { z } from "zod";
import { CouldNotRun } from "../../../lib/cli/mod.ts";
import { readTextSync } from "../../../lib/files/mod.ts";
import { parseYaml } from "../../../lib/text/yaml/mod.ts";

const clusterSchema = z.object({
  server: z.string(),
  "certificate-authority": z.string().optional(),
  "certificate-authority-data": z.string().optional(),
  "insecure-skip-tls-verify": z.boolean().optional(),
  "tls-server-name": z.string().optional(),
});

const userSchema = z.object({
  "client-certificate": z.string().optional(),
  "client-certificate-data": z.string().optional(),
  "client-key": z.string().optional(),
  "client-key-data": z.string().optional(),
  token: z.string().optional(),
  tokenFile: z.string().optional(),
  username: z.string().optional(),
  password: z.string().optional(),
  exec: z.object({
    apiVersion: z.string(),
    command: z.string(),
    args: z.array(z.string()).nullish(),
    env: z.array(z.object({ name: z.string(), value: z.string() })).nullish(),
  }).optional(),
});

const fileSchema = z.object({
  clusters: z.array(z.object({ name: z.string(), cluster: clusterSchema }))
    .nullish(),
  users: z.array(z.object({ name: z.string(), user: userSchema.nullable() }))
    .nullish(),
  contexts: z.array(z.object({
    name: z.string(),
    context: z.object({ cluster: z.string(), user: z.string().default("") }),
  })).nullish(),
  "current-context": z.string().optional(),
});

/** How a user shows who they are. */
export type User = z.infer<typeof userSchema>;

/** A context, with everything that it names. */
export interface KubeContext {
  readonly name: string;
  readonly cluster: z.infer<typeof clusterSchema>;
  readonly user: User;
}

/** Where a pod finds who it is. */
const IN_CLUSTER = "/var/run/secrets/kubernetes.io/serviceaccount";

/**
 * The context of this name, or the current one. Files that KUBECONFIG lists are
 * one configuration: the first file that says something is right.
 * @throws {CouldNotRun} when there is none
 */
export function readContext(
  wanted: string | undefined,
  env: (name: string) => string | undefined,
): KubeContext {
  const files = filesOf(env).flatMap(readFile);
  const contexts = files.flatMap(({ contexts }) => contexts ?? []);
  const name = wanted ??
    files.map((file) => file["current-context"]).find(Boolean);
  const found = contexts.find((one) => one.name === name)?.context;
  if (found === undefined && wanted !== undefined) {
    throw new CouldNotRun(
      `Cannot find the context ${wanted}: there are ` +
        contexts.map((one) => one.name).join(", "),
    );
  }
  const cluster = files.flatMap(({ clusters }) => clusters ?? [])
    .find((one) => one.name === found?.cluster)?.cluster;
  if (found === undefined || cluster === undefined) return ownCluster(env);
  const user = files.flatMap(({ users }) => users ?? [])
    .find((one) => one.name === found.user)?.user;
  return { name: name ?? "", cluster, user: user ?? {} };
}

function filesOf(
  env: (name: string) => string | undefined,
): readonly string[] {
  const listed = env("KUBECONFIG");
  if (listed !== undefined && listed !== "") {
    return listed.split(delimiter).filter((path) => path !== "");
  }
  const home = env("HOME") ?? env("USERPROFILE");
  return home === undefined ? [] : [`${home}/.kube/config`];
}

function readFile(path: string): z.infer<typeof fileSchema>[] {
  let text: string;
  try {
    text = readTextSync(path);
  } catch {
    return []; // kubectl passes over files that are not there, too
  }
  const read = fileSchema.safeParse(parseYaml(text) ?? {});
  if (read.success) return [read.data];
  const [issue] = read.error.issues;
  throw new CouldNotRun(
    `Cannot read the kubeconfig ${path}: ` +
      `${issue?.path.join(".")}: ${issue?.message}`,
  );
}

/** The cluster that this process runs in. */
function ownCluster(env: (name: string) => string | undefined): KubeContext {
  const host = env("KUBERNETES_SERVICE_HOST");
  if (host === undefined) {
    throw new CouldNotRun(
      "Cannot find a cluster: there is no kubeconfig; set KUBECONFIG",
    );
  }
  const address = host.includes(":") ? `[${host}]` : host;
  return {
    name: "in-cluster",
    cluster: {
      server: `https://${address}:${env("KUBERNETES_SERVICE_PORT") ?? "443"}`,
      "certificate-authority": `${IN_CLUSTER}/ca.crt`,
    },
    user: { tokenFile: `${IN_CLUSTER}/token` },
  };
}
