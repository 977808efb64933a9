/**
 * The glossary, from the texts themselves: a term is bold in the sentence that
 * says what it is, and such a sentence begins with it.
 * @module
 */

import { blocksIn } from "../../../lib/text/markdown/mod.ts";
import type { Term } from "../model/page.ts";
import { withoutMarks } from "./marks.ts";

/** A file and what it says. */
interface Source {
  readonly path: string;
  readonly text: string;
}

const SENTENCE =
  /(?<=^|[.?!:]\s+|^[-*]\s+)(An?\s+|The\s+)?\*\*([\p{L}][\p{L}\d -]{2,40})\*\*(?:\s\(([^)]+)\))?\s+(?:is|are|says|means|treats|limits|protects|keeps|stores|informs)\s(?!also|easy|no\b|not\b)[^]*?[.](?=\s|$)/gu;

/**
 * Words that mean many things: a request of a container is rarely meant where
 * "request" stands. They are explained, and not linked.
 */
const EVERYDAY: ReadonlySet<string> = new Set(
  ["request", "image", "healthy", "synced", "limit", "digest", "registry"],
);

/** Whether the first use of a term may be linked. */
export function isLinked({ id }: Pick<Term, "id">): boolean {
  return !EVERYDAY.has(id);
}

/** Finds them; the first text that explains a term is the one that is shown. */
export function termsIn(sources: readonly Source[]): readonly Term[] {
  const found = new Map<string, Term>();
  for (const { path, text } of sources) {
    const plain = withoutMarks(text.replace(/^(`{3,})[^]*?^\1$/gm, ""));
    for (const part of plain.split(/\n{2,}|\n(?=[-*] )/)) {
      if (/^\s*[|#>]/.test(part)) continue;
      for (
        const [whole, article, term = "", short] of oneLine(part).matchAll(
          SENTENCE,
        )
      ) {
        const name = article === undefined ? normal(term) : term;
        const id = name.toLowerCase().replaceAll(" ", "-");
        if (found.has(id)) continue;
        found.set(id, {
          term: name,
          short: short !== undefined && /^\p{Lu}{2,}s?$/u.test(short)
            ? short
            : undefined,
          id,
          meaning: whole.replace(/\s?\[\d+\]/g, ""),
          source: path,
          place: placeOf(text, term),
        });
      }
    }
  }
  return [...found.values()].toSorted((a, b) => a.id < b.id ? -1 : 1);
}

function oneLine(text: string): string {
  return text.replace(/^[-*] /, "").replaceAll(/\s+/g, " ").trim();
}

/** "Healthy" at the start of a sentence is "healthy"; SLO and StatefulSet stay. */
function normal(term: string): string {
  return /^\p{Lu}\p{Ll}+(?: \p{Ll}+)*$/u.test(term)
    ? term.charAt(0).toLowerCase() + term.slice(1)
    : term;
}

/** The heading under which a term stands. */
function placeOf(text: string, term: string): string {
  const line = text.slice(0, Math.max(0, text.indexOf(`**${term}**`)))
    .split("\n").length;
  const heading = blocksIn(text).findLast((block) =>
    block.kind === "heading" && block.line <= line
  );
  return heading?.kind === "heading"
    ? heading.text.replace(/^\p{Extended_Pictographic}\uFE0F?\s*/u, "")
      .replace(/^Slide (\d+) – \S+ /, "Slide $1: ")
    : "";
}
