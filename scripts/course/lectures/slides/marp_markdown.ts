/**
 * Our Markdown in Marp's words: what readers of the file see and the wall does
 * not need is left out, and charts and diagrams become elements of the page.
 * @module
 */

import { escapeHtml } from "../../../lib/text/mod.ts";
import type { ReadChart } from "./slides.ts";

/**
 * The meaning of a mark in front of a quotation, for fonts without pictures.
 */
const CALLS: Readonly<Record<string, string>> = {
  "🤔": "**Think about it.** ",
  "💡": "**In short.** ",
  "⚠️": "**Careful.** ",
};

const PICTURE = "\\p{Extended_Pictographic}\\uFE0F?\\u200D?";

/** Rewrites a lecture for Marp. `title` stands at the foot of each slide. */
export function marpMarkdown(
  markdown: string,
  title: string,
  readChart: ReadChart,
): string {
  const body = markdown
    .replace(/<!--\s*holds:[^]*?-->\n?/g, "")
    .replace(/^## 📍 Slide \d+ – /gm, "## ")
    .replace(/^(## .*Resources)$/gm, "<!-- _class: resources -->\n\n$1")
    .replace(
      new RegExp(`^(#{1,2}) (?:${PICTURE})+\\s*`, "gmu"),
      "$1 ",
    )
    .replace(
      new RegExp(`^> ((?:${PICTURE})+)\\s*`, "gmu"),
      (_, mark: string) => `> ${CALLS[mark] ?? ""}`,
    )
    .replace(/^(`{3,})ts [^\n]*$/gm, "$1ts")
    .replace(
      /^```mermaid\n([^]*?)^```$/gm,
      (_, code: string) => `<pre class="mermaid">${escapeHtml(code)}</pre>`,
    )
    .replace(
      /^!\[([^\]]*)\]\((charts\/[^)]+\.svg)\)$/gm,
      (whole, alt: string, path: string) => {
        const svg = readChart(path);
        return svg === undefined ? whole : figure(svg, alt);
      },
    );
  const front = `---\npaginate: true\nfooter: ${JSON.stringify(title)}\n---\n`;
  // The title has no number, so that slide 1 is slide 1.
  return `${front}\n<!-- _paginate: skip -->\n<!-- _footer: "" -->\n\n${body}`;
}

/** A chart inside the page, so that its colours follow the theme. */
function figure(svg: string, alt: string): string {
  const label = escapeHtml(alt);
  // A blank line would end the block of HTML.
  const drawing = svg.replace(/^<\?xml[^>]*>\s*/, "").replace(/\n\s*/g, " ");
  return `<figure role="img" aria-label="${label}">${drawing}</figure>`;
}
