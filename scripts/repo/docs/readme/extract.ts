/**
 * The commands of a document: those with what they print (`console` blocks, after
 * a `$`), and those without (`sh` blocks).
 * @module
 */

/** A command, and what the document says that it prints. */
export interface Command {
  readonly line: number;
  readonly command: string;
  /** Undefined in a block of commands alone. */
  readonly prints: readonly string[] | undefined;
}

const FENCE = /^```(\w*)/;

/** All commands, in their order. */
export function commandsOf(markdown: string): readonly Command[] {
  const found: { line: number; command: string; prints?: string[] }[] = [];
  let language: string | undefined;
  markdown.split("\n").forEach((text, i) => {
    const fence = FENCE.exec(text);
    if (fence !== null) {
      language = language === undefined ? fence[1] : undefined;
    } else if (language === "sh") {
      const command = text.replace(/\s+#.*$/, "").trim();
      if (command !== "") found.push({ line: i + 1, command });
    } else if (language === "console" && text.startsWith("$ ")) {
      found.push({ line: i + 1, command: text.slice(2), prints: [] });
    } else if (language === "console") found.at(-1)?.prints?.push(text);
  });
  return found.map(({ line, command, prints }) => ({ line, command, prints }));
}
