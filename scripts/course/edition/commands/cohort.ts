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
  type Host,
  type Tool,
} from "../../../lib/cli/mod.ts";
import { collectedIn, SHAPE } from "../../grade/collected.ts";
import { cohortText, difficulties, type Item } from "../cohort.ts";

/** `course cohort` */
export const cohort: Tool = defineTool({
  name: "cohort",
  summary: "which check fails most, and how often people try; nothing is sent",
  flags: { json: boolean("json", { help: "the figures as JSON" }) },
  operands: {
    usage: "FOLDER",
    help: "a folder for each student, with *.evidence.json in it",
    min: 1,
    max: 1,
  },
  async run({ host, flags, operands: [folder = ""] }) {
    const items = await itemsIn(host, folder);
    const all = difficulties(items);
    host.out(flags.json ? JSON.stringify(all, undefined, 2) : cohortText(all));
    return Exit.ok;
  },
});

async function itemsIn(host: Host, folder: string): Promise<readonly Item[]> {
  const { bundles, skipped } = await collectedIn(folder);
  for (const words of skipped) host.err(words);
  const items: Item[] = [];
  for (const { student, path, text } of bundles) {
    const bundle = parsed(text);
    if (typeof bundle === "string") {
      host.err(`${path}: left out, ${bundle}`);
      continue;
    }
    const { lab } = bundle.head;
    items.push(
      ...checksOf(bundle.entries).map((one) => ({ ...one, lab, student })),
    );
  }
  if (items.length > 0) return items;
  throw new CouldNotRun(`Cannot tell: ${folder} has no bundle; ${SHAPE}`);
}
