/**
 * `deno task course collect`
 * @module
 */

import {
  boolean,
  defineTool,
  Exit,
  integer,
  text,
  type Tool,
} from "../../../lib/cli/mod.ts";
import { readGiven } from "../../../lib/files/mod.ts";
import { collect, type Taken } from "../collect/collect.ts";
import { readRoster } from "../roster.ts";

/** `course collect` */
export const collecting: Tool = defineTool({
  name: "collect",
  summary: "takes the newest commit of each listed fork; runs nothing of it",
  flags: {
    students: text("students", {
      default: "students.csv",
      placeholder: "FILE.csv",
      help: "as course import writes it",
    }),
    jobs: integer("jobs", {
      default: 4,
      min: 1,
      max: 16,
      help: "forks that are taken at once",
    }),
    timeout: integer("timeout", {
      default: 120,
      min: 1,
      max: 3600,
      help: "longest time of each command of Git, in seconds",
    }),
    maxFiles: integer("max-files", {
      default: 10_000,
      min: 1,
      max: 1_000_000,
      help: "a fork with more files is not taken",
    }),
    maxMib: integer("max-mib", {
      default: 200,
      min: 1,
      max: 10_000,
      help: "a fork whose files are larger is not taken",
    }),
    local: boolean("local", {
      help: "also takes file:// forks of this machine, for a rehearsal",
    }),
  },
  operands: {
    usage: "FOLDER",
    help: "where a folder for each student is written",
    min: 1,
    max: 1,
  },
  examples: ["course collect collected", "course collect collected --jobs 8"],
  async run({ host, flags, operands: [folder = ""] }) {
    const file = flags.students;
    const students = readRoster(file, await readGiven(file), undefined);
    const taken = await collect(students, {
      folder,
      jobs: flags.jobs,
      isLocal: flags.local,
      now: host.clock.now,
      bounds: {
        timeoutMs: flags.timeout * 1000,
        maxFiles: flags.maxFiles,
        maxBytes: flags.maxMib * 2 ** 20,
      },
      onEach: ({ student, how, reason }) => {
        if (reason !== undefined) host.err(`${student}: ${reason}`);
        else if (how === "no fork") host.err(`${student}: no fork is known`);
      },
    });
    host.out(`${folder}: ${countsText(taken)}`);
    const isWhole = taken.every(({ how }) =>
      how !== "failed" && how !== "no fork"
    );
    if (!isWhole) {
      host.err("Run it again: what was taken already is not taken twice.");
    }
    return isWhole ? Exit.ok : Exit.verdictFailed;
  },
});

/** "58 new, 2 failed" */
export function countsText(taken: readonly Taken[]): string {
  const groups = Map.groupBy(taken, ({ how }) => how);
  return [...groups].map(([how, own]) => `${own.length} ${how}`).join(", ");
}
