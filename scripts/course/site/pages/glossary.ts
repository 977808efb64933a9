/**
 * The glossary's page.
 * @module
 */

import type { Page, Term } from "../model/page.ts";

/** Where it is. */
const GLOSSARY = "glossary.html";

/** The page. */
export function glossaryPage(terms: readonly Term[]): Page {
  const entries = terms.map(({ term, short, id, meaning, source, place }) =>
    `<div class="term" id="${id}"><dt>${term}${
      short === undefined ? "" : ` (${short})`
    }</dt><dd>

${meaning}

From [${nameOf(source)}${place === "" ? "" : `, ${place}`}](${source}).

</dd></div>`
  );
  return {
    url: GLOSSARY,
    title: "Glossary",
    section: "glossary",
    source: "README.md",
    body: `# Glossary

The words of the lectures and readings, each in the sentence that explains it there.

<dl class="glossary">
${entries.join("\n")}
</dl>
`,
  };
}

function nameOf(path: string): string {
  return path.replace(/^lectures\/lec(\d+)\.md$/, "Lecture $1")
    .replace(/^lectures\/reading(\d+)\.md$/, "Reading $1");
}
