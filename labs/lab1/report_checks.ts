/**
 * What Lab 1's report says, held against the shop itself.
 * @module
 */

import {
  type Check,
  fail,
  failureTable,
  type Finding,
  killMatrix,
  notStarted,
  OPERATIONS,
  PARTS,
  pass,
  reportOf,
} from "../../scripts/checks/mod.ts";

const REPORT = "submissions/lab1.md";

/** Who calls whom. */
const EDGES = [
  ["gateway", "events"],
  ["gateway", "payments"],
  ["events", "postgres"],
  ["events", "redis"],
] as const;

/** Step 1.3. */
export const map: Check = {
  id: "1.3",
  task: 1,
  title: "the dependency map has every call and no other",
  hints: [
    "Which addresses does services/gateway/config.ts have? services/events?",
    "Write each call as a line: gateway -> events. Mermaid's --> counts too.",
    "There are four calls; payments makes none.",
  ],
  async run(context) {
    const text = await reportOf(context, 1);
    if (text === undefined) return noReport();
    const found = [
      ...text.toLowerCase().matchAll(
        /(\w+)[^\S\n]*(?:-+>|→)(?:\|[^|]*\|)?[^\S\n]*(\w+)/g,
      ),
    ].map(([, from = "", to = ""]) =>
      `${from} -> ${to.replace("postgresql", "postgres")}`
    );
    const wanted = EDGES.map((edge) => edge.join(" -> "));
    const missing = wanted.filter((edge) => !found.includes(edge));
    const names = new Set(EDGES.flat());
    const wrong = found.filter((edge) =>
      edge.split(" -> ").every((name) => names.has(name as "gateway")) &&
      !wanted.includes(edge)
    );
    const bound = "each call of services/*/config.ts, and no other";
    if (found.length === 0) {
      return notStarted(`no map in ${REPORT}`, "write lines such as a -> b");
    }
    return missing.length + wrong.length === 0
      ? pass(`${wanted.length} calls`, bound, found)
      : fail(
        `${missing.length} of ${wanted.length} missing; ` +
          `not there in truth: ${[...new Set(wrong)].join(", ") || "none"}`,
        bound,
        "services/*/config.ts: which addresses does each service have?",
      );
  },
};

/** Step 1.4. */
export const table: Check = {
  id: "1.4",
  task: 1,
  title: "the failure table is what this shop really does",
  hints: [
    "Stop one part, try all four, write the status down, start it again.",
    "Try pay with a reservation that you made before you stopped the part.",
    "Look again at redis: what does the list show while it is away?",
  ],
  async run(context) {
    const text = await reportOf(context, 1);
    if (text === undefined) return noReport();
    const told = failureTable(text);
    const bound = "each of 16 cells as measured just now";
    if (told === undefined) {
      return notStarted(
        `no table in ${REPORT} with columns list, reserve, pay, health`,
        "deno task lab start 1 writes an empty one",
      );
    }
    const matrix = await killMatrix(
      await context.shop(),
      context.clock,
      context.note,
    );
    const cells = PARTS.flatMap((part) =>
      OPERATIONS.map((operation) => {
        const status = matrix[part][operation];
        const works = status < 400;
        return { part, operation, status, works, told: told[part][operation] };
      })
    );
    if (cells.every((cell) => cell.told === undefined)) {
      return notStarted("the table is empty", "steps 1.4.1 to 1.4.4");
    }
    const wrong = cells.filter((cell) => cell.told !== cell.works);
    return wrong.length === 0 ? pass("16 of 16 cells", bound, matrix) : fail(
      `${16 - wrong.length} of 16 cells; not true: ` +
        wrong.map(({ part, operation }) => `${part}/${operation}`).join(", "),
      bound,
      "stop that part and try that operation again",
      matrix,
    );
  },
};

function noReport(): Finding {
  return notStarted(`there is no ${REPORT}`, "deno task lab start 1 writes it");
}
