/**
 * The pages of runbooks.
 * @module
 */

import type { Page } from "../model/page.ts";
import { withoutMarks } from "../text/marks.ts";
import type { Tree } from "../model/tree.ts";

const FOLDER = "monitoring/runbooks/";

/** One page a runbook, and the list of them. */
export async function runbookPages(tree: Tree): Promise<readonly Page[]> {
  const paths = tree.paths.filter((path) =>
    path.startsWith(FOLDER) && path.endsWith(".md")
  );
  const pages = await Promise.all(paths.map(async (path): Promise<Page> => {
    const text = await tree.read(path);
    return {
      url: `runbooks/${path.slice(FOLDER.length, -3)}.html`,
      title: /^# (.*)$/m.exec(text)?.[1] ?? path,
      section: "runbooks",
      source: path,
      body: withoutMarks(text),
    };
  }));
  const items = pages.map(({ url, title }) =>
    `- <a href="${url.replace("runbooks/", "")}">${title}</a>`
  );
  return [{
    url: "runbooks/index.html",
    title: "Runbooks",
    section: "runbooks",
    body: `# Runbooks

An alert links to its runbook. Each one says whom the alert tells, and what to do first.

${items.join("\n")}
`,
  }, ...pages];
}
