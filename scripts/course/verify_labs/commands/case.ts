/**
 * `deno task lab case DISPUTE --verdict right --because "..."`
 * @module
 */

import { dirname } from "node:path";
import { stringify } from "yaml";
import { ROOT } from "../../../adapters/running_stack/mod.ts";
import { type Dispute, parseDispute } from "../../../checks/disputes/mod.ts";
import {
  CouldNotRun,
  defineTool,
  Exit,
  oneOf,
  text,
  type Tool,
  UsageError,
} from "../../../lib/cli/mod.ts";
import { readOptional, replaceFile } from "../../../lib/files/mod.ts";
import { caseSchema } from "../cases/lab_case.ts";
import { overlayOf } from "../cases/overlay.ts";

/** The command. */
export const caseFrom: Tool = defineTool({
  name: "case",
  summary: "decides a dispute, and keeps the work as a case of the lab",
  flags: {
    lab: text("lab", {
      default: undefined,
      placeholder: "N",
      help: "which lab; the dispute's by default",
    }),
    verdict: oneOf("verdict", ["right", "wrong"], {
      default: undefined,
      help: "what the work is, by the lab's text",
    }),
    because: text("because", {
      default: undefined,
      placeholder: "TEXT",
      help: "why, for the student and for the author of the check",
    }),
    name: text("name", {
      default: undefined,
      help: "of the case; dispute-STEP-NUMBER by default",
    }),
  },
  operands: {
    usage: "DISPUTE",
    help: "the dispute's JSON file, beside its folder of files",
    min: 1,
    max: 1,
  },
  examples: [
    'lab case ada/submissions/disputes/lab3-3.6.json --verdict right --because "the text allows it"',
  ],
  async run({ host, flags, operands: [path = ""] }) {
    const { verdict, because } = flags;
    if (verdict === undefined || because === undefined) {
      throw new UsageError(
        "Cannot decide the dispute: --verdict right|wrong and --because are needed",
      );
    }
    const source = await readOptional(path);
    if (source === undefined) {
      throw new CouldNotRun(`Cannot decide ${path}: there is no such file`);
    }
    const dispute = parseDispute(source, path);
    const lab = flags.lab === undefined ? dispute.lab : Number(flags.lab);
    if (lab !== dispute.lab) {
      throw new CouldNotRun(
        `Cannot decide ${path}: it is about lab ${dispute.lab}, not ${lab}`,
      );
    }
    const folder = await newFolder(dispute, flags.name);
    const files = await overlayOf(path.replace(/\.json$/, ".files"));
    for (const [file, bytes] of files) {
      if (bytes === null) continue;
      await Deno.mkdir(dirname(`${folder}/files/${file}`), { recursive: true });
      await replaceFile(`${folder}/files/${file}`, bytes);
    }
    const one = caseSchema.parse({
      name: folder.split("/").at(-1),
      origin: "a disputed verdict",
      steps: [dispute.step],
      verdict,
      because,
    });
    const { deletes: _, ...written } = one;
    await replaceFile(`${folder}/case.yaml`, stringify(written));
    host.out(
      `${folder.slice(ROOT.length + 1)} has ${files.size} files; the check ` +
        `said ${dispute.verdict}: ${dispute.measured}\n` +
        `try it: deno task lab cases ${lab} --only ${one.name}\n` +
        "Take names of people out of it before you commit it. " +
        (verdict === "right"
          ? `The student's point for ${dispute.step} is paid.`
          : `The verdict on ${dispute.step} stands.`),
    );
    return Exit.ok;
  },
});

/** A folder that is not there yet. */
async function newFolder(
  { lab, step }: Dispute,
  name: string | undefined,
): Promise<string> {
  const cases = `${ROOT}/labs/lab${lab}/cases`;
  const base = `dispute-${step.toLowerCase().replaceAll(".", "-")}`;
  for (let number = 1;; number++) {
    const folder = `${cases}/${name ?? `${base}-${number}`}`;
    try {
      await Deno.mkdir(cases, { recursive: true });
      await Deno.mkdir(folder);
      return folder;
    } catch (error) {
      if (!(error instanceof Deno.errors.AlreadyExists)) throw error;
      if (name !== undefined) {
        throw new CouldNotRun(
          `Cannot write ${folder}: it is there already; choose another --name`,
        );
      }
    }
  }
}
