/**
 * The content of a migration's step, as far as its text shows it: its
 * statements, and whether they run inside a transaction.
 * @module
 */

/** A step that was read. */
export interface StepText {
  readonly up: readonly string[];
  readonly down: readonly string[];
  readonly transaction: boolean;
}

/** Strings and comments of TypeScript; comments are dropped. */
const TOKEN =
  /\/\*[^]*?\*\/|\/\/[^\n]*|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|`(?:[^`\\]|\\.)*`/g;

/** The step; undefined when its parts are not written down as texts. */
export function stepText(source: string): StepText | undefined {
  const text = source.replaceAll(
    TOKEN,
    (token) => /^\/[*/]/.test(token) ? " " : token,
  );
  const constants = new Map<string, string>();
  for (
    const [, name = "", value = ""] of text.matchAll(
      /\b(?:const|let|var)\s+(\w+)\s*(?::[^=]+)?=\s*("[^]*?"|'[^]*?'|`[^]*?`)\s*(?:;|\n)/g,
    )
  ) constants.set(name, unquoted(value));
  const statements = (name: string): readonly string[] | undefined => {
    const body = bodyOf(text, name);
    if (body === undefined) return undefined;
    const found = [
      ...body.matchAll(
        /("(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|`(?:[^`\\]|\\.)*`)|\b([A-Za-z_]\w*)\b/g,
      ),
    ]
      .flatMap(([, quoted, word]) =>
        quoted !== undefined
          ? [unquoted(quoted)]
          : constants.get(word ?? "") ?? []
      );
    return found.map((one) =>
      one.replaceAll(
        /\$\{\s*(\w+)\s*\}/g,
        (all, word) => constants.get(word) ?? all,
      )
    );
  };
  const up = statements("up");
  if (up === undefined) return undefined;
  const flag = bodyOf(text, "transaction")?.trim();
  return {
    up,
    down: statements("down") ?? [],
    transaction: flag === undefined || !/^false\b/.test(flag),
  };
}

/** The value that is assigned to a name, up to the next declaration. */
function bodyOf(text: string, name: string): string | undefined {
  const start = new RegExp(`\\b(?:const|let|var)\\s+${name}\\b[^=]*=`).exec(
    text,
  );
  if (start === null) return undefined;
  const rest = text.slice(start.index + start[0].length);
  const end = /\n\s*(?:export|const|let|var|function)\b/.exec(rest)?.index;
  return rest.slice(0, end);
}

function unquoted(literal: string): string {
  return literal.slice(1, -1).replaceAll(/\\n/g, "\n")
    .replaceAll(/\\(.)/gs, "$1");
}

/** An index that a statement makes. */
export interface MadeIndex {
  readonly name: string;
  readonly table: string;
  /** Its first column. */
  readonly column: string;
  readonly isConcurrent: boolean;
  readonly isUnique: boolean;
  readonly isPartial: boolean;
  readonly method: string;
}

const CREATE =
  /create\s+(unique\s+)?index\s+(concurrently\s+)?(?:if\s+not\s+exists\s+)?(?:([\w".]+)\s+)?on\s+(?:only\s+)?(?:"?public"?\.)?"?(\w+)"?\s*(?:using\s+(\w+)\s*)?\(\s*"?(\w+)"?([^)]*)\)([^;]*)/i;

/** The index that a statement makes; undefined: it makes none. */
export function indexIn(statement: string): MadeIndex | undefined {
  const found = CREATE.exec(withoutComments(statement));
  if (found === null) return undefined;
  const [
    ,
    unique,
    concurrently,
    name,
    table = "",
    method = "btree",
    column = "",
    ,
    rest = "",
  ] = found;
  return {
    name: plain(name) || `${table}_${column}_idx`,
    table: table.toLowerCase(),
    column: column.toLowerCase(),
    isConcurrent: concurrently !== undefined,
    isUnique: unique !== undefined,
    isPartial: /\bwhere\b/i.test(rest),
    method: method.toLowerCase(),
  };
}

/** Names of indexes that a statement drops. */
export function droppedIn(statement: string): readonly string[] {
  return [
    ...withoutComments(statement).matchAll(
      /drop\s+index\s+(?:concurrently\s+)?(?:if\s+exists\s+)?([\w".]+)/gi,
    ),
  ].map(([, name]) => plain(name));
}

/** More than one statement in a text: they run in one transaction. */
export function isSeveral(statement: string): boolean {
  return /;\s*\S/.test(withoutComments(statement));
}

function withoutComments(sql: string): string {
  return sql.replaceAll(/--[^\n]*|\/\*[^]*?\*\//g, " ");
}

/** `public."Idx"` as idx. */
function plain(name: string | undefined): string {
  return (name ?? "").replaceAll('"', "").replace(/^public\./i, "")
    .toLowerCase();
}
