/**
 * `deno task chaos run`
 * @module
 */

import { dirname } from "node:path";
import { DEV_DIRECTORY, MACHINE_KEY } from "../../stack/local/mod.ts";
import {
  boolean,
  defineTool,
  Exit,
  type Host,
  number,
  oneOf,
  text,
  type Tool,
  url,
  UsageError,
} from "../../lib/cli/mod.ts";
import { machineKey } from "../../lib/seal/mod.ts";
import { composeTarget } from "../targets/compose.ts";
import { devTarget } from "../targets/dev.ts";
import { TARGETS } from "../model/experiment.ts";
import type { Verdict } from "../journal.ts";
import { reportText } from "../report.ts";
import { runFile } from "../run_file.ts";
import { readGiven } from "../../lib/files/mod.ts";
import { findExperiment } from "../shipped.ts";
import type { Target } from "../model/target.ts";
import { readAssignment, type Values } from "../model/variables.ts";
import { replaceFile } from "../../lib/files/mod.ts";

/** Where runs keep their files: beside the stack's own. */
export function runsFolder(host: Host): string {
  return stateFile(host).replace(/[^\\/]*$/, "chaos");
}

function stateFile(host: Host): string {
  return host.env("DEV_STATE") || `${DEV_DIRECTORY}/state.json`;
}

/** The parts of an experiment that talk to the database itself. */
const NEEDS_DATABASE = /type:\s*(?:lock|sql)\b/;

const EXIT: Readonly<Record<Verdict, number>> = {
  held: Exit.ok,
  broken: Exit.verdictFailed,
  not_recovered: Exit.verdictFailed,
  refused: Exit.couldNotRun,
  not_measured: Exit.couldNotRun,
  interrupted: Exit.couldNotRun,
};

const FLAGS = {
  target: oneOf("target", TARGETS, {
    default: "dev",
    env: "CHAOS_TARGET",
    help: "what runs the shop",
  }),
  load: boolean("load", {
    env: "CHAOS_LOAD",
    help: "bring visitors along, as many as the experiment says",
  }),
  speed: number("speed", {
    default: 1,
    min: 0.1,
    max: 20,
    help: "divides pauses and windows: a short form of a long experiment",
  }),
  prediction: text("prediction", {
    default: undefined,
    placeholder: "FILE",
    help: "what deno task chaos predict has sealed",
  }),
  prometheus: url("prometheus", {
    default: undefined,
    example: "http://127.0.0.1:9090",
    help: "ask this Prometheus for metrics, instead of each service",
  }),
  journal: text("journal", {
    default: undefined,
    placeholder: "FILE",
    help: "write the journal here too",
  }),
  project: text("project", {
    default: undefined,
    placeholder: "NAME",
    help: "the compose project; that of this folder when absent",
  }),
  namespace: text("namespace", {
    default: undefined,
    placeholder: "NAME",
    env: "CHAOS_NAMESPACE",
    help: "the Kubernetes namespace; nothing outside of it is touched",
  }),
  context: text("context", {
    default: undefined,
    placeholder: "NAME",
    help: "the context of the kubeconfig",
  }),
  json: boolean("json", { help: "print the journal, not the report" }),
};

/** The facts about this process that `run` needs. */
export interface Machine {
  readonly fetch: typeof fetch;
  readonly platform: string;
  readonly node: string;
  readonly version: string;
}

/** The command. */
export function runCommand(machine: Machine): Tool {
  return defineTool({
    name: "run",
    summary: "does an experiment; exit 0 held, 1 broken, 2 nothing proved",
    flags: FLAGS,
    operands: {
      usage: "EXPERIMENT [NAME=value...]",
      help: "a shipped one or a file; values for its configuration",
      min: 1,
      max: Infinity,
    },
    examples: [
      "chaos run payments-slow-2s --load",
      "chaos run payments-slow-2s latency_ms=6000 --load --speed 5",
    ],
    async run({ host, flags, operands: [word = "", ...words] }) {
      const stop = new AbortController();
      const off = host.onSignal(() => {
        host.err("ending the experiment, and undoing what it did");
        stop.abort();
      });
      let target: Target | undefined;
      try {
        const file = await findExperiment(word);
        target = await targetOf(flags, {
          host,
          machine,
          needsDatabase: NEEDS_DATABASE.test(await readGiven(file)),
        });
        const { journal, text, files } = await runFile({
          file,
          given: assigned(words),
          target,
          speed: flags.speed,
          withLoad: flags.load,
          prometheusUrl: flags.prometheus,
          predictionFile: flags.prediction,
          runsFolder: runsFolder(host),
          machine,
          key: await machineKey(MACHINE_KEY),
          clock: host.clock,
          fetch: machine.fetch,
          env: host.env,
          note: host.err,
          signal: stop.signal,
        });
        if (flags.journal !== undefined) {
          await Deno.mkdir(dirname(flags.journal), { recursive: true });
          await replaceFile(flags.journal, text);
        }
        host.err(`journal: ${flags.journal ?? files.journal}`);
        host.out(flags.json ? text.trimEnd() : reportText(journal));
        return EXIT[journal.quickticket.verdict];
      } finally {
        off();
        await target?.close?.();
      }
    },
  });
}

/** `NAME=value` words. @throws {UsageError} naming the one that is not */
function assigned(words: readonly string[]): Values {
  return Object.fromEntries(
    words.map((word) => {
      const one = readAssignment(word);
      if (one !== undefined) return one;
      throw new UsageError(
        `Cannot read ${word}: it must be NAME=value, a variable of the ` +
          "experiment's configuration",
      );
    }),
  );
}

interface TargetFlags {
  readonly target: (typeof TARGETS)[number];
  readonly project: string | undefined;
  readonly namespace: string | undefined;
  readonly context: string | undefined;
}

async function targetOf(
  { target, project, namespace, context }: TargetFlags,
  { host, machine: { fetch: fetch_ }, needsDatabase }: {
    readonly host: Host;
    readonly machine: Machine;
    readonly needsDatabase: boolean;
  },
): Promise<Target> {
  switch (target) {
    case "dev":
      return await devTarget(stateFile(host), fetch_);
    case "compose":
      return await composeTarget({
        flags: project === undefined ? [] : ["-p", project],
        faultsToken: host.env("FAULTS_TOKEN"),
        databaseUrl: host.env("DATABASE_URL"),
        fetch: fetch_,
      });
    case "kubernetes": {
      const { kubernetesTarget } = await import("../targets/kubernetes.ts");
      return await kubernetesTarget({
        namespace,
        context,
        databaseUrl: host.env("DATABASE_URL"),
        needsDatabase,
      });
    }
  }
}
