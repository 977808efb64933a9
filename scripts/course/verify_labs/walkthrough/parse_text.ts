/**
 * A lab's text as a machine reads it: steps, and in each the commands.
 * @module
 */

import { CouldNotRun } from "../../../lib/cli/mod.ts";
import { blocksIn } from "../../../lib/text/markdown/mod.ts";
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
  /** The output that the text shows for them, in a block of `output` below. */
  readonly shown: string;
}

/** The parts of a text. */
export interface LabText {
  /** Steps in their order. */
  readonly steps: readonly { readonly id: string; readonly title: string }[];
  readonly blocks: readonly Block[];
}

const STEP = /^(\d+\.\d+|B\.\d+):?\s+(.*)$/;

/** Reads a text. @throws {CouldNotRun} on a directive that leads nowhere */
export function parseText(text: string): LabText {
  const steps: { id: string; title: string }[] = [];
  const blocks: Block[] = [];
  let waiting: Directive[] = [];
  const step = () => steps.at(-1)?.id ?? "";
  for (const block of blocksIn(text)) {
    const { line } = block;
    if (block.kind === "fence") {
      if (block.language === "output") {
        const above = blocks.findLast(({ code }) => code !== "");
        if (above === undefined) {
          throw new CouldNotRun(
            `Cannot read line ${line}: a block of output stands before any commands`,
          );
        }
        const shown = [above.shown, block.code].filter((one) => one !== "");
        blocks[blocks.indexOf(above)] = { ...above, shown: shown.join("\n") };
        continue;
      }
      if (block.language !== "sh") continue;
      blocks.push({
        step: step(),
        line,
        code: block.code,
        directives: waiting,
        shown: "",
      });
      waiting = [];
      continue;
    }
    const directive = block.kind === "comment"
      ? directiveIn(`<!-- ${block.text} -->`)
      : undefined;
    if (directive?.kind === "solution" || directive?.kind === "edit") {
      const directives = [directive];
      blocks.push({ step: step(), line, code: "", directives, shown: "" });
    } else if (directive !== undefined) waiting.push(directive);
    else refuseWaiting(waiting, `line ${line}`);
    const [, id, title] = block.kind === "heading" && block.depth === 3
      ? STEP.exec(block.text) ?? []
      : [];
    if (id !== undefined) steps.push({ id, title: title ?? "" });
  }
  refuseWaiting(waiting, "the end of the text");
  return { steps, blocks };
}

function refuseWaiting(waiting: readonly Directive[], place: string): void {
  if (waiting.length === 0) return;
  throw new CouldNotRun(
    `Cannot read ${place}: a directive stands before it, and it begins no ` +
      "block of commands",
  );
}
