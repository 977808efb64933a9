/**
 * A lab's text as a machine reads it: steps, and in each the commands.
 * @module
 */

import { CouldNotRun } from "../../../lib/cli/mod.ts";
import { type Directive, directiveIn } from "./directive.ts";

/** Something to do: commands, or files that the student writes. */
export interface Block {
  /** "1.4", "B.2"; empty before the first step. */
  readonly step: string;
  /** Line of the text, from 1. */
  readonly line: number;
  /** Commands; empty where only files are written. */
  readonly code: string;
  readonly directives: readonly Directive[];
}

/** What a text has. */
export interface LabText {
  /** Steps in their order. */
  readonly steps: readonly { readonly id: string; readonly title: string }[];
  readonly blocks: readonly Block[];
}

const STEP = /^###\s+(\d+\.\d+|B\.\d+):?\s+(.*)$/;

const FENCE = /^(\s*)(`{3,}|~{3,})(\w*)/;

/** Reads a text. @throws {CouldNotRun} on a directive that leads nowhere */
export function parseText(text: string): LabText {
  const steps: { id: string; title: string }[] = [];
  const blocks: Block[] = [];
  let waiting: Directive[] = [];
  let fence: { mark: string; language: string; line: number } | undefined;
  let code: string[] = [];
  for (const [i, line] of text.split("\n").entries()) {
    if (fence !== undefined) {
      if (line.trim().startsWith(fence.mark)) {
        if (fence.language === "sh") {
          blocks.push({
            step: steps.at(-1)?.id ?? "",
            line: fence.line,
            code: code.join("\n"),
            directives: waiting,
          });
          waiting = [];
        }
        fence = undefined;
      } else code.push(line);
      continue;
    }
    const [, , mark, language] = FENCE.exec(line) ?? [];
    if (mark !== undefined) {
      fence = { mark, language: language ?? "", line: i + 1 };
      code = [];
      continue;
    }
    const [, id, title] = STEP.exec(line) ?? [];
    if (id !== undefined) steps.push({ id, title: title ?? "" });
    const directive = directiveIn(line);
    if (directive?.kind === "solution" || directive?.kind === "edit") {
      const step = steps.at(-1)?.id ?? "";
      blocks.push({ step, line: i + 1, code: "", directives: [directive] });
    } else if (directive !== undefined) waiting.push(directive);
    else if (line.trim() !== "" && waiting.length > 0) {
      throw new CouldNotRun(
        `Cannot read line ${i + 1}: a directive stands before it, and it ` +
          "begins no block of commands",
      );
    }
  }
  return { steps, blocks };
}
