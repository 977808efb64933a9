/**
 * The pages of the labs.
 * @module
 */

import { LABS } from "../../lab/labs.ts";
import type { Edition, Page } from "../model/page.ts";
import { labBody } from "../text/lab_text.ts";
import { withInstructorParts, withoutMarks } from "../text/marks.ts";
import type { Tree } from "../model/tree.ts";

/** One page a lab, and the list of them. */
export async function labPages(
  tree: Tree,
  edition: Edition,
): Promise<readonly Page[]> {
  const linkOf = (lab: number) => {
    const found = LABS.find((one) => one.lab === lab);
    return found === undefined
      ? undefined
      : { url: `labs/lab${lab}.html`, title: `Lab ${lab}: ${found.title}` };
  };
  const labs = await Promise.all(LABS.map(async (lab): Promise<Page> => {
    const source = `labs/lab${lab.lab}.md`;
    return {
      url: `labs/lab${lab.lab}.html`,
      title: `Lab ${lab.lab}: ${lab.title}`,
      section: "labs",
      source,
      body: labBody(await tree.read(source), lab, edition),
      scripts: ["lab.js"],
      lab: lab.lab,
      previous: linkOf(lab.lab - 1),
      next: linkOf(lab.lab + 1),
      hasTerms: true,
    };
  }));
  const readme = await tree.read("labs/README.md");
  return [{
    url: "labs/index.html",
    title: "Labs",
    section: "labs",
    source: "labs/README.md",
    body: withoutMarks(withInstructorParts(readme)),
  }, ...labs];
}
