/**
 * `deno task dora record`
 * @module
 */

import { createKubectl } from "../../adapters/kubernetes/mod.ts";
import { openGit } from "../../lib/process/mod.ts";
import {
  CouldNotRun,
  defineTool,
  duration,
  Exit,
  text,
  type Tool,
  url,
} from "../../lib/cli/mod.ts";
import { type Incident, logLine, parseLog } from "./delivery_log.ts";
import { logFile } from "./log_flag.ts";
import { newIncidents } from "./new_incidents.ts";
import { Observer, seenIn } from "./observe.ts";
import { readText } from "../../lib/files/mod.ts";

/** `dora record` */
export const record: Tool = defineTool({
  name: "record",
  summary: "writes deployments of the cluster down as they happen",
  flags: {
    log: logFile,
    every: duration("every", {
      default: 2000,
      min: 500,
      max: 600_000,
      help: "how often it looks",
    }),
    revision: text("revision", {
      default: undefined,
      help: "commit of images whose tag names none; HEAD without",
    }),
    namespace: text("namespace", {
      default: "default",
      help: "where the shop is",
    }),
  },
  async run({ host, flags }) {
    const kubectl = createKubectl();
    const observer = new Observer();
    const stop = new AbortController();
    const silence = host.onSignal(() => stop.abort());
    host.err(`Recording into ${flags.log}; Ctrl-C ends it`);
    try {
      while (!stop.signal.aborted) {
        const list = await kubectl.json([
          ...["get", "rollouts.argoproj.io,deployments.apps"],
          ...["-n", flags.namespace],
        ]);
        const fallback = flags.revision ?? await head();
        const now = host.clock.now();
        for (const one of observer.look(seenIn(list), now, fallback)) {
          await append(flags.log, logLine(one));
          host.out(`${one.service} ${one.revision} ${one.outcome}`);
        }
        await host.clock.sleep(flags.every, stop.signal).catch(() => {}); // end
      }
    } finally {
      silence();
    }
    return Exit.ok;
  },
});

/** `dora incidents` */
export const incidents: Tool = defineTool({
  name: "incidents",
  summary:
    "adds the pages that the alert receiver has, those of drills marked so",
  flags: {
    log: logFile,
    alertReceiver: url("alert-receiver", {
      default: "http://127.0.0.1:8086",
      help: "the alert receiver: deno task alert-receiver, or compose's",
    }),
  },
  async run({ host, flags }) {
    const known = await readLog(flags.log);
    const answer = await fetch(`${flags.alertReceiver}/alerts`)
      .catch((cause: unknown) => {
        throw new CouldNotRun(
          `Cannot reach ${flags.alertReceiver}: start it with deno task ` +
            "alert-receiver, or name another with --alert-receiver",
          {
            cause,
          },
        );
      });
    const added = newIncidents(await answer.json(), known);
    for (const one of added) await append(flags.log, logLine(one));
    host.out(`${added.length} incidents added to ${flags.log}`);
    return Exit.ok;
  },
});

async function readLog(path: string): Promise<readonly Incident[]> {
  try {
    return parseLog(path, await readText(path)).incidents;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return [];
    throw error;
  }
}

async function append(path: string, line: string): Promise<void> {
  await Deno.writeTextFile(path, `${line}\n`, { append: true });
}

async function head(): Promise<string | undefined> {
  return await openGit().maybe("rev-parse", "HEAD");
}
