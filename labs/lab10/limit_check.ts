/**
 * The breaking point, as the student's own search found it.
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
} from "../../scripts/checks/mod.ts";
import {
  type Evidence,
  evidenceOf,
  evidenceOfStep,
  LIMIT,
  type LimitFile,
  type LimitStep,
} from "./evidence.ts";
import { ABOUT, sectionOf, valueOf } from "./markdown.ts";
import { numberIn, says } from "./quantities.ts";
import { fullestText, resourceIn, useThatBears } from "./resource.ts";
import { MIN_ORDERS } from "./steps_check.ts";

/** The reasons why a shop breaks, in the words of the load generator. */
export const EXPECTATIONS = ["errors.5xx<0.5%", "p99<500ms"] as const;
/** The names of the review's lines about the limit. */
const HOLDS = /^(?:it |still )?(?:holds?|held|hält|держит)|rate that holds/iu;
const BREAKS = /break(?:ing point|s)|bruchpunkt|предел|точка отказа/iu;

/** The line that names what was full. */
export const LIMITING =
  /limiting resource|bottleneck|engpass|узкое место|ограничивающ/iu;

/** Of them the longest p99 (ms). */
const P99_MS = 500;

/** Step 10.2. */
export const limit: Check = {
  id: "10.2",
  task: 1,
  title: "a breaking point, and the resource that metrics show full there",
  hints: [
    "Which resource was full when the objective broke, and which metric shows that?",
    "Beyond the knee a queue grows, and p99 grows with it (Lecture 10, slide 7). The last " +
    "step of the search breaks, and a share of 0.9 or more in its uses is full.",
    "Lines of a review: Holds: 80 visits/s. Breaking point: 90 visits/s. Limiting " +
    "resource: mail queue.",
  ],
  measures:
    "the steps of the search, the rates and the resource that the review names",
  tool: "`deno task loadgen find-limit`, report fields",
  catches: [
    "a limit that was never tried",
    "the network to blame",
    "the end of the generator",
  ],
  async run(context) {
    const report = await reportOf(context, 10);
    return evaluateLimit(await evidenceOf(context), report);
  },
};

/** Evaluates a search and what the review says of it. */
export function evaluateLimit(
  { limit, unreadable }: Pick<Evidence, "limit" | "unreadable">,
  report: string | undefined,
): Finding {
  const bound = "the last rate that holds, the first that breaks " +
    `(${EXPECTATIONS.join(", ")}), and a resource used up there`;
  if (unreadable.includes("limit.json")) {
    return couldNotVerify(
      `${LIMIT} is not what find-limit wrote`,
      bound,
      "deno task loadgen find-limit --json, whose output the file must hold",
    );
  }
  if (limit === undefined) {
    return notStarted(`there is no ${LIMIT}`, "step 10.2");
  }
  const section = sectionOf(report ?? "", ABOUT.load) ?? "";
  const named = valueOf(section, LIMITING);
  const holds = valueOf(section, HOLDS);
  const breaks = valueOf(section, BREAKS);
  if (named === undefined && holds === undefined && breaks === undefined) {
    return notStarted(
      "the review names no breaking point",
      "section 2 of the review",
    );
  }
  const look =
    `the uses of the last step in ${LIMIT}, and section 2 of the review`;
  const problem = unsupported(limit) ?? misquoted(limit, holds, breaks) ??
    misnamed(limit.steps.at(-1), named);
  const measured =
    `${limit.holds ?? "nothing"} holds, ${limit.breaks ?? "nothing"} breaks; ` +
    `fullest ${fullestText(limit.steps.at(-1)?.uses ?? [])}`;
  const samples = { ...limit, steps: limit.steps.map(evidenceOfStep) };
  return problem === undefined
    ? pass(`${measured}; named: ${named}`, bound, samples)
    : fail(problem, bound, look, samples);
}

