/**
 * The commands of `deno task chaos` that need no shop: they read and write
 * files.
 * @module
 */

import {
  boolean,
  CouldNotRun,
  defineTool,
  Exit,
  text,
  type Tool,
  UsageError,
} from "../../lib/cli/mod.ts";
import { compareText } from "../compare.ts";
import { type Journal, journalSchema } from "../journal.ts";
import { ExperimentError } from "../parse_experiment.ts";
import { predictionForm, seal, sha256 } from "../prediction.ts";
import { calibrationText, reportText } from "../report.ts";
import { schemaFiles } from "../schema_files.ts";
import {
  findExperiment,
  readWithoutTarget,
  shippedFile,
  shippedNames,
} from "../shipped.ts";
import { readGiven, readOptional, replaceFile } from "../../lib/files/mod.ts";

const EXPERIMENTS = {
  usage: "[EXPERIMENT...]",
  help: "shipped ones or files; all that are shipped by default",
  min: 0,
  max: Infinity,
};

/** `deno task chaos validate` */
export const validateCommand: Tool = defineTool({
  name: "validate",
  needs: ["read", "env", "sys"],
  summary: "says all that is wrong with an experiment; does nothing",
  flags: {},
  operands: EXPERIMENTS,
  async run({ host, operands }) {
    const words = operands.length > 0 ? operands : await shippedNames();
    let bad = 0;
    for (const word of words) {
      const file = await findExperiment(word);
      try {
        const { title } = readWithoutTarget(await readGiven(file), file);
        host.out(`${word}: ${title}`);
      } catch (error) {
        if (!(error instanceof ExperimentError)) throw error;
        bad++;
        host.out(error.message);
      }
    }
    return bad === 0 ? Exit.ok : Exit.verdictFailed;
  },
});

/** `deno task chaos list` */
export const listCommand: Tool = defineTool({
  name: "list",
  needs: ["read", "env", "sys"],
  summary: "the experiments that come with the course",
  flags: { json: boolean("json", { help: "as JSON" }) },
  async run({ host, flags }) {
    const rows = await Promise.all(
      (await shippedNames()).map(async (name) => {
        const file = shippedFile(name);
        const { title, tags, quickticket: own } = readWithoutTarget(
          await readGiven(file),
          file,
        );
        const { targets, time_limit_s, blast_radius } = own;
        return { name, title, tags, targets, time_limit_s, ...blast_radius };
      }),
    );
    if (flags.json) {
      host.out(JSON.stringify(rows, undefined, 2));
      return Exit.ok;
    }
    const width = Math.max(...rows.map(({ name }) => name.length));
    for (const { name, title, targets, time_limit_s, parts } of rows) {
      host.out(
        `${name.padEnd(width)}  ${title} ` +
          `(${parts.join(", ")}; ${time_limit_s} s; ${targets.join(", ")})`,
      );
    }
    return Exit.ok;
  },
});

/** `deno task chaos predict` */
export const predictCommand: Tool = defineTool({
  name: "predict",
  needs: ["read", "write", "env", "sys"],
  summary: "prints the questions; with --answers seals what you expect",
  flags: {
    answers: text("answers", {
      default: undefined,
      placeholder: "FILE",
      help: "the form, filled in",
    }),
    out: text("out", {
      default: "prediction.sealed.json",
      placeholder: "FILE",
      help: "where the sealed prediction goes",
    }),
  },
  operands: {
    usage: "EXPERIMENT",
    help: "a shipped one or a file",
    min: 1,
    max: 1,
  },
  examples: [
    "chaos predict redis-gone > mine.yaml",
    "chaos predict redis-gone --answers mine.yaml",
    "chaos run redis-gone --load --prediction prediction.sealed.json",
  ],
  async run({ host, flags, operands: [word = ""] }) {
    const file = await findExperiment(word);
    const content = await readGiven(file);
    const experiment = valid(content, file);
    if (flags.answers === undefined) {
      host.out(predictionForm(experiment, word).trimEnd());
      return Exit.ok;
    }
    const sealed = seal(await readGiven(flags.answers), experiment, {
      experimentSha256: sha256(content),
      at: host.clock.now(),
    });
    const json = JSON.stringify(sealed, undefined, 2) + "\n";
    await replaceFile(flags.out, json);
    host.out(`${flags.out}: sealed ${sealed.sealed_at}, ${sealed.sha256}`);
    return Exit.ok;
  },
});

/** `deno task chaos report` */
export const reportCommand: Tool = defineTool({
  name: "report",
  needs: ["read", "env", "sys"],
  summary: "a journal as Markdown; of several, how good the predictions were",
  flags: {},
  operands: {
    usage: "JOURNAL...",
    help: "files that deno task chaos run wrote",
    min: 1,
    max: Infinity,
  },
  async run({ host, operands }) {
    const journals = await Promise.all(operands.map(readJournal));
    for (const journal of journals) host.out(reportText(journal));
    if (journals.length > 1) {
      host.out(`\n# All predictions\n\n${calibrationText(journals)}`);
    }
    return Exit.ok;
  },
});

/** `deno task chaos compare` */
export const compareCommand: Tool = defineTool({
  name: "compare",
  needs: ["read", "env", "sys"],
  summary: "runs of one experiment side by side, as a table",
  flags: {},
  operands: {
    usage: "JOURNAL...",
    help: "files that deno task chaos run wrote",
    min: 2,
    max: Infinity,
  },
  examples: ["chaos compare experiments/stacked*.journal.json"],
  async run({ host, operands }) {
    const runs = await Promise.all(operands.map(async (path) => ({
      name: path.replace(/^.*\//, "").replace(/(\.journal)?\.json$/, ""),
      journal: await readJournal(path),
    })));
    host.out(compareText(runs));
    return Exit.ok;
  },
});

/** `deno task chaos schema` */
export const schemaCommand: Tool = defineTool({
  name: "schema",
  needs: ["read", "write", "env", "sys"],
  summary: "writes the JSON schemas of experiments and journals",
  flags: {
    check: boolean("check", { help: "write nothing; exit 1 if one differs" }),
  },
  async run({ host, flags }) {
    let differing = 0;
    for (const [file, json] of schemaFiles()) {
      const before = await readOptional(file);
      if (before === json) continue;
      differing++;
      if (flags.check) {
        host.err(`${file} is out of date: deno task chaos schema`);
      } else await replaceFile(file, json);
    }
    host.out(`${differing} files ${flags.check ? "differ" : "written"}`);
    return flags.check && differing > 0 ? Exit.verdictFailed : Exit.ok;
  },
});

/** Reads an experiment for a command that needs a good one. */
function valid(content: string, file: string) {
  try {
    return readWithoutTarget(content, file);
  } catch (error) {
    if (error instanceof ExperimentError) throw new CouldNotRun(error.message);
    throw error;
  }
}

async function readJournal(path: string): Promise<Journal> {
  const content = await readGiven(path);
  try {
    return journalSchema.parse(JSON.parse(content));
  } catch {
    throw new UsageError(`Cannot read ${path}: it is no journal of this tool`);
  }
}
