/**
 * The dependency map of Lab 1's report, held against what services call.
 * @module
 */

import {
  type Check,
  fail,
  type Finding,
  notStarted,
  pass,
  reportOf,
  unreadable,
} from "../../scripts/checks/mod.ts";
import { arrowsIn, namesParts } from "./graph/arrows.ts";

const REPORT = "submissions/lab1.md";

/** The calls between the parts. */
const CALLS = [
  "gateway -> events",
  "gateway -> payments",
  "events -> postgres",
  "events -> redis",
];

const BOUND = "each call of services/*/config.ts, and no other";

/** Step 1.3. */
export const map: Check = {
  id: "1.3",
  task: 1,
  title: "the dependency map has every call and no other",
  hints: [
    "Whose address does a service need before it can call anybody? Where does it get that " +
    "address?",
    "An arrow goes from the caller to the callee (Lecture 1, slide 20). A part that only " +
    "answers has no arrow that begins at it, and a variable without a value means no " +
    "call.",
    "Take another shop: its orders service has STOCK_URL and MAIL_URL, and MAIL_URL has " +
    "no default. Its map has one line, orders -> stock.",
  ],
  measures: "the arrows of the report, against the calls of the services",
  tool: "our reader of Mermaid, tables, lists and lines with arrows",
  catches: [
    "an arrow the wrong way round",
    "a call that is missing",
    "a call that no service makes",
  ],
  async run(context) {
    return evaluateMap(await reportOf(context, 1));
  },
};

/** Evaluates the arrows of a report. */
function evaluateMap(report: string | undefined): Finding {
  if (report === undefined) {
    return notStarted(
      `there is no ${REPORT}`,
      "deno task lab start 1, which writes it",
    );
  }
  const arrows = arrowsIn(report);
  const found = new Set(
    arrows.filter(({ isDirected }) => isDirected)
      .map(({ from, to }) => `${from} -> ${to}`),
  );
  const bare = arrows.filter(({ isDirected }) => !isDirected);
  if (found.size === 0 || bare.length > 0) {
    return bare.length > 0 || namesParts(report)
      ? unreadable(
        bare.length > 0
          ? `a line without an arrowhead (${bare[0]?.from}, ${bare[0]?.to})`
          : "the map",
        "each call as caller -> callee, as a table or as a Mermaid flowchart",
        BOUND,
        `${REPORT}, step 1.3`,
      )
      : notStarted(
        `there is no map in ${REPORT}`,
        "step 1.3 of labs/lab1.md; write a line for each call, such as a -> b",
      );
  }
  const missing = CALLS.filter((call) => !found.has(call));
  const wrong = [...found].filter((call) => !CALLS.includes(call));
  if (missing.length + wrong.length === 0) {
    return pass(`${CALLS.length} calls`, BOUND, [...found]);
  }
  const turned = wrong.filter((call) =>
    CALLS.includes(call.split(" -> ").toReversed().join(" -> "))
  );
  const words = [
    ...missing.length > 0
      ? [
        `${missing.length} of ${CALLS.length} calls ${
          missing.length === 1 ? "is" : "are"
        } missing`,
      ]
      : [],
    ...wrong.length > 0
      ? [`no service makes these calls: ${wrong.join(", ")}`]
      : [],
    ...turned.length > 0 ? ["an arrow goes from the caller to the callee"] : [],
  ];
  return fail(
    words.join("; "),
    BOUND,
    "services/*/config.ts: which addresses does each service have?",
    [...found],
  );
}
