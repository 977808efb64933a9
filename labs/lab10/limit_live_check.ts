/**
 * The breaking point again: a step below the rate that held, a step above the
 * one that broke, on the system as it is.
 * @module
 */

import {
  type Check,
  couldNotVerify,
  fail,
  type Finding,
  notStarted,
  pass,
  reportOf,
  SELLS_NOTHING,
  stillSells,
} from "../../scripts/checks/mod.ts";
import {
  evidenceOf,
  evidenceOfStep,
  LIMIT,
  type LimitFile,
  type LimitStep,
} from "./evidence.ts";
import { LIMITING, misnamed, unsupported } from "./limit_check.ts";
import { ABOUT, sectionOf, valueOf } from "./markdown.ts";
import { fullestText } from "./resource.ts";
import { isInCluster, placeOf, SECONDS } from "./limit_place.ts";

/** Fewest orders without which a rate that holds says nothing. */
const FLOOR = 20;

/** Step 10.6. */
export const again: Check = {
  id: "10.6",
  task: 2,
  title: "the limit is there again, within a step, and so is what is full",
  hints: [
    "Is the shop as it was when you found the limit?",
    "A limit is a property of the shop, its resources and the machine together (Lecture " +
    "10, slide 7). Another limit, another pool or a busy machine moves it.",
    "Found at 90, and now 60 already breaks: a browser uses a core. Close it, or search " +
    "again from half of the limit and put the new file into the review.",
  ],
  measures:
    "a load below what held and one above what broke, and what is full then",
  tool: "the load generator, metrics of the services",
  catches: ["a limit that was made up", "a shop that was changed since"],
  async run(context) {
    const evidence = await evidenceOf(context);
    const { limit } = evidence;
    if (limit === undefined) {
      return notStarted(`there is no ${LIMIT}`, "step 10.2");
    }
    const problem = unsupported(limit);
    const section = sectionOf(await reportOf(context, 10) ?? "", ABOUT.load) ??
      "";
    const named = valueOf(section, LIMITING);
    if (problem !== undefined || named === undefined) {
      return notStarted(
        problem ?? "no limiting resource is named",
        "check 10.2, which must pass first",
      );
    }
    const { below, above } = ratesAround(limit);
    const place = await placeOf(context, evidence);
    context.note(
      `${below} and ${above} visits a second for ${SECONDS} s each ...`,
    );
    // A breaking rate has broken twice, because find-limit tries it again.
    const low = await place(below);
    const high = await place(above);
    const sells = await stillSells(
      context,
      isInCluster(evidence) ? "cluster" : "here",
    );
    return evaluateAgain({ low, high, named, sells });
  },
};

/** One step below what held, one above what broke. */
export function ratesAround({ steps, holds = 0, breaks = 0 }: LimitFile): {
  readonly below: number;
  readonly above: number;
} {
  const by = (steps[1]?.rate ?? 0) - (steps[0]?.rate ?? 0) || breaks - holds;
  return {
    below: holds - by >= by / 2 ? holds - by : holds / 2,
    above: breaks + by,
  };
}

/** Evaluates both steps. */
export function evaluateAgain(
  { low, high, named, sells }: {
    readonly low: LimitStep;
    readonly high: LimitStep;
    readonly named: string;
    /** Whether a customer could buy afterwards. */
    readonly sells: boolean;
  },
): Finding {
  const bound =
    `${low.rate} visits/s hold with at least ${FLOOR} orders, ${high.rate} break, ` +
    `and ${named} is used up then`;
  const measured = `${stepText(low)}; ${stepText(high)}; fullest ${
    fullestText(high.uses)
  }`;
  const samples = {
    low: evidenceOfStep(low),
    high: evidenceOfStep(high),
    named,
  };
  const look = `${LIMIT}, and the shop: is it as it was when you searched?`;
  const generator = high.uses.find(({ resource }) =>
    resource === "generator CPU"
  );
  if ((generator?.share ?? 0) >= 0.9) {
    return couldNotVerify(
      `the generator was used up: ${generator?.detail}`,
      bound,
      "other programs on this machine: end them, then check again",
    );
  }
  if (low.reasons.length > 0) {
    return fail(
      `${measured}; the lower one breaks: ${low.reasons[0]}`,
      bound,
      look,
      samples,
    );
  }
  if (high.reasons.length === 0) {
    return fail(`${measured}; the higher one holds, too`, bound, look, samples);
  }
  if (!sells) {
    return couldNotVerify(
      `${measured}; ${SELLS_NOTHING}`,
      bound,
      "deno task seed, which adds tickets; then check again",
    );
  }
  if (low.ordersPerSecond * SECONDS < FLOOR) {
    return couldNotVerify(
      `${measured}; too few orders to say anything`,
      bound,
      "deno task seed, which adds tickets; then check again",
    );
  }
  const wrong = misnamed(high, named);
  return wrong === undefined ? pass(measured, bound, samples) : fail(
    wrong,
    bound,
    "the uses of the last step in limit.json, and the resource that you name",
    samples,
  );
}

function stepText({ rate, p99, ordersPerSecond, reasons }: LimitStep): string {
  return `${rate} visits/s: p99 ${
    p99 ?? "-"
  } ms, ${ordersPerSecond} orders/s, ` +
    (reasons.length === 0 ? "holds" : "breaks");
}
