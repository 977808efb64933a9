/**
 * The instructions of a lab's text to the machine that runs it, in comments
 * that readers do not see: `<!-- lab: expect /6 events/ -->` before a block of
 * commands.
 * @module
 */

import { CouldNotRun } from "../../../lib/cli/mod.ts";

/** Ways through a lab; a block without one belongs to all. */
export const PATHS = ["dev", "compose", "cluster"] as const;

/** One of {@link PATHS}. */
export type Path = (typeof PATHS)[number];

/** One directive. */
export type Directive =
  | { readonly kind: "path"; readonly path: Path }
  /** A machine cannot do it: a browser, an account. */
  | { readonly kind: "by-hand"; readonly reason: string }
  /** Goes on beside the next blocks, once its output matches. */
  | { readonly kind: "background"; readonly ready: RegExp }
  /** After this block everything in the background is ended. */
  | { readonly kind: "stop" }
  /** It must end with another code than 0. */
  | { readonly kind: "fails" }
  | { readonly kind: "expect"; readonly pattern: RegExp }
  /**
   * A word in later commands, and in reports of the solution, that stands for a
   * part of this one's output.
   */
  | { readonly kind: "let"; readonly name: string; readonly pattern: RegExp }
  /** Here the student writes these files. */
  | { readonly kind: "solution"; readonly files: readonly string[] }
  /** Here the student changes them: a name in `labs/labN/edits.yaml`. */
  | { readonly kind: "edit"; readonly name: string };

const COMMENT = /^<!--\s*lab:\s*(.*?)\s*-->\s*$/;

/** The directive in a line; undefined when the line is not a directive. */
export function directiveIn(line: string): Directive | undefined {
  const text = COMMENT.exec(line)?.[1];
  if (text === undefined) return undefined;
  const [kind = "", ...words] = text.split(/\s+/);
  const rest = text.slice(kind.length).trim();
  const path = PATHS.find((one) => one === kind);
  if (path !== undefined) return { kind: "path", path };
  switch (kind) {
    case "by-hand":
      if (rest !== "") return { kind, reason: rest };
      break;
    case "background":
      return { kind, ready: regex(rest, line) };
    case "stop":
    case "fails":
      if (rest === "") return { kind };
      break;
    case "expect":
      return { kind, pattern: regex(rest, line) };
    case "let": {
      const [, name, source] = /^([A-Z_]+)\s*=\s*(\/.*)$/.exec(rest) ?? [];
      if (name !== undefined && source !== undefined) {
        return { kind, name, pattern: regex(source, line) };
      }
      break;
    }
    case "edit":
      if (rest !== "") return { kind, name: rest };
      break;
    case "solution":
      if (words.length > 0) return { kind, files: words };
      break;
  }
  throw new CouldNotRun(
    `Cannot read the directive ${line.trim()}: it must be one of ` +
      `${PATHS.join(", ")}, by-hand REASON, background /regex/, stop, fails, ` +
      "expect /regex/, let NAME=/(regex)/, solution FILE..., edit NAME",
  );
}

function regex(text: string, line: string): RegExp {
  const [, source, flags] = /^\/(.*)\/([a-z]*)$/.exec(text) ?? [];
  if (source === undefined) {
    throw new CouldNotRun(
      `Cannot read the directive ${line.trim()}: a pattern must stand ` +
        "between two slashes",
    );
  }
  return new RegExp(source, flags);
}
