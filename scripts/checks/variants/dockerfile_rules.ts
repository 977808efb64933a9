/**
 * Other ways to write the same Dockerfile.
 * @module
 */

import type { Rule } from "./variant.ts";

function changed(before: string, after: string): string | undefined {
  return before === after ? undefined : after;
}

/** A line that begins an instruction. */
const INSTRUCTION =
  /^(?!#)(FROM|RUN|COPY|ADD|ENV|ARG|USER|WORKDIR|ENTRYPOINT|CMD|EXPOSE|LABEL|STOPSIGNAL|HEALTHCHECK|SHELL|VOLUME)\b/gm;

/** `from`, `copy`: the case does not matter. */
const LOWER_CASE: Rule = {
  name: "instructions in lower case",
  apply: (text) =>
    changed(
      text,
      text.replaceAll(INSTRUCTION, (word) => word.toLowerCase())
        .replaceAll(/^(from .*?) AS /gm, "$1 as "),
    ),
};

/** One instruction on many lines. */
const CONTINUED: Rule = {
  name: "instructions over many lines",
  apply: (text) =>
    changed(
      text,
      text.replaceAll(
        /^(COPY|ENV|LABEL|RUN) ((?:--\S+ )*)(?!<<|\[)(\S+) (.*[^\\])$/gm,
        (_, word, flags, first, rest) =>
          `${word} ${flags}${first} \\\n    ${rest}`,
      ),
    ),
};

/** A comment between lines that belong together. */
const COMMENTED: Rule = {
  name: "comments inside of instructions",
  apply: (text) => changed(text, text.replaceAll(/ \\\n/g, " \\\n# why\n")),
};

/** The base image comes from an ARG. */
const BASE_FROM_ARG: Rule = {
  name: "a base image from an ARG",
  apply(text) {
    const match = /^FROM (?!\$)([\w./-]+\/?[\w.-]+:[\w.-]+)( AS \w+)?$/m.exec(
      text,
    );
    if (match === null) return undefined;
    const [line, base, as = ""] = match;
    const first = text.search(/^(?:ARG|FROM)\b/m);
    const replaced = text.replace(line, `FROM \${BASE_IMAGE}${as}`);
    return `${replaced.slice(0, first)}ARG BASE_IMAGE="${base}"\n${
      replaced.slice(first)
    }`;
  },
};

/** `RUN` as a here-document. */
const HEREDOC: Rule = {
  name: "RUN as a here-document",
  apply: (text) =>
    changed(
      text,
      text.replace(
        /^RUN (?!--|<<|\[)([^\\\n]+)$/m,
        (_, command) => `RUN <<EOF\n${command}\nEOF`,
      ),
    ),
};

/** `COPY ["a", "b"]` */
const COPY_AS_LIST: Rule = {
  name: "COPY with a list",
  apply: (text) =>
    changed(
      text,
      text.replaceAll(
        /^COPY ((?:--\S+ )*)(?!\[|<<|--)([^\\\n]+)$/gm,
        (_, flags, paths: string) =>
          `COPY ${flags}${JSON.stringify(paths.trim().split(/\s+/))}`,
      ),
    ),
};

/** Empty lines and indentation. */
const SPREAD: Rule = {
  name: "empty lines between instructions",
  apply: (text) =>
    /<<\w/.test(text)
      ? undefined // they would be part of a here-document
      : changed(text, text.replaceAll(/(?<!\\)\n(?=[A-Z])/g, "\n\n")),
};

/** The forms that the builder accepts. */
export const DOCKERFILE_RULES: readonly Rule[] = [
  LOWER_CASE,
  CONTINUED,
  COMMENTED,
  BASE_FROM_ARG,
  HEREDOC,
  COPY_AS_LIST,
  SPREAD,
];
