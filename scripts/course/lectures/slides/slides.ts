/**
 * A lecture as slides: one HTML page that needs nothing from outside.
 * @module
 */

import { Marp } from "@marp-team/marp-core";
import mermaidJs from "mermaid/dist/mermaid.min.js" with { type: "text" };
import viewer from "./viewer.html" with { type: "text" };
import theme from "./theme.css" with { type: "text" };

/** Width and height of a slide (px). */
export const SIZE = { width: 1280, height: 720 } as const;

/** A rendered lecture. */
export interface Slides {
  /** The page. */
  readonly html: string;
  /** How many slides there are. */
  readonly count: number;
  /** What the speaker says, for each slide. */
  readonly notes: readonly (readonly string[])[];
}

/** Renders a lecture's Markdown. */
export function renderSlides(markdown: string): Slides {
  const marp = new Marp({
    html: true,
    script: false,
    emoji: { unicode: false },
  });
  marp.themeSet.default = marp.themeSet.add(theme);
  const { html, css, comments } = marp.render(marpMarkdown(markdown));
  const title = /^# (.*)$/m.exec(markdown)?.[1] ?? "QuickTicket";
  const notes = comments.map((all) =>
    all.filter((note) => note.startsWith("note:")).map((note) =>
      note.replace(/^note:\s*/, "").replace(/\s+/g, " ").trim()
    )
  );
  const page = viewer
    .replace("TITLE", () => escaped(title))
    .replace("/* CSS */", () => css)
    .replace("<!-- SLIDES -->", () => html)
    .replace('"NOTES"', () => JSON.stringify(notes).replaceAll("<", "\\u003c"))
    .replace(
      "/* MERMAID */",
      () => mermaidJs.replaceAll("</script", "<\\/script"),
    );
  return { html: page, count: notes.length, notes };
}

/** Our Markdown in Marp's words. */
export function marpMarkdown(markdown: string): string {
  const body = markdown
    .replace(/<!--\s*holds:[^]*?-->\n?/g, "")
    .replace(/^## 📍 Slide \d+ – /gm, "## ")
    .replace(/^(## .*Resources)$/gm, "<!-- _class: resources -->\n\n$1")
    .replace(/^(`{3,})ts [^\n]*$/gm, "$1ts")
    .replace(
      /^```mermaid\n([^]*?)^```$/gm,
      (_, code: string) => `<pre class="mermaid">${escaped(code)}</pre>`,
    );
  // The title has no number, so that slide 1 is slide 1.
  return `---\npaginate: true\n---\n\n<!-- _paginate: skip -->\n\n${body}`;
}

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(
    ">",
    "&gt;",
  );
}
