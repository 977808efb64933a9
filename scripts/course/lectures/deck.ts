/**
 * A lecture or a reading as a machine reads it.
 * @module
 */

import {
  type Fence as MarkdownFence,
  fencesIn,
  type Section as MarkdownSection,
  sectionsIn,
} from "../../lib/text/markdown/mod.ts";

/** A fenced block. */
export interface Fence {
  /** First word after the backticks. */
  readonly language: string;
  /** `key=value` words after it. */
  readonly options: ReadonlyMap<string, string>;
  readonly code: string;
  /** Line of the text, from 1. */
  readonly line: number;
}

/** A slide, or a section of a reading. */
export interface Section {
  /** Without "📍 Slide K – " and its picture. */
  readonly title: string;
  /** K; undefined where sections have no numbers. */
  readonly number: number | undefined;
  readonly line: number;
  /** All of it, its heading included. */
  readonly text: string;
}

/** A file of `lectures/`. */
export interface Deck {
  readonly path: string;
  readonly title: string;
  readonly kind: "lecture" | "reading";
  /** Which lecture or reading. */
  readonly number: number;
  readonly lines: number;
  /** The text before the first section. */
  readonly front: string;
  readonly sections: readonly Section[];
  readonly fences: readonly Fence[];
}

const SLIDE = /^## 📍 Slide (\d+) – \S+ (.*)$/;

/** Reads a file by its text. */
export function parseDeck(path: string, text: string): Deck {
  const [, kind = "", number = ""] = /(lec|reading)(\d+)\.md$/.exec(path) ?? [];
  const lines = text.split("\n");
  const sections = sectionsIn(text, 2).filter(({ depth }) => depth === 2);
  return {
    path,
    title: lines[0]?.replace(/^#\s*\S+\s*/, "") ?? "",
    kind: kind === "reading" ? "reading" : "lecture",
    number: Number(number),
    lines: lines.length - 1,
    front: lines.slice(0, (sections[0]?.line ?? lines.length + 1) - 1).join(
      "\n",
    ),
    sections: sections.map((section) => sectionOf(section, lines)),
    fences: fencesIn(text).map(fenceOf),
  };
}

function sectionOf(
  { line, lastLine }: MarkdownSection,
  lines: readonly string[],
): Section {
  const heading = lines[line - 1] ?? "";
  const [, k, title] = SLIDE.exec(heading) ?? [];
  return {
    title: title ?? heading.replace(/^##\s*/, "").trim(),
    number: k === undefined ? undefined : Number(k),
    line,
    text: lines.slice(line - 1, lastLine).join("\n"),
  };
}

function fenceOf({ language, meta, code, line }: MarkdownFence): Fence {
  const options = meta.split(/\s+/).filter((word) => word !== "")
    .map((word) => {
      const [key = "", value = ""] = word.split("=");
      return [key, value] as const;
    });
  return { language, options: new Map(options), code, line };
}

/** The text without comments: what people see. */
export function visible(text: string): string {
  return text.replace(/<!--[^]*?-->/g, "");
}
