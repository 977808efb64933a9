/**
 * A student's alerting, wherever it stands: Grafana's provisioning files, or
 * Prometheus's rules and Alertmanager's configuration.
 * @module
 */

import { z } from "zod";
import { parseYaml, YamlError } from "../../lib/text/yaml/mod.ts";
import type { AlertRule } from "./alert_rule.ts";
import {
  grafanaContacts,
  grafanaFile,
  grafanaRules,
  sourcesAsked,
} from "./grafana_files.ts";
import {
  alertmanagerContacts,
  alertmanagerFile,
  prometheusAlerts,
  type Recording,
  recordings,
  ruleFile,
} from "./prometheus_files.ts";
import { Untranslated } from "./grafana_step.ts";
import type { ContactPoint, Route } from "./routing.ts";

/** All settings that decide which receiver gets which alert. */
export interface Alerting {
  readonly rules: readonly AlertRule[];
  readonly recordings: readonly Recording[];
  readonly contacts: readonly ContactPoint[];
  /** The tree of policies; undefined: there is none. */
  readonly root: Route | undefined;
  /** The parts that cannot be read, each with its file. */
  readonly problems: readonly string[];
  /**
   * The settings that their own program accepts and this one cannot replay,
   * each with its file.
   */
  readonly untranslated: readonly string[];
}

/** Where Grafana reads it. */
const GRAFANA =
  /^monitoring\/grafana\/provisioning\/alerting\/.+\.(ya?ml|json)$/;

/** The metrics that queries may ask. */
const DATA_SOURCES =
  /^monitoring\/grafana\/provisioning\/datasources\/.+\.(ya?ml|json)$/;

const dataSources = z.looseObject({
  datasources: z.array(z.looseObject({ uid: z.string().optional() }))
    .default([]),
});

/** Where rules and Alertmanager's configuration may be. */
const PROMETHEUS =
  /^monitoring\/(alerts|alerting|alertmanager|prometheus)\/.+\.ya?ml$/;

/**
 * The files that come with the course: their series may be used, their alerts
 * do not count.
 */
const SHIPPED = /^monitoring\/rules\/.+\.ya?ml$/;

/** Files, and how they are read. */
interface Folder {
  files(pattern: RegExp): Promise<readonly string[]>;
  read(path: string): Promise<string | undefined>;
}

/** Reads all of it. */
export async function readAlerting(folder: Folder): Promise<Alerting> {
  const found = {
    rules: new Array<AlertRule>(),
    recordings: new Array<Recording>(),
    contacts: new Array<ContactPoint>(),
    routes: new Array<Route>(),
    problems: new Array<string>(),
    untranslated: new Array<string>(),
  };

  async function each(
    pattern: RegExp,
    take: (content: unknown, path: string) => void,
  ): Promise<void> {
    for (const path of await folder.files(pattern)) {
      try {
        take(parseYaml(await folder.read(path) ?? "", path), path);
      } catch (error) {
        if (!(error instanceof Error)) throw error;
        if (error instanceof Untranslated) {
          found.untranslated.push(`${path}: ${error.message}`);
          continue;
        }
        const reason = error instanceof z.ZodError
          ? z.prettifyError(error)
          : error.message;
        found.problems.push(
          error instanceof YamlError ? reason : `${path}: ${reason}`,
        );
      }
    }
  }

  const sources = new Set<string>();
  await each(DATA_SOURCES, (content) => {
    for (const { uid } of dataSources.parse(content ?? {}).datasources) {
      if (uid !== undefined) sources.add(uid);
    }
  });
  await each(GRAFANA, (content, path) => {
    if (
      Array.isArray(content) || (isObject(content) && "ruleGroup" in content)
    ) {
      throw new SyntaxError(
        "this is how Grafana's API lists rules, and Grafana does not provision " +
          "it; export the rules as YAML or JSON: apiVersion: 1, groups: ...",
      );
    }
    const file = grafanaFile.parse(content ?? {});
    found.contacts.push(...grafanaContacts(file));
    found.routes.push(...file.policies);
    const unknown = sources.size === 0
      ? []
      : sourcesAsked(file).filter(({ uid }) => !sources.has(uid));
    for (const { title, uid } of unknown) {
      found.problems.push(
        `${path}: the rule ${title} asks the data source ${uid}; Grafana here ` +
          `has ${[...sources].join(", ")}`,
      );
    }
    found.rules.push(...grafanaRules(file, path));
  });
  await each(PROMETHEUS, (content, path) => {
    if (isObject(content) && "route" in content) {
      const file = alertmanagerFile.parse(content);
      found.contacts.push(...alertmanagerContacts(file));
      found.routes.push(file.route);
    } else if (isObject(content) && "groups" in content) {
      const file = ruleFile.parse(content);
      found.rules.push(...prometheusAlerts(file, path));
      found.recordings.push(...recordings(file));
    }
  });
  await each(SHIPPED, (content) => {
    found.recordings.push(...recordings(ruleFile.parse(content)));
  });
  const { routes, ...rest } = found;
  return { ...rest, root: routes[0] };
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
