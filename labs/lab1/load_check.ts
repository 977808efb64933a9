/**
 * The load of Lab 1: an outage of payments, as the load generator has seen it.
 * @module
 */

import { plural } from "../../scripts/lib/text/mod.ts";
import {
  type Check,
  contradictionsIn,
  couldNotVerify,
  fail,
  type Finding,
  notStarted,
  pass,
} from "../../scripts/checks/mod.ts";
import {
  countOf,
  FAILURES,
  Summary,
} from "../../scripts/load/loadgen/result/mod.ts";

const LOAD = "submissions/lab1-load.json";

const COMMAND = `deno task loadgen --rps 5 --duration 30s --summary ${LOAD}`;

/** Shorter loads hold no outage and sales beside it (s). */
const MIN_SECONDS = 20;

/** Step 1.5. */
export const load: Check = {
  id: "1.5",
  task: 1,
  title: "a load shows the outage of payments, and the sales around it",
  hints: [
    "Does the load see sales before the outage, failed payments during it, and sales " +
    "after it?",
    "A load generator measures what customers see, second by second (Lecture 1, slide " +
    "12). The outage must be shorter than the load.",
    "For an outage of 20 s: start 60 s of load with --summary in one terminal; 20 s later " +
    "stop the part in another one; 20 s later start it again; wait for the end.",
  ],
  measures: "orders, and pays that failed for a while, second by second",
  tool: "the load generator's summary, each figure against the others",
  catches: [
    "a load in which nothing failed, or nothing was sold",
    "an outage of another part",
    "a summary that was written by hand",
  ],
  async run(context) {
    return evaluateLoad(await context.read(LOAD));
  },
};

/** Evaluates a summary of the load generator. */
function evaluateLoad(text: string | undefined): Finding {
  if (text === undefined) return notStarted(`there is no ${LOAD}`, "step 1.5");
  const bound = `at least ${MIN_SECONDS} s, with orders, and with pays that ` +
    "fail while the list is answered";
  const found = Summary.safeParse(parsed(text));
  if (!found.success) {
    return couldNotVerify(
      `${LOAD} is not a summary of deno task loadgen`,
      bound,
      COMMAND,
    );
  }
  const { data: summary } = found;
  const [contradiction] = contradictionsIn(summary);
  if (contradiction !== undefined) {
    return fail(
      `${LOAD} contradicts itself: ${contradiction}`,
      bound,
      `a new run, and leave its file as it is: ${COMMAND}`,
    );
  }
  const { run, orders, requests, steps, intervals, intervalMs } = summary;
  const failing = intervals.filter(({ tallies: { pay } }) =>
    pay !== undefined && countOf(pay.results, FAILURES) > 0
  );
  const pay = steps.pay?.failures ?? 0;
  const list = steps.list?.failures ?? 0;
  const measured =
    `${Math.round(run.seconds)} s, ${requests.count} requests, ` +
    `${plural(orders.completed, "order")}, ${plural(pay, "pay")} failed in ` +
    `${failing.length * intervalMs / 1000} s, ${plural(list, "list")} failed`;
  const samples = {
    seconds: run.seconds,
    requests: requests.count,
    failures: requests.failures,
    orders: orders.completed,
    pay,
    list,
  };
  const problem = run.seconds < MIN_SECONDS
    ? "the length of the load: it must include sales before and after the outage"
    : orders.completed === 0
    ? "when you stopped payments: customers must buy before and after the outage; if tickets are sold out, run deno task seed"
    : pay === 0
    ? "when you stopped payments: no pay failed while the load ran, so stop it after the load has begun"
    : list >= pay
    ? "the part that you stopped: without payments, customers still get the list"
    : undefined;
  return problem === undefined
    ? pass(measured, bound, samples)
    : fail(measured, bound, problem, samples);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
