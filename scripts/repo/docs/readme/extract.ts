/**
 * The commands of a document: those with what they print (`console` blocks, after
 * a `$`), and those without (`sh` blocks).
 * @module
 */

import { fencesIn } from "../../../lib/text/markdown/mod.ts";

/** A command, and what the document says that it prints. */
export interface Command {
  readonly line: number;
  readonly command: string;
  /** Undefined in a block of commands alone. */
  readonly prints: readonly string[] | undefined;
}

/** All commands, in their order. */
export function commandsOf(markdown: string): readonly Command[] {
  return fencesIn(markdown).flatMap((block): readonly Command[] => {
    const lines = block.code.split("\n").map((text, i) => ({
      text,
      line: block.line + 1 + i,
    }));
    if (block.language === "sh") {
      return lines.map(({ text, line }) => ({
        line,
        command: text.replace(/\s+#.*$/, "").trim(),
        prints: undefined,
      })).filter(({ command }) => command !== "");
    }
    if (block.language !== "console") return [];
    const found: { line: number; command: string; prints: string[] }[] = [];
    for (const { text, line } of lines) {
      if (text.startsWith("$ ")) {
        found.push({ line, command: text.slice(2), prints: [] });
      } else found.at(-1)?.prints.push(text);
    }
    return found;
  });
}
