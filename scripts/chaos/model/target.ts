/**
 * The shop that an experiment runs on, whatever runs it.
 * @module
 */

import type { TargetKind } from "./experiment.ts";
import type { Exposition } from "./metrics_history.ts";
import type { Values } from "./variables.ts";

/** A shop. */
export interface Target {
  readonly kind: TargetKind;
  /** For people and the journal, e.g. `deno task dev (gateway at ...)`. */
  readonly label: string;
  /** Base URLs of the services that can be reached from here, by name. */
  readonly urls: Readonly<Record<string, string>>;
  /** Bearer token of `/faults`; undefined: the services have none. */
  readonly faultsToken: string | undefined;
  readonly databaseUrl: string | undefined;
  /** The answers of `/metrics` of each process of a service. */
  metrics(service: string, signal: AbortSignal): Promise<readonly Exposition[]>;
  /** Ends what was opened to reach it. */
  close?(): Promise<void>;
  /** The facts for an undo without this process. */
  readonly address: Address;
}

/** Where the shop is, as data. */
export type Address =
  | { readonly kind: "dev"; readonly state: string }
  | {
    readonly kind: "compose";
    /** Flags of `docker compose`, such as `-p NAME`. */
    readonly flags: readonly string[];
    readonly faultsToken?: string | undefined;
  }
  | {
    readonly kind: "kubernetes";
    readonly context?: string | undefined;
    readonly namespace: string;
  };

/** The variables that a target fills in: `gateway_url` and its like. */
export function knownValues({ urls, address }: Target): Values {
  return {
    ...Object.fromEntries(
      Object.entries(urls).map(([name, url]) => [`${name}_url`, url]),
    ),
    ...address.kind === "kubernetes" ? { namespace: address.namespace } : {},
  };
}

/** Reads one `/metrics`. @throws {Error} unless it answers 200 */
export async function readMetrics(
  instance: string,
  url: string,
  fetch_: typeof fetch,
  signal: AbortSignal,
): Promise<Exposition> {
  const answer = await fetch_(`${url}/metrics`, { signal });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${url}/metrics answered ${answer.status}`);
  return { instance, text };
}
