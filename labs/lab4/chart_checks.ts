/**
 * Steps B.1 to B.3: a chart that renders the shop, sells, and goes back.
 * @module
 */

import { parseYaml } from "../../scripts/lib/text/yaml/mod.ts";
import {
  type Check,
  type CheckContext,
  fail,
  type Finding,
  notStarted,
  pass,
} from "../../scripts/checks/mod.ts";
import { CouldNotRun } from "../../scripts/lib/cli/mod.ts";
import { chartFolder, rendered, valuePaths } from "./chart.ts";
import { type Declared, PARTS } from "./declared.ts";
import { evaluateProbes } from "./probe_check.ts";

/** A number of replicas that no student has by chance. */
const TRIED_REPLICAS = 7;

/** A tag that no student has by chance. */
const TRIED_TAG = "tried-0123abc";

/** The rendered objects of a chart, and the effect of its values. */
export interface Chart {
  readonly parts: readonly Declared[];
  /** Values named replicas or the like that change a number of replicas. */
  readonly replicas: readonly string[];
  /** Values named tag or image that change an image. */
  readonly images: readonly string[];
}

/** Step B.1. */
export const chart: Check = {
  id: "B.1",
  task: 0,
  title: "the chart renders all five parts, and its values change them",
  hints: [
    "Which of the five parts is missing in what helm template prints, or which value " +
    "changes nothing?",
    "A template loops over a list of values, and every value must be used in some " +
    "template (Lecture 4, slide 11).",
    "replicas: {{ $service.replicas }} inside range $name, $service := .Values.services, " +
    "and in values.yaml services: { mail: { replicas: 1 } }.",
  ],
  measures: "what the chart renders to, and what its values change",
  tool: "helm template",
  catches: [
    "a part that is not rendered",
    "a value that no template uses",
    "probes that step 4.9 refuses",
  ],
  async run(context) {
    const folder = await chartFolder(context);
    if (folder === undefined) {
      return notStarted("there is no chart/Chart.yaml", "step B.1");
    }
    const { parts } = await rendered(context, folder).catch(told);
    if (typeof parts === "string") {
      return fail(parts, "a chart that helm renders", `helm lint ${folder}`);
    }
    const values: unknown = parseYaml(
      await context.read(`${folder}/values.yaml`) ?? "",
    );
    return evaluateChart({
      parts,
      replicas: await changing(context, folder, {
        paths: valuePaths(values, /replica/i),
        value: String(TRIED_REPLICAS),
        isSeen: ({ replicas }) => replicas === TRIED_REPLICAS,
      }),
      images: await changing(context, folder, {
        paths: valuePaths(values, /tag$|image/i),
        value: TRIED_TAG,
        isSeen: ({ image }) => image.includes(TRIED_TAG),
      }),
    });
  },
};

/** The message of helm about a chart that it cannot render. */
function told(error: unknown): { readonly parts: string } {
  // Without helm nothing is known of the chart.
  if (error instanceof CouldNotRun && error.message.startsWith("helm ")) {
    return { parts: error.message };
  }
  throw error;
}

/** The values that really change something. */
async function changing(
  context: CheckContext,
  folder: string,
  { paths, value, isSeen }: {
    readonly paths: readonly string[];
    readonly value: string;
    readonly isSeen: (part: Declared) => boolean;
  },
): Promise<readonly string[]> {
  const found: string[] = [];
  for (const path of paths) {
    const { parts } = await rendered(context, folder, { [path]: value });
    if (parts.some(isSeen)) found.push(path);
  }
  return found;
}

/** Evaluates what a chart renders to. */
export function evaluateChart({ parts, replicas, images }: Chart): Finding {
  const bound = "a workload of each of " + PARTS.join(", ") +
    ", probes as in step 4.9, and " +
    "values that change replicas and images";
  const missing = PARTS.filter((part) =>
    !parts.some((one) => one.part === part)
  );
  const probes = missing.length > 0 ? undefined : evaluateProbes(parts);
  const problems = [
    ...missing.length > 0 ? [`not rendered: ${missing.join(", ")}`] : [],
    ...probes !== undefined && probes.verdict !== "pass"
      ? [probes.measured]
      : [],
    ...replicas.length === 0 ? ["no value changes a number of replicas"] : [],
    ...images.length === 0 ? ["no value changes an image"] : [],
  ];
  const measured = `${parts.length} parts; ${
    [...replicas, ...images].join(", ")
  }`;
  return problems.length === 0
    ? pass(measured, bound, { replicas, images })
    : fail(
      problems.join("; "),
      bound,
      "the output of helm template chart, and chart/values.yaml",
      {
        parts,
        replicas,
        images,
      },
    );
}
