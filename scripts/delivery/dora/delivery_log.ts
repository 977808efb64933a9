/**
 * A log of deliveries and failures, each a line of JSON, oldest first. A
 * file of one's own, because a cluster forgets: the ReplicaSets that it keeps
 * are capped by revisionHistoryLimit.
 * @module
 */

import { z } from "zod";
import { CouldNotRun } from "../../lib/cli/mod.ts";

const time = z.iso.datetime({ offset: true }).transform((at) => Date.parse(at));

const deployment = z.strictObject({
  kind: z.literal("deployment"),
  /** The workload that was rolled out, e.g. "gateway". */
  service: z.string(),
  /** Commit that it was built from; a prefix of seven digits is enough. */
  revision: z.string().regex(/^[0-9a-f]{7,40}$/),
  /** When the new version began to serve. */
  startedAt: time,
  /** When it served alone, or was taken back. */
  endedAt: time,
  outcome: z.enum(["healthy", "aborted"]),
  /** Broken on purpose: to practise, or to prove that it is found. */
  drill: z.boolean().default(false),
});

const incident = z.strictObject({
  kind: z.literal("incident"),
  name: z.string(),
  startedAt: time,
  /** Null: it goes on. */
  endedAt: time.nullable(),
  drill: z.boolean().default(false),
});

const entry = z.discriminatedUnion("kind", [deployment, incident]);

/** A version that began to serve. */
export type Deployment = z.infer<typeof deployment>;

/** A time in which an engineer was paged. */
export type Incident = z.infer<typeof incident>;

/** The log, read. */
export interface DeliveryLog {
  readonly deployments: readonly Deployment[];
  readonly incidents: readonly Incident[];
}

/** Reads it. @throws {CouldNotRun} telling every line that is wrong */
export function parseLog(file: string, text: string): DeliveryLog {
  const problems: string[] = [];
  const entries = text.split("\n").flatMap((line, i) => {
    if (line.trim() === "") return [];
    const read = entry.safeParse(jsonOf(line));
    if (read.success) return [read.data];
    const [first] = read.error.issues;
    problems.push(
      `${file}:${i + 1}: ${first?.path.join(".") || "line"}: ${first?.message}`,
    );
    return [];
  });
  if (problems.length > 0) throw new CouldNotRun(summed(problems, file));
  return {
    deployments: entries.filter((one) => one.kind === "deployment")
      .toSorted((a, b) => a.endedAt - b.endedAt),
    incidents: entries.filter((one) => one.kind === "incident")
      .toSorted((a, b) => a.startedAt - b.startedAt),
  };
}

/** How many lines that are wrong are shown. */
const SHOWN = 10;

function summed(problems: readonly string[], file: string): string {
  const more = problems.length - SHOWN;
  return [
    ...problems.slice(0, SHOWN),
    ...more > 0 ? [`and ${more} more lines`] : [],
    `Check that ${file} is a log of deno task dora record`,
  ].join("\n");
}

/** An entry as a line. */
export function logLine(one: Deployment | Incident): string {
  const iso = (at: number): string => new Date(at).toISOString();
  return JSON.stringify({
    ...one,
    startedAt: iso(one.startedAt),
    endedAt: one.endedAt === null ? null : iso(one.endedAt),
  });
}

function jsonOf(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined; // reported as a line that is not an entry
  }
}
