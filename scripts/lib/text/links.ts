/**
 * Links between documents, and from documents to code.
 * @module
 */

/** A link that leads nowhere. */
export interface DeadLink {
  readonly document: string;
  readonly target: string;
}

/** What of the file tree is asked. */
export interface Files {
  readonly exists: (path: string) => boolean;
  readonly read: (path: string) => string;
}

/** Relative links of a document that lead to no file, or to no heading. */
export function deadLinks(document: string, files: Files): DeadLink[] {
  const dead: DeadLink[] = [];
  for (const target of linksOf(files.read(document))) {
    const [path = "", anchor] = target.split("#");
    const file = path === "" ? document : resolve(document, path);
    const leads = files.exists(file) &&
      (anchor === undefined || !file.endsWith(".md") ||
        headingsOf(files.read(file)).has(anchor));
    if (!leads) dead.push({ document, target });
  }
  return dead;
}

function linksOf(markdown: string): readonly string[] {
  const prose = markdown.replace(/^```[\s\S]*?^```$/gm, "");
  return [...prose.matchAll(/\]\(([^)\s]+)\)/g)].map(([, link = ""]) => link)
    .filter((link) => !/^[a-z]+:/.test(link));
}

function resolve(document: string, path: string): string {
  return new URL(path, `file:///${document}`).pathname.slice(1);
}

/** Anchors as forges make them of headings. */
function headingsOf(markdown: string): ReadonlySet<string> {
  return new Set(
    [...markdown.matchAll(/^#+ (.+)$/gm)].map(([, heading = ""]) =>
      heading.toLowerCase().replace(/[^\p{L}\p{N} _-]/gu, "").replaceAll(
        " ",
        "-",
      )
    ),
  );
}
