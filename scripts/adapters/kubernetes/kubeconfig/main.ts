/**
 * A program: prints how to reach the cluster of a context, as JSON. The official
 * client reads the kubeconfig, with all forms that kubectl knows: several files,
 * certificates, tokens, passwords, programs of a cloud's vendor, a pod's account.
 *
 * The client is 52 packages and 62 MB. Its lock stands beside this file (see
 * scripts/lib/process/own_packages.ts), so the root's check knows neither the
 * client nor its types; what is used of it is written down here.
 * @module
 */

import type { RequestOptions } from "node:https";
import type { Access, Answer } from "./access.ts";

interface KubeConfig {
  loadFromDefault(): void;
  getContexts(): readonly { readonly name: string }[];
  getContextObject(name: string): unknown;
  setCurrentContext(name: string): void;
  getCurrentContext(): string;
  getCurrentCluster(): { readonly server: string } | null;
  applyToHTTPSOptions(options: RequestOptions): Promise<void>;
}

interface Client {
  readonly KubeConfig: new () => KubeConfig;
}

/** A variable: the root's check would look for the package in its lock. */
const CLIENT = "@kubernetes/client-node";

async function answer(context: string | undefined): Promise<Answer> {
  const client: Client = await import(CLIENT);
  const config = new client.KubeConfig();
  config.loadFromDefault();
  if (context !== undefined) {
    if (!config.getContextObject(context)) {
      const names = config.getContexts().map(({ name }) => name);
      return { contexts: names };
    }
    config.setCurrentContext(context);
  }
  const server = config.getCurrentCluster()?.server;
  if (server === undefined) return {};
  const options: RequestOptions = {};
  await config.applyToHTTPSOptions(options);
  const name = config.getCurrentContext();
  return { access: { context: name, server, ...tlsOf(options) } };
}

function tlsOf(
  { ca, cert, key, rejectUnauthorized, servername, headers, auth }:
    & RequestOptions
    & { readonly servername?: string | undefined },
): Omit<Access, "context" | "server"> {
  return {
    ca: textOf(ca),
    cert: textOf(cert),
    key: textOf(key),
    rejectUnauthorized: rejectUnauthorized !== false,
    servername,
    auth: auth ?? undefined,
    headers: Object.fromEntries(
      Object.entries(headers ?? {}).map(([name, value]) => [name, `${value}`]),
    ),
  };
}

function wordsOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function textOf(part: unknown): string | undefined {
  return part === undefined || part === null ? undefined : String(part);
}

if (import.meta.main) {
  try {
    const text = JSON.stringify(await answer(Deno.args[0]));
    await new Blob([text]).stream().pipeTo(Deno.stdout.writable);
  } catch (error) {
    const words = `Cannot read the kubeconfig: ${wordsOf(error)}\n`;
    await new Blob([words]).stream().pipeTo(Deno.stderr.writable);
    Deno.exit(1);
  }
}
