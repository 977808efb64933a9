/**
 * The data of the search: each section of each page, from the HTML itself.
 * @module
 */

/** A section. Its address is relative to the website's root. */
export interface Found {
  readonly url: string;
  readonly title: string;
  readonly heading: string;
  readonly text: string;
}

const HEADING = /<h[1-3][^>]* id="([^"]+)"[^>]*>([^]*?)<\/h[1-3]>/g;

/** The sections of a page. */
export function sectionsOf(
  url: string,
  title: string,
  html: string,
): readonly Found[] {
  const main = /<main[^>]*>([^]*)<\/main>/.exec(html)?.[1] ?? "";
  const body = main.replace(/<nav class="around"[^]*?<\/nav>/, "")
    .replace(/<figure[^]*?<\/figure>|<svg[^]*?<\/svg>/g, " ");
  const heads = [...body.matchAll(HEADING)];
  const starts = heads.map(({ index }) => index);
  return heads.map(([, id = "", heading = ""], i) => ({
    url: i === 0 ? url : `${url}#${id}`,
    title,
    heading: i === 0 ? "" : plain(heading),
    text: plain(
      body.slice(
        (starts[i] ?? 0) + (heads[i]?.[0].length ?? 0),
        starts[i + 1],
      ),
    ),
  })).filter(({ text, heading }) => text !== "" || heading !== "");
}

const ENTITIES: Readonly<Record<string, string>> = {
  amp: "&",
  lt: "<",
  gt: ">",
  quot: '"',
  "#39": "'",
};

function plain(html: string): string {
  return html.replace(/<[^>]+>/g, " ")
    .replace(/&(#?\w+);/g, (all, name: string) => ENTITIES[name] ?? all)
    .replaceAll(/\s+/g, " ").trim();
}
