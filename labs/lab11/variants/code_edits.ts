/**
 * The three functions of Lab 11, from which their variants are made.
 * @module
 */

import {
  type Change,
  edited,
  type Listed,
} from "../../../scripts/checks/variants/mod.ts";

const FOLDER = "services/gateway/resilience";

/** The retry. */
export const RETRY = `${FOLDER}/retry.ts`;
/** The breaker. */
export const BREAKER = `${FOLDER}/circuit_breaker.ts`;
/** The limiter. */
export const LIMITER = `${FOLDER}/rate_limiter.ts`;

/** One text of a file in the place of another. */
export function code(file: string, from: string | RegExp, to: string): Change {
  return edited(file, (text) => text.replace(from, () => to));
}

/** The body of `callWithRetry` and what it uses. */
export function retryBody(body: string): Change {
  return code(RETRY, / {2}for \(let attempt = 0;; attempt\+\+\) \{[^]*$/, body);
}

/** The body of `allow`, and the fields that it uses. */
export function limiterBody(fields: string, body: string): Change {
  return edited(LIMITER, (text) =>
    text.replace(
      / {2}\/\*\* Times of the admitted calls[^]*?Map<string, number\[\]>\(\);\n/,
      () => fields,
    ).replace(
      /(allow\(key: string\): boolean \{\n)[^]*$/,
      (_, head: string) => `${head}${body}  }\n}\n`,
    ));
}

/** Forms of one kind and some steps. */
export function listed(
  forms: Readonly<Record<string, Change>>,
  kind: Listed["kind"],
  steps: readonly string[],
): readonly Listed[] {
  return Object.entries(forms).map(([name, change]) => ({
    name,
    kind,
    steps,
    change,
  }));
}
