/**
 * Runs a lab's text from its first command to its last, as a student would who
 * follows it to the letter; files that students write come from the solution.
 * @module
 */

import type { Block, LabText } from "./parse_text.ts";
import type { Path } from "./directive.ts";
import type { Ran, Shell } from "../../../lib/process/mod.ts";
import { notShown } from "./shown_output.ts";

/** Longest life of one block (ms). */
const BLOCK_MS = 600_000;

/** How a block went. */
export interface Step {
  readonly block: Block;
  readonly outcome: "ok" | "failed" | "by hand" | "other path";
  /** The problem, or why it was left out. */
  readonly why: string;
  readonly seconds: number;
  readonly output: string;
}

/** The dependencies of a run. */
export interface RunText {
  readonly text: LabText;
  readonly path: Path;
  readonly shell: Shell;
  /** Takes a file from the solution into the tree. */
  readonly takeSolution: (
    file: string,
    names: ReadonlyMap<string, string>,
  ) => Promise<void>;
  /** Makes an edit of `edits.yaml` in the tree. */
  readonly edit: (name: string) => Promise<void>;
  readonly now: () => number;
  readonly onEach: (step: Step) => void;
  /**
   * A program in the background goes on after its end, for the checks that look
   * then.
   */
  readonly staysOpen?: boolean;
}

/** Runs it until its end or its first failure, and ends what it started. */
export async function runText(
  { text, path, shell, takeSolution, edit, now, onEach, staysOpen = false }:
    RunText,
): Promise<readonly Step[]> {
  const done: Step[] = [];
  const names = new Map<string, string>();
  try {
    for (const block of text.blocks) {
      const began = now();
      const { outcome, why, output } = await one(block);
      const seconds = (now() - began) / 1000;
      const step = { block, outcome, why, output, seconds };
      done.push(step);
      onEach(step);
      if (outcome === "failed") break;
    }
  } finally {
    if (!staysOpen) await shell.stop();
  }
  return done;

  /** Whether something is started in the background after it. */
  function isReplaced(block: Block): boolean {
    return text.blocks.slice(text.blocks.indexOf(block) + 1).some((later) =>
      isOn(path, later) && later.directives.some((d) => d.kind === "background")
    );
  }

  async function one(
    block: Block,
  ): Promise<Pick<Step, "outcome" | "why" | "output">> {
    const { directives } = block;
    if (!isOn(path, block)) {
      return { outcome: "other path", why: pathsOf(block).join(), output: "" };
    }
    for (const directive of directives) {
      if (directive.kind === "by-hand") {
        return { outcome: "by hand", why: directive.reason, output: "" };
      }
      if (directive.kind === "edit") {
        await edit(directive.name);
        return { outcome: "ok", why: "", output: "" };
      }
      if (directive.kind !== "solution") continue;
      for (const file of directive.files) await takeSolution(file, names);
      return { outcome: "ok", why: "", output: "" };
    }
    const background = directives.find((d) => d.kind === "background");
    const code = withNames(block.code, names);
    const ran = background === undefined
      ? await shell.run(code, BLOCK_MS)
      : await shell.start(code, background.ready, BLOCK_MS);
    const why = problemOf(block, ran) ?? learnt(block, ran, names) ?? "";
    if (
      directives.some((d) => d.kind === "stop") &&
      (!staysOpen || isReplaced(block))
    ) await shell.stop();
    return {
      outcome: why === "" ? "ok" : "failed",
      why,
      output: ran.output,
    };
  }
}

function pathsOf({ directives }: Block): readonly Path[] {
  return directives.flatMap((d) => d.kind === "path" ? [d.path] : []);
}

/** Whether a block belongs to a path; one that names none belongs to all. */
function isOn(path: Path, block: Block): boolean {
  const paths = pathsOf(block);
  return paths.length === 0 || paths.includes(path);
}

/** The problem of a block's end; undefined: there is none. */
function problemOf(
  { directives, shown }: Block,
  { code, output }: Ran,
): string | undefined {
  const mustFail = directives.some((d) => d.kind === "fails");
  if (code === 124) return `it did not end within ${BLOCK_MS / 1000} s`;
  if (mustFail && code === 0) return "it ended with 0, and must fail";
  if (!mustFail && code !== 0) return `it ended with ${code}`;
  for (const directive of directives) {
    if (directive.kind === "expect" && !directive.pattern.test(output)) {
      return `its output does not match ${directive.pattern}`;
    }
  }
  const line = notShown(shown, output);
  return line === undefined
    ? undefined
    : `the text shows "${line}", and its output has no such line there`;
}

function learnt(
  { directives }: Block,
  { output }: Ran,
  names: Map<string, string>,
): string | undefined {
  for (const directive of directives) {
    if (directive.kind !== "let") continue;
    const value = directive.pattern.exec(output)?.[1];
    if (value === undefined) {
      return `${directive.name} is not in its output: ${directive.pattern}`;
    }
    names.set(directive.name, value);
  }
  return undefined;
}

/** The commands with each known word replaced. */
export function withNames(
  code: string,
  names: ReadonlyMap<string, string>,
): string {
  let text = code;
  for (const [name, value] of names) {
    text = text.replaceAll(new RegExp(`\\b${name}\\b`, "g"), () => value);
  }
  return text;
}
