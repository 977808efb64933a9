/**
 * The ground for trials of Lab 8: journals of the experiments that a tree has,
 * as a shop would have left them, signed by a key of the trial's own.
 * @module
 */

import { z } from "zod";
import { readWithoutTarget, sha256 } from "../../scripts/chaos/mod.ts";
import type { CheckContext } from "../../scripts/checks/mod.ts";
import type { Ground } from "../../scripts/checks/variants/mod.ts";
import { readText } from "../../scripts/lib/files/mod.ts";
import { parseYaml } from "../../scripts/lib/text/yaml/mod.ts";
import { keyOf, newKey, seal } from "../../scripts/lib/seal/mod.ts";
import { at, type Changes, journalWith } from "./journal_fixture.ts";
import { ownFile } from "./records.ts";
import { type Run, type RunName, RUNS } from "./runs_fixture.ts";

/** The changes of a trial to the runs: a name, and the differences in it. */
const CHANGES = ".trial/runs.json";

type Tree = Pick<CheckContext, "read" | "files">;

const changesSchema = z.record(
  z.string(),
  z.record(z.string(), z.unknown()).nullable(),
);

/** Opens it. */
export async function ground(): Promise<Ground> {
  const jwk = await newKey();
  const key = await keyOf(jwk);
  const other = await keyOf(await newKey());

  async function given(tree: Tree): Promise<ReadonlyMap<string, string>> {
    const changes = changesSchema.parse(
      JSON.parse(await tree.read(CHANGES) ?? "{}"),
    );
    const files = new Map([[".dev/key.json", JSON.stringify(jwk)]]);
    for (const [index, name] of Object.keys(RUNS).entries()) {
      const change = changes[name];
      if (change === null) continue;
      const run = { ...RUNS[name as RunName], ...change } as Run;
      const text = await textOf(tree, run);
      const answers = run.predicted === undefined
        ? ""
        : await tree.read(`experiments/${run.predicted}.prediction.yaml`) ?? "";
      const journal = journalOf(name, index, run, text, answers);
      const signed = await seal(journal, run.by === "other" ? other : key);
      const [from, to] = run.edit ?? ["", ""];
      files.set(
        `experiments/${name}.journal.json`,
        signed.replace(from, to),
      );
      if (run.predicted === name && run.sealed !== false) {
        const text = run.sealed === "changed" ? `${answers}# later\n` : answers;
        files.set(
          `experiments/${name}.sealed.json`,
          JSON.stringify({ sha256: sha256(answers), text }),
        );
      }
    }
    return files;
  }

  return { given, [Symbol.asyncDispose]: () => Promise.resolve() };
}

/** The experiment's file, of the tree or of the course. */
async function textOf(tree: Tree, { file, shipped }: Run): Promise<string> {
  if (shipped !== undefined) {
    return await readText(`scripts/chaos/experiments/${shipped}.yaml`);
  }
  return (await ownFile(tree, file ?? ""))?.text ?? "";
}

function journalOf(
  name: string,
  index: number,
  run: Run,
  text: string,
  answers: string,
): ReturnType<typeof journalWith> {
  const { variables = {}, own = {}, predicted, started = index * 300 } = run;
  const actions = run.actions ?? actionsIn(text, variables);
  const changes: Changes = {
    ...run,
    ...actions === undefined ? {} : { actions },
    own: {
      run_id: `run-${name}`,
      experiment_sha256: sha256(text),
      variables,
      ...own,
    },
  };
  const journal = journalWith(changes);
  const { prediction } = journal.quickticket;
  return {
    ...journal,
    start: at(started),
    end: at(started + 50),
    experiment: {
      ...journal.experiment,
      configuration: configurationIn(text),
    },
    quickticket: {
      ...journal.quickticket,
      prediction: predicted === undefined || prediction === null
        ? null
        : { ...prediction, sha256: sha256(answers) },
    },
  };
}

/** The effect of the file on the shop; undefined when it cannot be read. */
function actionsIn(
  text: string,
  variables: Readonly<Record<string, string | number>>,
): Changes["actions"] {
  try {
    return readWithoutTarget(text, "trial", variables).method
      .flatMap((one) =>
        one.type === "action"
          ? [one.provider as unknown as Readonly<Record<string, unknown>>]
          : []
      );
  } catch {
    return undefined;
  }
}

const configuration = z.looseObject({ configuration: z.unknown().default({}) });

function configurationIn(text: string): unknown {
  try {
    return configuration.parse(parseYaml(text, "trial")).configuration;
  } catch {
    return {};
  }
}
