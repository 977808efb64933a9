/**
 * Evaluates an analysis of a version by the files alone: its queries are
 * asked of traffic that is made up, and its conditions evaluated.
 * @module
 */

import { z } from "zod";
import {
  analysesOf,
  objectsIn,
} from "../../scripts/adapters/kubernetes/mod.ts";
import { askSeries } from "../../scripts/adapters/prometheus/mod.ts";
import {
  type CheckContext,
  couldNotVerify,
  fail,
  type Finding,
  pass,
} from "../../scripts/checks/mod.ts";
import {
  ANYWHERE,
  nameOf,
  studentManifests,
} from "../../scripts/checks/manifests/mod.ts";
import { holds } from "./condition.ts";
import { evaluateWrittenPlans, writtenRollouts } from "./gateway_rollout.ts";
import { CANARY, STABLE, TRAFFIC, type Version } from "./traffic_series.ts";
import { evaluateJudged } from "./try_version.ts";

/** The course's own template. */
const GIVEN = "labs/lab7/analysis-template.yaml";

const templateSchema = z.looseObject({
  kind: z.enum(["AnalysisTemplate", "ClusterAnalysisTemplate"]),
  spec: z.looseObject({
    args: z.array(z.looseObject({
      name: z.string(),
      value: z.coerce.string().optional(),
    })).nullish().transform((one) => one ?? []),
    dryRun: z.array(z.looseObject({ metricName: z.string() })).nullish()
      .transform((one) => one ?? []),
    metrics: z.array(z.looseObject({
      name: z.string(),
      successCondition: z.string().optional(),
      failureCondition: z.string().optional(),
      failureLimit: z.coerce.number().optional(),
      count: z.coerce.number().optional(),
      provider: z.looseObject({
        prometheus: z.looseObject({ query: z.string() }).optional(),
      }),
    })),
  }),
});

type Template = z.infer<typeof templateSchema>;

/** The result of an analysis. */
export type Said = "success" | "failure" | "inconclusive" | "error";

/** The required result for each version. */
const MUST: Readonly<Record<Version, readonly Said[]>> = {
  good: ["success"],
  bad: ["failure"],
  untried: ["inconclusive"],
};

/** Whether the plan's analyses say of a version what they must. */
export async function writtenAnalysis(
  context: CheckContext,
  version: Version,
): Promise<Finding> {
  const planned = await evaluateWrittenPlans(context, evaluateJudged);
  if (planned.verdict !== "pass") return planned;
  const bound = `for ${TRAFFIC[version].words} the analysis says ${
    MUST[version].join(" or ")
  }`;
  const templates = await templatesOf(context);
  const { rollouts } = await writtenRollouts(context);
  const said: string[] = [];
  const outcomes: Said[] = [];
  for (const { spec } of rollouts) {
    for (const analysis of analysesOf(spec.strategy.canary ?? { steps: [] })) {
      for (const { templateName } of analysis.templates) {
        const template = templates.get(templateName);
        if (template === undefined) {
          return fail(
            `no file declares the AnalysisTemplate ${templateName}`,
            bound,
            GIVEN,
          );
        }
        const args = argsOf(template, analysis.args);
        if (typeof args === "string") {
          return fail(
            args,
            bound,
            "step B.1, and labs/lab7/analysis-template.yaml",
          );
        }
        for (const metric of template.spec.metrics) {
          if (isDry(template, metric.name)) continue;
          const found = await saidBy(context, metric, args, version);
          if (typeof found !== "string") return found;
          outcomes.push(found);
          said.push(`${metric.name}: ${found}`);
        }
      }
    }
  }
  const [worst = "error"] = WORST.filter((one) => outcomes.includes(one));
  const measured = `for ${TRAFFIC[version].words} the analysis says ${worst} (${
    said.join(", ") || "no metric decides"
  })`;
  return MUST[version].includes(worst)
    ? pass(measured, bound)
    : fail(measured, bound, "queries and conditions of the template");
}

/** The metric that decides a run first. */
const WORST: readonly Said[] = ["failure", "error", "inconclusive", "success"];

