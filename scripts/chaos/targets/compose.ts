/**
 * The shop in containers, as `docker compose` runs it.
 * @module
 */

import { outputOf } from "../../lib/process/mod.ts";
import { CouldNotRun } from "../../lib/cli/mod.ts";
import { readMetrics, type Target } from "../target.ts";

/** Services and the ports they listen on inside. */
const PORTS = { gateway: 8080, events: 8081, payments: 8082 } as const;

interface ComposeOptions {
  /** Flags of `docker compose`, such as `-p NAME`. */
  readonly flags: readonly string[];
  readonly faultsToken: string | undefined;
  readonly databaseUrl: string | undefined;
  readonly fetch: typeof fetch;
}

/** The project that runs. @throws {CouldNotRun} when its gateway does not */
export async function composeTarget(options: ComposeOptions): Promise<Target> {
  const { flags, faultsToken, databaseUrl } = options;
  const urls: Record<string, string> = {};
  for (const [service, port] of Object.entries(PORTS)) {
    const address = await published(flags, service, port);
    if (address !== undefined) urls[service] = `http://${address}`;
  }
  if (urls.gateway === undefined) {
    throw new CouldNotRun(
      "Cannot find a shop to experiment on: docker compose has no gateway " +
        "that publishes port 8080; start it: docker compose up -d",
    );
  }
  return {
    kind: "compose",
    label: `docker compose, gateway at ${urls.gateway}`,
    urls,
    faultsToken,
    databaseUrl,
    address: { kind: "compose", flags, faultsToken },
    async metrics(service, signal) {
      const url = urls[service];
      if (url === undefined) return [];
      return [await readMetrics(service, url, options.fetch, signal)];
    },
  };
}

async function published(
  flags: readonly string[],
  service: string,
  port: number,
): Promise<string | undefined> {
  try {
    const text = await outputOf("docker", [
      "compose",
      ...flags,
      "port",
      service,
      String(port),
    ]);
    const [, host, own] = /^(.*):(\d+)$/m.exec(text) ?? [];
    if (own === undefined) return undefined;
    // Podman names no address where docker says 0.0.0.0.
    const everywhere = ["", "0.0.0.0", "[::]"].includes(host ?? "");
    return `${everywhere ? "127.0.0.1" : host}:${own}`;
  } catch (error) {
    if (/not installed/.test(String(error))) throw error;
    return undefined; // not published, or it does not run
  }
}
