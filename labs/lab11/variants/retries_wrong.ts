/**
 * Retries of Lab 11 that are wrong in one point.
 * @module
 */

import {
  type Change,
  edited,
  type Listed,
} from "../../../scripts/checks/variants/mod.ts";
import { code, listed, RETRY } from "./code_edits.ts";

const SLEEP =
  "await clock.sleep(baseDelayMs * 2 ** attempt + random() * baseDelayMs);";

const KINDS =
  'return ["timeout", "unreachable", "broken"].includes(failure.kind);';

const RETRIES: Readonly<Record<string, Change>> = {
  "malformed answers are tried again": code(RETRY, KINDS, "return true;"),
  "timeouts are not": code(RETRY, '"timeout", ', ""),
  "broken connections are not": code(RETRY, ', "broken"', ""),
  "what is unreachable is not": code(RETRY, '"unreachable", ', ""),
  "408 is not": code(RETRY, " || status === 408", ""),
  "429 is not": code(RETRY, " || status === 429", ""),
  "409 is": code(RETRY, "status === 408", "status === 409"),
  "above 500 only": code(RETRY, "status >= 500", "status > 500"),
  "500 and 503 only": code(
    RETRY,
    "status >= 500",
    "status === 500 || status === 503",
  ),
  "all refusals": code(RETRY, "status >= 500", "status >= 400"),
  "errors of our own": code(
    RETRY,
    "if (!(error instanceof UpstreamProblem)) return false;",
    "if (!(error instanceof UpstreamProblem)) return true;",
  ),
  "one attempt more": code(
    RETRY,
    "attempt + 1 >= maxAttempts",
    "attempt >= maxAttempts",
  ),
  "one attempt less": code(
    RETRY,
    "attempt + 1 >= maxAttempts",
    "attempt + 2 >= maxAttempts",
  ),
  "a linear back-off": code(
    RETRY,
    "baseDelayMs * 2 ** attempt",
    "baseDelayMs * (attempt + 1)",
  ),
  "a constant back-off": code(
    RETRY,
    "baseDelayMs * 2 ** attempt",
    "baseDelayMs",
  ),
  "a back-off that begins with the second": code(
    RETRY,
    "2 ** attempt",
    "2 ** (attempt + 1)",
  ),
  "three times as long": code(RETRY, "2 ** attempt", "3 ** attempt"),
  "no jitter": code(RETRY, " + random() * baseDelayMs", ""),
  "one jitter for all waits": edited(
    RETRY,
    (text) =>
      text.replace(
        "  for (let attempt",
        "  const jitter = random() * baseDelayMs;\n  for (let attempt",
      )
        .replace("+ random() * baseDelayMs", "+ jitter"),
  ),
  "no wait": code(RETRY, `    ${SLEEP}\n`, ""),
  "a wait that nobody awaits": code(
    RETRY,
    "await clock.sleep",
    "void clock.sleep",
  ),
  "a success that is not counted": code(
    RETRY,
    '      if (attempt > 0) count(target, "succeeded_after_retry");\n',
    "",
  ),
  "each success counts": code(RETRY, "if (attempt > 0) count", "count"),
  "exhausted is not counted": code(
    RETRY,
    '        count(target, "exhausted");\n',
    "",
  ),
  "retries are not counted": code(RETRY, '    count(target, "retried");\n', ""),
  "another target is counted": code(
    RETRY,
    'count(target, "retried")',
    'count("gateway", "retried")',
  ),
  "another error is thrown": code(
    RETRY,
    '        count(target, "exhausted");\n        throw error;',
    '        count(target, "exhausted");\n        throw new Error("gave up", { cause: error });',
  ),
};

/** Each must fail at its step. */
export const WRONG_RETRIES: readonly Listed[] = listed(
  RETRIES,
  "neighbour",
  ["11.4"],
);
