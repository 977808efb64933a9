/**
 * `deno task course cohort`
 * @module
 */

import { checksOf, parsed } from "../../../checks/evidence/mod.ts";
import {
  boolean,
  CouldNotRun,
  defineTool,
  Exit,
  type Tool,
} from "../../../lib/cli/mod.ts";
import { cohortText, difficulties, type Item } from "../cohort.ts";

/** `course cohort` */
export const cohort: Tool = defineTool({
  name: "cohort",
  needs: ["read", "env", "sys"],
  summary: "which check fails most, and how often people try; nothing is sent",
  flags: { json: boolean("json", { help: "the figures as JSON" }) },
  operands: {
    usage: "FOLDER",
    help: "a folder for each student, with *.evidence.json in it",
    min: 1,
    max: 1,
  },
  async run({ host, flags, operands: [folder = ""] }) {
    const items = await itemsIn(folder);
    const all = difficulties(items);
    host.out(flags.json ? JSON.stringify(all, undefined, 2) : cohortText(all));
    return Exit.ok;
  },
});

async function itemsIn(folder: string): Promise<readonly Item[]> {
  const items: Item[] = [];
  try {
    for await (const { name: student, isDirectory } of Deno.readDir(folder)) {
      if (!isDirectory) continue;
      for await (const { name } of Deno.readDir(`${folder}/${student}`)) {
        if (!name.endsWith(".evidence.json")) continue;
        const path = `${folder}/${student}/${name}`;
        const bundle = parsed(await Deno.readTextFile(path));
        if (typeof bundle === "string") continue; // grade tells what is wrong
        const { lab } = bundle.head;
        items.push(
          ...checksOf(bundle.entries).map((one) => ({ ...one, lab, student })),
        );
      }
    }
  } catch (cause) {
    if (!(cause instanceof Deno.errors.NotFound)) throw cause;
    throw new CouldNotRun(`Cannot read ${folder}: it is not there`, { cause });
  }
  if (items.length > 0) return items;
  throw new CouldNotRun(
    `Cannot tell: ${folder} has no bundle; it must have a folder for each ` +
      "student with *.evidence.json in it",
  );
}
