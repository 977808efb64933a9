/**
 * The student's rules, in whatever files and folders they are.
 * @module
 */

import { z } from "zod";
import type { CheckContext } from "../../../scripts/checks/mod.ts";
import { globPattern } from "../../../scripts/lib/files/mod.ts";
import { parsePromDuration } from "../../../scripts/lib/text/mod.ts";
import { parseYaml } from "../../../scripts/lib/text/yaml/mod.ts";
import { RECORDS } from "../series/facts.ts";

const CONFIG = "monitoring/prometheus/prometheus.yml";

const NAMES: readonly string[] = Object.values(RECORDS);

/** How often the rules of the lab are evaluated (ms). */
const INTERVAL_MS = 30_000;

/** The content of a file of rules, as far as checks look at it. */
const Rules = z.looseObject({
  groups: z.array(z.looseObject({
    name: z.string(),
    interval: z.string().optional(),
    rules: z.array(z.looseObject({ record: z.string().optional() })),
  })).min(1),
});

/**
 * Files of rules by path. A file is left out when Prometheus loads another one
 * that records the same.
 */
export async function ruleFiles(
  { files, read }: Pick<CheckContext, "files" | "read">,
): Promise<Readonly<Record<string, string>>> {
  const loaded = await loadedPaths(read);
  const found: Record<string, string> = {};
  for (const path of await files(/^monitoring\/.+\.(?:ya?ml|json|rules)$/)) {
    if (path === CONFIG || path.includes("/grafana/")) continue;
    const text = await read(path) ?? "";
    const isOwn = path.startsWith("monitoring/prometheus/") && isRules(text) ||
      NAMES.some((name) => text.includes(name)) && !isTest(text);
    if (isOwn) found[path] = text;
  }
  const isIn = (path: string) => loaded.some((pattern) => pattern.test(path));
  const recordedByLoaded = NAMES.filter((name) =>
    Object.entries(found).some(([path, text]) =>
      isIn(path) && text.includes(name)
    )
  );
  return Object.fromEntries(
    Object.entries(found).filter(([path, text]) =>
      isIn(path) || !recordedByLoaded.some((name) => text.includes(name))
    ),
  );
}

/**
 * A file that is no YAML is for promtool to refuse, if it was meant as rules.
 */
function isRules(text: string): boolean {
  return /^\s*["']?groups["']?\s*:/m.test(text) ||
    Rules.safeParse(parsed(text)).success;
}

function isTest(text: string): boolean {
  return /^\s*["']?(?:rule_files|scrape_configs)["']?\s*:/m.test(text);
}

const Config = z.looseObject({ rule_files: z.array(z.string()).default([]) });

/** Patterns of the paths that prometheus.yml loads, from the tree's root. */
async function loadedPaths(
  read: CheckContext["read"],
): Promise<readonly RegExp[]> {
  const { data } = Config.safeParse(parsed(await read(CONFIG) ?? ""));
  return (data?.rule_files ?? []).map((glob) =>
    globPattern(
      glob.startsWith("/")
        ? glob.slice(1) // compose mounts monitoring/ at the root
        : normal(`monitoring/prometheus/${glob}`),
    )
  );
}

/** A path without `.` and `..`. */
function normal(path: string): string {
  const parts: string[] = [];
  for (const part of path.split("/")) {
    if (part === "..") parts.pop();
    else if (part !== "." && part !== "") parts.push(part);
  }
  return parts.join("/");
}

/** Groups that record one of these and are evaluated more seldom than asked. */
export function slowGroups(
  files: Readonly<Record<string, string>>,
  records: ReadonlySet<string>,
): readonly string[] {
  return Object.values(files).flatMap((text) => {
    const { data } = Rules.safeParse(parsed(text));
    return (data?.groups ?? []).filter(({ interval, rules }) =>
      rules.some(({ record }) => records.has(record ?? "")) &&
      (parsePromDuration(interval ?? "") ?? 0) > 2 * INTERVAL_MS
    ).map(({ name, interval }) => `group ${name} every ${interval}`);
  });
}

/** Names that these files record. */
export function recordedIn(
  files: Readonly<Record<string, string>>,
): readonly string[] {
  return Object.values(files).flatMap((text) =>
    (Rules.safeParse(parsed(text)).data?.groups ?? [])
      .flatMap(({ rules }) => rules.flatMap(({ record }) => record ?? []))
  );
}

function parsed(text: string): unknown {
  try {
    return parseYaml(text);
  } catch {
    return undefined;
  }
}
