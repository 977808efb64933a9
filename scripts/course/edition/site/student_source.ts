/**
 * The students' website, made from the students' edition, so that it cannot have
 * more than the edition has; and the leak check over its HTML.
 * @module
 */

import { readConfig } from "../../../lib/commands/mod.ts";
import { readText } from "../../../lib/files/mod.ts";
import type { Source } from "../../site/site_tool.ts";
import { openTree } from "../../site/model/tree.ts";
import { answersHere } from "../answers.ts";
import { isBank } from "../practice.ts";
import { EDITION, parseEdition } from "../edition.ts";
import { exportEdition, trackedFiles } from "../export.ts";
import { htmlLeaks } from "./html_leaks.ts";

/** It. It works on the current directory, the checkout's root. */
export function studentSource(): Source {
  let tasks: ReadonlySet<string> = new Set();
  return {
    async withTree(work) {
      const edition = parseEdition(await readText(EDITION));
      const folder = await Deno.makeTempDir({ prefix: "quickticket-edition-" });
      try {
        await exportEdition(edition, folder);
        tasks = new Set(Object.keys((await readConfig(folder)).tasks));
        return await work(await openTree(folder));
      } finally {
        await Deno.remove(folder, { recursive: true });
      }
    },
    async problemsIn(folder) {
      const edition = parseEdition(await readText(EDITION));
      const tracked = await trackedFiles();
      return await htmlLeaks(folder, {
        edition,
        answers: await answersHere(tracked, edition),
        tasks,
        banks: await Promise.all(
          tracked.filter((path) => isBank(path)).map((path) => readText(path)),
        ),
      });
    },
  };
}