/** Why a search shows no breaking point; undefined: it does. */
export function unsupported(limit: LimitFile): string | undefined {
  const { steps } = limit;
  for (const step of steps) {
    const problem = stepProblem(step);
    if (problem !== undefined) return `at ${step.rate} visits/s ${problem}`;
  }
  const rising = steps.every(({ rate }, i) =>
    i === 0 || rate > (steps[i - 1]?.rate ?? 0)
  );
  if (!rising) return "the rates of its steps do not rise";
  const first = steps.find(({ reasons }) => reasons.length > 0);
  const held = steps.filter(({ reasons }) => reasons.length === 0).at(-1);
  if (first === undefined) {
    return `nothing broke up to ${
      steps.at(-1)?.rate
    } visits/s: search again with a higher --to`;
  }
  if (held === undefined) {
    return `even ${first.rate} visits/s broke: search again with a lower --from`;
  }
  if (first !== steps.at(-1)) return "the search went on after it broke";
  return limit.holds === held.rate && limit.breaks === first.rate
    ? undefined
    : `its steps say ${held.rate} and ${first.rate}, its head says ${limit.holds} and ${limit.breaks}`;
}

/** The contradictions in a step. */
function stepProblem(step: LimitStep): string | undefined {
  const { rate, ordersPerSecond, p50, p99, reasons, failures, dropped } = step;
  if (p50 === null || p99 === null || p50 > p99) {
    return `the percentiles are ${p50} and ${p99} ms`;
  }
  const isSlow = p99 >= P99_MS;
  if (reasons.length === 0) {
    if (isSlow) return `p99 was ${p99} ms, and it is said to have held`;
    return ordersPerSecond < MIN_ORDERS * rate
      ? `only ${ordersPerSecond} orders/s: a rate that sells nothing does not count`
      : undefined;
  }
  if (reasons.every((reason) => /No order was completed/.test(reason))) {
    return "no order was completed: no customer could buy, and that is not a breaking point";
  }
  const said = reasons.map((reason) =>
    /p99<500ms: measured ([\d.]+)(m?s)/.exec(reason)
  )
    .find((match) => match !== null);
  if (said !== undefined && said !== null) {
    const ms = Number(said[1]) * (said[2] === "s" ? 1000 : 1);
    if (Math.abs(ms - p99) > 0.001 * p99 + 1) {
      return `p99 is ${p99} ms, and its reason says ${ms}`;
    }
  }
  return isSlow || failures > 0 || dropped > 0
    ? undefined
    : `it is said to have broken, with p99 ${p99} ms and no failure: nothing supports that`;
}

function misquoted(
  limit: LimitFile,
  holds: string | undefined,
  breaks: string | undefined,
): string | undefined {
  if (!says(breaks ?? "", limit.breaks ?? NaN)) {
    return `the review's breaking point is ${
      numberIn(breaks ?? "") ?? "missing"
    }, and limit.json measured another rate`;
  }
  return says(holds ?? "", limit.holds ?? NaN)
    ? undefined
    : `the review says that ${
      numberIn(holds ?? "") ?? "nothing"
    } holds, and limit.json measured another rate`;
}

/** Why the metrics of a step do not bear a name out. */
export function misnamed(
  step: Pick<LimitStep, "rate" | "uses"> | undefined,
  named: string | undefined,
): string | undefined {
  const claim = resourceIn(named ?? "");
  const uses = step?.uses ?? [];
  if (claim === undefined) {
    return `"${
      named ?? ""
    }" names no part and resource, such as redis CPU or mail pool`;
  }
  const generator = uses.find(({ resource }) => resource === "generator CPU");
  if (claim.part === "generator" || (generator?.share ?? 0) >= 0.9) {
    return `the generator itself was used up: ${
      generator?.detail ?? named
    }; search again with more --workers`;
  }
  return useThatBears(claim, uses) === undefined
    ? `at ${step?.rate} visits/s no metric shows "${named}" used up`
    : undefined;
}
