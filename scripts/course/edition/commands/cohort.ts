/**
 * `deno task course cohort`
 * @module
 */

import { checksOf } from "../../../checks/evidence/mod.ts";
import {
  boolean,
  CouldNotRun,
  defineTool,
  Exit,
  type Tool,
} from "../../../lib/cli/mod.ts";
import { collectedIn, SHAPE } from "../../lab/bundles/collected.ts";
import { evaluateBundles } from "../../lab/bundles/evaluate_bundles.ts";
import { expectedHere } from "../../lab/bundles/expected.ts";
import { cohortText, difficulties, type Item } from "../cohort.ts";

/** `course cohort` */
export const cohort: Tool = defineTool({
  name: "cohort",
  // It asks Deno for the checker's files, and Git for the age of a commit.
  needs: ["read", "env", "sys", "run"],
  summary: "which check fails most, and how often people try; nothing is sent",
  flags: { json: boolean("json", { help: "the figures as JSON" }) },
  operands: {
    usage: "FOLDER",
    help: "a folder for each student, with *.evidence.json in it",
    min: 1,
    max: 1,
  },
  async run({ host, flags, operands: [folder = ""] }) {
    const { items, problems } = await itemsIn(folder, host.clock.now());
    const all = difficulties(items);
    host.out(flags.json ? JSON.stringify(all, undefined, 2) : cohortText(all));
    for (const words of problems) host.err(words);
    return problems.length === 0 ? Exit.ok : Exit.verdictFailed;
  },
});

/** Every check in the bundles of a folder. */
export async function itemsIn(
  folder: string,
  now: number,
): Promise<{
  readonly items: readonly Item[];
  readonly problems: readonly string[];
}> {
  const { bundles, skipped } = await collectedIn(folder);
  const expected = expectedHere(now);
  const evaluated = await evaluateBundles(bundles, expected);
  const items = evaluated.flatMap(({ student, bundle, problems }): Item[] => {
    if (bundle === undefined || problems.length > 0) return [];
    const { lab } = bundle.head;
    const known = expected.labs.find((one) => one.lab === lab)?.checks ?? [];
    return checksOf(bundle.entries).flatMap((one) => {
      const title = known.find(({ id }) => id === one.id)?.title;
      return title === undefined ? [] : [{ ...one, title, lab, student }];
    });
  });
  const wrong = evaluated.flatMap(({ name, problems }) =>
    problems.map((words) => `${name}: ${words}`)
  );
  if (items.length > 0 || wrong.length > 0) {
    return { items, problems: [...skipped, ...wrong] };
  }
  throw new CouldNotRun(
    [...skipped, `Cannot tell: ${folder} has no bundle; ${SHAPE}`].join("\n"),
  );
}
