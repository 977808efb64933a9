/**
 * The index that was made while people bought.
 * @module
 */

import {
  type Check,
  fail,
  type Finding,
  notStarted,
  pass,
} from "../../scripts/checks/mod.ts";
import { askDatabase } from "../../scripts/adapters/kubernetes/mod.ts";

const NAME = "idx_events_event_date";

/** Step 12.7. */
export const index: Check = {
  id: "12.7",
  task: 2,
  title: "the index is there, valid, and was made concurrently",
  hints: [
    "deno task migrate new events_by_date, in the folder migrations/.",
    "CREATE INDEX CONCURRENTLY cannot run inside a transaction: transaction: false.",
    "An interrupted one leaves an INVALID index: drop it in front, IF EXISTS.",
  ],
  async run({ kubectl, files, read }) {
    const paths = await files(/^migrations\/[^/]+\.(?:ts|sql)$/);
    const texts = await Promise.all(
      paths.map(async (path) => await read(path) ?? ""),
    );
    const own = texts.find((text) => text.includes(NAME));
    const rows = await askDatabase(
      kubectl,
      `SELECT indisvalid FROM pg_index WHERE indexrelid = to_regclass('${NAME}')`,
    );
    return evaluateIndex(own, rows[0]);
  },
};

/** Evaluates the migration's text and what the database says of the index. */
export function evaluateIndex(
  text: string | undefined,
  valid: string | undefined,
): Finding {
  const bound =
    `${NAME} valid in the database; the migration says CONCURRENTLY, outside a ` +
    "transaction, and can be taken back";
  if (text === undefined && valid === undefined) {
    return notStarted(`there is no ${NAME}`, "step 12.7");
  }
  const wanted: readonly (readonly [string, boolean])[] = [
    ["a valid index", valid === "t"],
    [
      "CREATE INDEX CONCURRENTLY",
      /create\s+index\s+concurrently/i.test(text ?? ""),
    ],
    [
      "outside a transaction",
      /transaction["']?\s*[:=]\s*false/.test(text ?? ""),
    ],
    ["a way back", /drop\s+index/i.test(text ?? "")],
  ];
  const missing = wanted.filter(([, isThere]) => !isThere).map(([what]) =>
    what
  );
  return missing.length === 0
    ? pass("valid, concurrently, reversible", bound, { valid })
    : fail(
      `missing: ${missing.join(", ")}`,
      bound,
      `\\d events in psql; migrations/`,
      { valid },
    );
}
