/**
 * YAML, read the same way everywhere: merge keys work, a key that stands twice
 * is an error, aliases cannot blow up, and an error says where it is.
 *
 * Files of students come from other editors and other tools. `kubectl`,
 * Prometheus and Grafana all take merge keys (`<<: *defaults`), a byte order
 * mark and CRLF, so a reader that refuses or ignores one of them would check
 * a different text than the one that runs.
 * @module
 */

import {
  type Document,
  isScalar,
  LineCounter,
  parseAllDocuments,
  visit,
} from "yaml";
import { CouldNotRun } from "../../cli/mod.ts";

/**
 * How many values aliases may stand for. The largest file of the course uses 12
 * aliases; nine lists of nine aliases each would stand for 387 million values.
 */
const MAX_ALIASES = 1000;

/** The largest text that is read (characters); the course's largest has 40,000. */
const MAX_LENGTH = 1_000_000;

/** YAML that cannot be read; the message has the file, the line and the reason. */
export class YamlError extends CouldNotRun {
  /** Where reading stopped, from 1. */
  readonly line: number;

  constructor(name: string, line: number, reason: string) {
    super(`Cannot read ${name}: line ${line}: ${reason}`);
    this.line = line;
  }
}

/** One document of a text, for those who need the place of a value. */
export interface YamlDocument {
  /** Its nodes, as the library has them. */
  readonly document: Document.Parsed;
  /** Its value; `null` when it is empty. */
  readonly value: unknown;
  /** Line (from 1) of the deepest part of a path that the document has. */
  lineOf(path: readonly PropertyKey[]): number;
}

/**
 * The value of a text with one document; `null` when it is empty.
 * @param name of the file, for messages
 * @throws {YamlError} when it is not YAML, or has more than one document
 */
export function parseYaml(text: string, name = "the YAML"): unknown {
  return parseYamlDocument(text, name)?.value ?? null;
}

/**
 * The values of all documents of a text, without the empty ones.
 * @param name of the file, for messages
 * @throws {YamlError} when any of them is not YAML
 */
export function parseAllYaml(
  text: string,
  name = "the YAML",
): readonly unknown[] {
  return documentsIn(text, name).map(({ value }) => value)
    .filter((value) => value !== null);
}

/**
 * The one document of a text, with the places of its values.
 * @param name of the file, for messages
 * @returns undefined when the text has only comments or nothing
 * @throws {YamlError} when it is not YAML, or has more than one document
 */
export function parseYamlDocument(
  text: string,
  name = "the YAML",
): YamlDocument | undefined {
  const [first, second] = documentsIn(text, name);
  if (second === undefined) return first;
  throw new YamlError(
    name,
    second.lineOf([]),
    "a second document begins after ---, and one is expected",
  );
}

/**
 * All documents of a text that are not empty, for those who write them again.
 * @throws {YamlError} when any of them is not YAML
 */
export function parseYamlDocuments(
  text: string,
  name = "the YAML",
): readonly YamlDocument[] {
  return documentsIn(text, name).filter(({ value }) => value !== null);
}

function documentsIn(text: string, name: string): readonly YamlDocument[] {
  if (text.length > MAX_LENGTH) {
    throw new YamlError(
      name,
      1,
      `it has ${text.length} characters, and at most ${MAX_LENGTH} are read`,
    );
  }
  const lines = new LineCounter();
  return withinStack(name, () => {
    const parsed = parseAllDocuments(text, {
      lineCounter: lines,
      merge: true,
      prettyErrors: false,
      uniqueKeys: false, // see doubledKey()
    });
    if (!Array.isArray(parsed)) return []; // no document at all
    return parsed.map((document) => readDocument(document, lines, name));
  });
}

function readDocument(
  document: Document.Parsed,
  lines: LineCounter,
  name: string,
): YamlDocument {
  const [error] = document.errors;
  const doubled = doubledKey(document);
  const position = error?.pos[0] ?? doubled;
  if (position !== undefined) {
    const reason = error?.message ?? "Map keys must be unique";
    throw new YamlError(name, lines.linePos(position).line, plain(reason));
  }
  const lineOf = (path: readonly PropertyKey[]): number => {
    for (let length = path.length; length >= 0; length--) {
      const start = startOf(document, path.slice(0, length));
      if (start !== undefined) return lines.linePos(start).line;
    }
    return lines.linePos(document.range[0]).line;
  };
  return { document, value: valueOf(document, name, lineOf([])), lineOf };
}

/**
 * Where a key stands for the second time. The library compares each key with
 * all before it, which takes minutes for a map of 2 MB.
 */
function doubledKey(document: Document.Parsed): number | undefined {
  let found: number | undefined;
  visit(document, {
    Map(_, { items }) {
      const seen = new Set<unknown>();
      for (const { key } of items) {
        if (!isScalar(key) || key.value === "<<") continue;
        if (seen.has(key.value)) {
          found = key.range?.[0] ?? 0;
          return visit.BREAK;
        }
        seen.add(key.value);
      }
      return undefined;
    },
  });
  return found;
}

const TOO_DEEP = "it is nested too deeply to be read";

/** The library calls itself for each level, as far as the stack reaches. */
function withinStack<T>(name: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new YamlError(name, 1, TOO_DEEP);
  }
}

function startOf(
  document: Document.Parsed,
  path: readonly PropertyKey[],
): number | undefined {
  const node: unknown = path.length === 0
    ? document.contents
    : document.getIn(path, true);
  return typeof node === "object" && node !== null && "range" in node &&
      Array.isArray(node.range)
    ? Number(node.range[0])
    : undefined;
}

function valueOf(
  document: Document.Parsed,
  name: string,
  line: number,
): unknown {
  try {
    return document.toJS({ maxAliasCount: MAX_ALIASES }) ?? null;
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    throw new YamlError(name, line, plain(error.message));
  }
}

/** The library's reasons in words that say what to change. */
function plain(reason: string): string {
  if (reason.includes("call stack")) return TOO_DEEP;
  return reason.includes("Excessive alias count")
    ? `aliases stand for more than ${MAX_ALIASES} values`
    : reason;
}
