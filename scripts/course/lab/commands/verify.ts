/**
 * `deno task lab verify BUNDLE...`
 * @module
 */

import { boolean, defineTool, Exit, type Tool } from "../../../lib/cli/mod.ts";
import { readInside } from "../../../lib/files/mod.ts";
import { type HandedIn, readHandedIn } from "../bundles/collected.ts";
import { type Beside, evaluateBundles } from "../bundles/evaluate_bundles.ts";
import { expectedHere } from "../bundles/expected.ts";

/** The largest file that is looked at beside a bundle. */
const MAX_FILE_BYTES = 16 * 1024 * 1024;

/** The command. */
export const verify: Tool = defineTool({
  name: "verify",
  // It asks Deno for the checker's files, and Git for the age of a commit.
  needs: ["read", "env", "sys", "run"],
  summary: "says whether bundles were edited after the seal, and can be true",
  flags: {
    files: boolean("files", {
      help: "the files handed in must be in the bundle's own tree, unchanged",
    }),
    report: boolean("report", {
      help:
        "the report must be beside it: labN.md, its measured part unchanged",
    }),
  },
  operands: {
    usage: "BUNDLE...",
    help: "labN.evidence.json; several are compared for copies",
    min: 1,
    max: Infinity,
  },
  examples: ["lab verify submissions/lab1.evidence.json --report --files"],
  async run({ host, flags, operands }) {
    const all: HandedIn[] = [];
    for (const path of operands) all.push(await readHandedIn(path));
    const evaluated = await evaluateBundles(
      all,
      expectedHere(host.clock.now()),
      {
        ...flags.report ? { report: reportBeside } : {},
        ...flags.files ? { read: fileOf } : {},
      },
    );
    for (const { name, problems, notes } of evaluated) {
      host.out(`${problems.length === 0 ? "ok    " : "FAILED"}  ${name}`);
      for (const words of problems) host.out(`        ${words}`);
      for (const words of notes) host.out(`        note: ${words}`);
    }
    if (evaluated.every(({ problems }) => problems.length === 0)) {
      return Exit.ok;
    }
    host.err("Check the path, or seal again with deno task lab evidence N");
    return Exit.verdictFailed;
  },
});

const reportBeside: NonNullable<Beside["report"]> = async (one, { head }) => {
  const folder = one.name.replace(/[^\\/]*$/, "") || "./";
  const { text } = await readInside(
    folder,
    `lab${head.lab}.md`,
    MAX_FILE_BYTES,
  );
  return text ?? "";
};

const fileOf: NonNullable<Beside["read"]> = async ({ root }, path) =>
  (await readInside(root, path, MAX_FILE_BYTES)).text;
