/**
 * The analysis templates of a canary, and faster versions of them for trials.
 * @see https://argo-rollouts.readthedocs.io/en/stable/features/analysis/
 * @module
 */

import { stringify } from "yaml";
import { z } from "zod";
import {
  analysesOf,
  type Analysis,
  type Canary,
  type Kubectl,
} from "../../adapters/kubernetes/mod.ts";
import { third } from "../../lib/text/mod.ts";

const duration = z.union([z.string(), z.number()]).optional();

/** An AnalysisTemplate, as far as its times go. */
export const templateSchema = z.looseObject({
  kind: z.string(),
  metadata: z.looseObject({ name: z.string() }),
  spec: z.looseObject({
    args: z.array(
      z.looseObject({ name: z.string(), value: z.string().optional() }),
    ).default([]),
    metrics: z.array(z.looseObject({
      name: z.string(),
      initialDelay: duration,
      interval: duration,
      provider: z.looseObject({
        prometheus: z.looseObject({ query: z.string() }).optional(),
      }),
    })),
  }),
});

/** An AnalysisTemplate. */
export type AnalysisTemplate = z.infer<typeof templateSchema>;

/** Shortest times of an analysis on trial (s). */
const MIN = {
  /** Until a new pod has been found and scraped twice. */
  delay: 20,
  interval: 5,
  /** Three scrapes. */
  window: 15,
} as const;

/** The templates of a plan. @throws {CouldNotRun} naming one that is not there */
export async function templatesOf(
  kubectl: Kubectl,
  plan: Canary,
): Promise<readonly AnalysisTemplate[]> {
  const wanted = analysesOf(plan).flatMap(({ templates }) => templates);
  return await Promise.all(
    wanted.map(async ({ templateName, clusterScope }) =>
      templateSchema.parse(
        await kubectl.json([
          "get",
          clusterScope === true
            ? "clusteranalysistemplates"
            : "analysistemplates",
          templateName,
        ]),
      )
    ),
  );
}

/** The same analysis under another name, three times as fast. */
export function fasterTemplate(
  { spec, ...rest }: AnalysisTemplate,
  { name, analyses }: {
    readonly name: string;
    /** The step whose arguments override the template's own. */
    readonly analyses: readonly Analysis[];
  },
): Record<string, unknown> {
  const values = new Map(
    [...spec.args, ...analyses.flatMap(({ args }) => args)]
      .flatMap(({ name, value }) => value === undefined ? [] : [[name, value]]),
  );
  const resolved = (text: string): string =>
    text.replace(
      /\{\{\s*args\.([\w-]+)\s*\}\}/g,
      (all, arg) => values.get(arg) ?? all,
    );
  const quick = (time: string | number | undefined, least: number) =>
    typeof time === "string" ? third(resolved(time), least) : time;
  return {
    apiVersion: rest.apiVersion,
    kind: "AnalysisTemplate",
    metadata: { name, labels: { "app.kubernetes.io/part-of": TRIAL } },
    spec: {
      ...spec,
      metrics: spec.metrics.map(({ initialDelay, interval, ...metric }) => ({
        ...metric,
        ...initialDelay === undefined
          ? {}
          : { initialDelay: quick(initialDelay, MIN.delay) },
        ...interval === undefined
          ? {}
          : { interval: quick(interval, MIN.interval) },
        provider: metric.provider.prometheus === undefined ? metric.provider : {
          ...metric.provider,
          prometheus: {
            ...metric.provider.prometheus,
            query: fasterQuery(metric.provider.prometheus.query, resolved),
          },
        },
      })),
    },
  };
}

/** A range `[1m]`, or one that an argument gives. */
const RANGE = /\[(\d\w*|\{\{\s*args\.[\w-]+\s*\}\})(:[^\]]*)?\]/g;

function fasterQuery(
  query: string,
  resolved: (text: string) => string,
): string {
  return query.replace(
    RANGE,
    (_, window: string, resolution = "") =>
      `[${third(resolved(window), MIN.window)}${resolution}]`,
  );
}

/** Part of which everything is that only a trial needs. */
const TRIAL = "quickticket-test";

/** Applies templates for a trial. */
export async function applyTemplates(
  kubectl: Kubectl,
  templates: readonly Record<string, unknown>[],
): Promise<void> {
  const text = templates.map((one) => stringify(one)).join("---\n");
  if (text !== "") await kubectl.run(["apply", "-f", "-"], text);
}

/** Removes what {@link applyTemplates} has applied. */
export async function removeTemplates(kubectl: Kubectl): Promise<void> {
  const label = `app.kubernetes.io/part-of=${TRIAL}`;
  await kubectl.run(["delete", "analysistemplates", "-l", label]);
}

const Runs = z.object({
  items: z.array(z.looseObject({
    status: z.looseObject({
      phase: z.string().default(""),
      metricResults: z.array(z.looseObject({
        name: z.string(),
        phase: z.string().default(""),
        measurements: z.array(z.looseObject({
          value: z.string().optional(),
        })).default([]),
      })).default([]),
    }).default({ phase: "", metricResults: [] }),
  })),
});

/** How one analysis went. */
export interface AnalysisSeen {
  readonly phase: string;
  /** Values by metric, as they came. */
  readonly values: Readonly<Record<string, readonly string[]>>;
}

/** The analyses of a version, by the hash of its pods. */
export async function analysesSeen(
  kubectl: Kubectl,
  hash: string,
): Promise<readonly AnalysisSeen[]> {
  const label = `rollouts-pod-template-hash=${hash}`;
  const { items } = Runs.parse(
    await kubectl.json(["get", "analysisruns", "-l", label]),
  );
  return items.map(({ status }) => ({
    phase: status.phase,
    values: Object.fromEntries(
      status.metricResults.map(({ name, measurements }) => [
        name,
        measurements.map(({ value }) => value ?? "none"),
      ]),
    ),
  }));
}
