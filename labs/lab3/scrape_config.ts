/**
 * prometheus.yml as far as step 3.1 looks at it, with the files that it takes
 * jobs and targets from.
 * @module
 */

import { z } from "zod";
import type { CheckContext } from "../../scripts/checks/mod.ts";
import { globPattern } from "../../scripts/lib/files/mod.ts";
import { parseYaml } from "../../scripts/lib/text/yaml/mod.ts";

/** Where Prometheus reads it from. */
export const CONFIG = "monitoring/prometheus/prometheus.yml";

/** A number of seconds without a unit is refused, by Prometheus as well. */
const Interval = z.string().optional();

const Group = z.looseObject({ targets: z.array(z.string()).default([]) });

const Job = z.looseObject({
  job_name: z.string(),
  scrape_interval: Interval,
  metrics_path: z.string().optional(),
  scheme: z.string().optional(),
  static_configs: z.array(Group).optional(),
  file_sd_configs: z.array(z.looseObject({ files: z.array(z.string()) }))
    .optional(),
  relabel_configs: z.array(z.looseObject({
    target_label: z.string().optional(),
  })).default([]),
});

const Global = z.looseObject({
  scrape_interval: Interval,
  evaluation_interval: Interval,
});

const Config = z.looseObject({
  global: Global.nullish(),
  scrape_configs: z.array(Job).default([]),
  scrape_config_files: z.array(z.string()).default([]),
});

/** A job. */
export type Job = Readonly<z.infer<typeof Job>>;

/** The configuration of Prometheus. */
export interface ScrapeConfig {
  readonly jobs: readonly Job[];
  readonly scrapeInterval: string | undefined;
  readonly evaluationInterval: string | undefined;
}

/** Reads it; or why it cannot be read. */
export async function readScrapeConfig(
  text: string,
  context: Pick<CheckContext, "read" | "files">,
): Promise<ScrapeConfig | string> {
  const main = parse(Config, text, CONFIG);
  if (typeof main === "string") return main;
  const { global, scrape_configs: jobs, scrape_config_files: others } = main;
  const more: Job[] = [];
  for (const [path, text] of await named(others, context)) {
    const read = parse(Config, text, path);
    if (typeof read === "string") return read;
    more.push(...read.scrape_configs);
  }
  return {
    jobs: [...jobs, ...more],
    scrapeInterval: global?.scrape_interval,
    evaluationInterval: global?.evaluation_interval,
  };
}

/**
 * The addresses of a job; undefined when only the running Prometheus knows them.
 */
export async function addressesOf(
  { static_configs, file_sd_configs, relabel_configs }: Job,
  context: Pick<CheckContext, "read" | "files">,
): Promise<readonly string[] | undefined> {
  const isRewritten = relabel_configs.some(({ target_label }) =>
    /^__(?:address|metrics_path|scheme)__$/.test(target_label ?? "")
  );
  if (isRewritten) return undefined;
  const own = static_configs?.flatMap(({ targets }) => targets);
  if (file_sd_configs === undefined) return own;
  const found = await named(
    file_sd_configs.flatMap(({ files }) => files),
    context,
  );
  if (found.length === 0) return undefined;
  const groups = found.map(([path, text]) => parse(z.array(Group), text, path));
  return [
    ...own ?? [],
    ...groups.flatMap((one) =>
      typeof one === "string" ? [] : one.flatMap(({ targets }) => targets)
    ),
  ];
}

/** Files by patterns that count from the folder of prometheus.yml. */
async function named(
  globs: readonly string[],
  { read, files }: Pick<CheckContext, "read" | "files">,
): Promise<readonly (readonly [string, string])[]> {
  const found: [string, string][] = [];
  for (const glob of globs) {
    const path = glob.startsWith("/")
      ? glob.slice(1)
      : `monitoring/prometheus/${glob.replace(/^\.\//, "")}`;
    for (const one of await files(globPattern(path))) {
      found.push([one, await read(one) ?? ""]);
    }
  }
  return found;
}

function parse<T>(
  schema: z.ZodType<T>,
  text: string,
  path: string,
): T | string {
  try {
    const read = schema.safeParse(parseYaml(text, path));
    if (read.success) return read.data;
    return `${path}: ${z.prettifyError(read.error).replaceAll(/\s+/g, " ")}`;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
