/**
 * A lecture or a reading as a machine reads it.
 * @module
 */

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
  readonly sections: readonly Section[];
  readonly fences: readonly Fence[];
}

const SLIDE = /^## 📍 Slide (\d+) – \S+ (.*)$/;

/** Reads a file by its text. */
export function parseDeck(path: string, text: string): Deck {
  const [, kind = "", number = ""] = /(lec|reading)(\d+)\.md$/.exec(path) ?? [];
  const lines = text.split("\n");
  const sections: Section[] = [];
  const fences: Fence[] = [];
  let open:
    | { language: string; options: Map<string, string>; line: number }
    | undefined;
  let code: string[] = [];
  let head:
    | { title: string; number: number | undefined; line: number }
    | undefined;
  let body: string[] = [];
  const close = () => {
    if (head !== undefined) sections.push({ ...head, text: body.join("\n") });
  };
  for (const [i, line] of lines.entries()) {
    const [, info] = /^```(.*)$/.exec(line) ?? [];
    if (info !== undefined) {
      if (open === undefined) {
        const [language = "", ...words] = info.trim().split(/\s+/);
        const options = words.map((word) => {
          const [key = "", value = ""] = word.split("=");
          return [key, value] as const;
        });
        open = { language, options: new Map(options), line: i + 1 };
        code = [];
      } else {
        fences.push({ ...open, code: code.join("\n") });
        open = undefined;
      }
    } else if (open !== undefined) code.push(line);
    else if (line.startsWith("## ")) {
      close();
      const [, k, title] = SLIDE.exec(line) ?? [];
      head = k === undefined
        ? { title: line.slice(3).trim(), number: undefined, line: i + 1 }
        : { title: title ?? "", number: Number(k), line: i + 1 };
      body = [];
    }
    body.push(line);
  }
  close();
  return {
    path,
    title: lines[0]?.replace(/^#\s*\S+\s*/, "") ?? "",
    kind: kind === "reading" ? "reading" : "lecture",
    number: Number(number),
    lines: lines.length - 1,
    sections,
    fences,
  };
}

/** The text without comments: what people see. */
export function visible(text: string): string {
  return text.replace(/<!--[^]*?-->/g, "");
}
