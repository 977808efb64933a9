/**
 * The text that `--help` of a service prints, from the table that parses its
 * variables.
 * @module
 */

import type { Variable } from "./env.ts";

interface Described {
  readonly name: string;
  readonly summary: string;
  readonly env: Readonly<Record<string, Variable<unknown>>>;
}

/** One screen: sub-commands and variables with default and bound. */
export function usage({ name, summary, env }: Described): string {
  const variables = Object.values(env);
  const width = Math.max(...variables.map((v) => v.name.length));
  const rows = variables.map((v) =>
    `  ${v.name.padEnd(width)}  ${v.help} (${v.bound}; default ${
      v.fallback ?? "unset"
    })`
  );
  return [
    `${name}: ${summary}`,
    "",
    "usage:",
    `  ${name}               serve`,
    `  ${name} health [URL]  exit 0 when the URL answers 2xx, by default /readyz here`,
    `  ${name} --version`,
    `  ${name} --help`,
    "",
    "environment:",
    ...rows,
  ].join("\n");
}
