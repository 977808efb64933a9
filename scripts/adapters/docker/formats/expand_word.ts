/**
 * Variables and quotes in the words of a Dockerfile. The parser finds the words;
 * what the builder makes of `${NAME:-default}` and of quotes it leaves to us.
 * @module
 */

/** Values of variables at some place; a name without a value is not set. */
export type Variables = ReadonlyMap<string, string>;

const NAME = /^(?:[A-Za-z_]\w*|\d)/;

/**
 * A word as the builder reads it: quotes taken off, variables replaced. A
 * variable that is not set is empty; nothing is replaced in single quotes.
 * @param escape the escape character of the file
 */
export function expandWord(
  word: string,
  variables: Variables,
  escape = "\\",
): string {
  let at = 0;
  return read(() => false);

  /** Reads up to where `ends` holds, or to the end. */
  function read(ends: (char: string) => boolean): string {
    let text = "";
    let isQuoted = false;
    while (at < word.length) {
      const char = word[at] ?? "";
      if (!isQuoted && ends(char)) return text;
      at++;
      if (char === '"') isQuoted = !isQuoted;
      else if (char === "'" && !isQuoted) text += single();
      else if (char === escape) text += escaped(isQuoted);
      else if (char === "$") text += variable();
      else text += char;
    }
    return text;
  }

  function single(): string {
    const end = word.indexOf("'", at);
    const text = word.slice(at, end === -1 ? undefined : end);
    at = end === -1 ? word.length : end + 1;
    return text;
  }

  /** In double quotes an escape stays unless what follows is special there. */
  function escaped(isQuoted: boolean): string {
    const next = word[at] ?? "";
    at++;
    return isQuoted && !['"', "$", escape].includes(next)
      ? escape + next
      : next;
  }

  function variable(): string {
    if (word[at] !== "{") {
      const name = NAME.exec(word.slice(at))?.[0] ?? "";
      at += name.length;
      return name === "" ? "$" : variables.get(name) ?? "";
    }
    at++;
    const name = NAME.exec(word.slice(at))?.[0] ?? "";
    at += name.length;
    const [operator = ""] = /^:?[-+?]/.exec(word.slice(at)) ?? [];
    at += operator.length;
    const other = read((char) => char === "}");
    at++;
    const value = variables.get(name);
    const isSet = operator.startsWith(":")
      ? value !== undefined && value !== ""
      : value !== undefined;
    if (operator.endsWith("+")) return isSet ? other : "";
    if (operator.endsWith("-")) return isSet ? value ?? "" : other;
    return value ?? "";
  }
}
