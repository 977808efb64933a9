/**
 * The running parts, as a table.
 * @module
 */

import { answersOk, answersPing, redisServer } from "../../lib/wait/mod.ts";
import type { State } from "../../adapters/running_stack/mod.ts";

/** One row of the table. */
export interface ComponentStatus {
  readonly name: string;
  /** `external` is a server that exists on its own. */
  readonly status: "ready" | "not ready" | "stopped" | "external";
  readonly url: string;
  readonly pid: number | null;
  /** Which program it is, where several could be. */
  readonly server?: string;
}

/** Looks at everything that a state file names, at the same time. */
export async function lookAt(
  { services, postgres, redis }: State,
): Promise<readonly ComponentStatus[]> {
  const all = Object.entries<Component>({
    ...services,
    ...postgres && { postgres },
    ...redis && { redis },
  });
  return await Promise.all(all.map(async ([name, component]) => ({
    name,
    status: await statusOf(name, component),
    url: withoutPassword(component.url),
    pid: component.pid,
    ...await serverOf(name, component),
  })));
}

async function serverOf(
  name: string,
  { url }: Component,
): Promise<{ readonly server?: string }> {
  const server = name === "redis" ? await redisServer(url) : undefined;
  return server === undefined ? {} : { server };
}

type Component = NonNullable<State["postgres"]>;

async function statusOf(
  name: string,
  { url, pid, external }: Component,
): Promise<ComponentStatus["status"]> {
  if (external) return "external";
  if (pid === null) return "stopped";
  return await isReady(name, url) ? "ready" : "not ready";
}

async function isReady(name: string, url: string): Promise<boolean> {
  if (name === "postgres") return true; // it has a pid: it was ready once
  if (name === "redis") return await answersPing(url);
  return await answersOk(`${url}/readyz`);
}

function withoutPassword(text: string): string {
  const url = new URL(text);
  if (url.password === "") return text;
  url.password = "***";
  return url.href;
}

/** The table as lines of text. */
export function statusTable(rows: readonly ComponentStatus[]): string {
  const cells = rows.map(({ name, status, pid, url, server }) => [
    name,
    status,
    pid === null ? "-" : String(pid),
    server === undefined ? url : `${url} (${server})`,
  ]);
  const all = [["NAME", "STATUS", "PID", "URL"], ...cells];
  const widths = [0, 1, 2].map((column) =>
    Math.max(...all.map((row) => row[column]?.length ?? 0))
  );
  return all.map((row) =>
    row.map((cell, i) => cell.padEnd(widths[i] ?? 0)).join("  ").trimEnd()
  ).join("\n");
}
