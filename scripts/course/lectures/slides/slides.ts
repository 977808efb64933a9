/**
 * A lecture as slides: one HTML page that needs nothing from outside.
 * @module
 */

import { escapeHtml } from "../../../lib/text/mod.ts";
import { renderMarp } from "../drawing/mod.ts";
import { marpMarkdown } from "./marp_markdown.ts";
import theme from "./theme.css" with { type: "text" };
import coloursCss from "./viewer/colours.css" with { type: "text" };
import deckJs from "./viewer/deck.js" with { type: "text" };
import diagramsJs from "./viewer/diagrams.js" with { type: "text" };
import page from "./viewer/page.html" with { type: "text" };
import presenterJs from "./viewer/presenter.js" with { type: "text" };
import viewerCss from "./viewer/viewer.css" with { type: "text" };

/** Width and height of a slide (px). */
export const SIZE = { width: 1280, height: 720 } as const;

/** A rendered lecture. */
export interface Slides {
  /** The page. */
  readonly html: string;
  /** How many slides there are, the title and the resources included. */
  readonly count: number;
  /** The speaker's text for each slide. */
  readonly notes: readonly (readonly string[])[];
}

/** Finds the text of a chart by its path in the Markdown; undefined: there is none. */
export type ReadChart = (path: string) => string | undefined;

/** Renders a lecture's Markdown, with its charts inside the page. */
export async function renderSlides(
  markdown: string,
  readChart: ReadChart = () => undefined,
): Promise<Slides> {
  const title = /^# (?:📌 )?(.*)$/m.exec(markdown)?.[1] ?? "QuickTicket";
  const { html, css, comments, mermaid } = await renderMarp({
    markdown: marpMarkdown(markdown, title, readChart),
    theme,
  });
  const notes = comments.map((all) =>
    all.filter((note) => note.startsWith("note:")).map((note) =>
      note.replace(/^note:\s*/, "").replace(/\s+/g, " ").trim()
    )
  );
  const parts: Readonly<Record<string, string>> = {
    "TITLE": escapeHtml(title),
    "/* CSS */": css + coloursCss + viewerCss,
    "<!-- SLIDES -->": withPaperNotes(html, notes),
    '"NOTES"': JSON.stringify(notes).replaceAll("<", "\\u003c"),
    "/* MERMAID */": mermaid.replaceAll("</script", "<\\/script"),
    "/* SCRIPT */": deckJs + presenterJs + diagramsJs,
  };
  const filled = Object.entries(parts).reduce(
    (text, [place, part]) => text.replace(place, () => part),
    page,
  );
  return { html: filled, count: notes.length, notes };
}

/** Puts each slide's notes behind it, where only the paper form shows them. */
function withPaperNotes(
  html: string,
  notes: readonly (readonly string[])[],
): string {
  let slide = 0;
  return html.replace(/<\/svg>(?=<svg data-marpit-svg|<\/div>\s*$)/g, () => {
    const words = (notes[slide++] ?? []).map((one) =>
      `<p>${escapeHtml(one)}</p>`
    );
    return `</svg><div class="print-notes">${words.join("")}</div>`;
  });
}