async function templatesOf(
  context: CheckContext,
): Promise<ReadonlyMap<string, Template>> {
  const { objects } = await studentManifests(context, ANYWHERE);
  const given = objectsIn(await context.read(GIVEN) ?? "", GIVEN);
  const all = [...given, ...objects.map(({ object }) => object)];
  return new Map(all.flatMap((object) => {
    const { data } = templateSchema.safeParse(object);
    return data === undefined ? [] : [[nameOf(object), data] as const];
  }));
}

const argSchema = z.looseObject({
  name: z.string(),
  value: z.coerce.string().optional(),
  valueFrom: z.looseObject({ podTemplateHashValue: z.string().optional() })
    .optional(),
});

/** The values of a template's arguments; or which one has none. */
function argsOf(
  { spec }: Template,
  given: readonly unknown[],
): ReadonlyMap<string, string> | string {
  const told = new Map(given.map((one) => {
    const { name, value, valueFrom } = argSchema.parse(one);
    const hash = valueFrom?.podTemplateHashValue;
    return [
      name,
      hash === "Latest" ? CANARY : hash === "Stable" ? STABLE : value,
    ] as const;
  }));
  const values = new Map<string, string>();
  for (const { name, value } of spec.args) {
    const own = told.get(name) ?? value;
    if (own === undefined) return `the argument ${name} has no value`;
    values.set(name, own);
  }
  return values;
}

function isDry({ spec }: Template, name: string): boolean {
  return spec.dryRun.some(({ metricName }) =>
    new RegExp(`^(?:${metricName})$`).test(name)
  );
}

/** The result of one metric for a version; a finding: it is unknown here. */
async function saidBy(
  context: CheckContext,
  metric: Template["spec"]["metrics"][number],
  args: ReadonlyMap<string, string>,
  version: Version,
): Promise<Said | Finding> {
  const filled = (text: string): string =>
    text.replaceAll(
      /\{\{\s*args\.([\w-]+)\s*\}\}/g,
      (whole, name) => args.get(name) ?? whole,
    );
  const bound = "a query of Prometheus, and conditions on its result";
  const query = metric.provider.prometheus?.query;
  if (query === undefined) {
    return couldNotVerify(
      `${metric.name} does not ask Prometheus`,
      bound,
      "step B.1, and labs/lab7/analysis-template.yaml",
    );
  }
  const answers = await askSeries(context, {
    rules: {},
    cases: [{ name: version, series: TRAFFIC[version].series }],
    questions: [{ series: version, expr: filled(query) }],
    step: "15s",
    at: "5m",
  });
  const [answer] = typeof answers === "string" ? [] : answers;
  if (answer === undefined || answer.kind === "refused") {
    const why = answer?.kind === "refused" ? answer.why : String(answers);
    return fail(
      `${metric.name}: ${why}`,
      bound,
      "the query of that metric; try it in the Prometheus of the cluster",
    );
  }
  const result = answer.samples.map(({ value }) => value);
  const [success, failure] = [
    metric.successCondition,
    metric.failureCondition,
  ].map((one) => one === undefined ? undefined : holds(filled(one), result));
  if (success === "unknown" || failure === "unknown") {
    return couldNotVerify(
      `${metric.name} has a condition with words that are not known here`,
      bound,
      "the condition; the check knows len, isNaN, default, comparisons, && and ||",
    );
  }
  const isForgiven = (metric.failureLimit ?? 0) >= (metric.count ?? Infinity);
  const said = outcomeOf(success, failure);
  return said === "failure" && isForgiven ? "success" : said;
}

/** As Argo Rollouts has it: what is neither is inconclusive. */
function outcomeOf(
  success: boolean | "error" | undefined,
  failure: boolean | "error" | undefined,
): Said {
  if (success === "error" || failure === "error") return "error";
  if (failure === true) return "failure";
  if (success === true) return "success";
  if (success === undefined) return "success";
  return failure === undefined ? "failure" : "inconclusive";
}
