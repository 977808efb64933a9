/**
 * A student's alerting, wherever it stands: Grafana's provisioning files, or
 * Prometheus's rules and Alertmanager's configuration.
 * @module
 */

import { parse } from "yaml";
import { z } from "zod";
import type { AlertRule } from "./alert_rule.ts";
import { grafanaContacts, grafanaFile, grafanaRules } from "./grafana_files.ts";
import {
  alertmanagerContacts,
  alertmanagerFile,
  prometheusAlerts,
  type Recording,
  recordings,
  ruleFile,
} from "./prometheus_files.ts";
import type { ContactPoint, Route } from "./routing.ts";

/** All that says who is told what. */
export interface Alerting {
  readonly rules: readonly AlertRule[];
  readonly recordings: readonly Recording[];
  readonly contacts: readonly ContactPoint[];
  /** The tree of policies; undefined: there is none. */
  readonly root: Route | undefined;
  /** What cannot be read, each with its file. */
  readonly problems: readonly string[];
}

/** Where Grafana reads it. */
const GRAFANA =
  /^monitoring\/grafana\/provisioning\/alerting\/.+\.(ya?ml|json)$/;

/** Where rules and Alertmanager's configuration may be. */
const PROMETHEUS =
  /^monitoring\/(alerts|alerting|alertmanager|prometheus)\/.+\.ya?ml$/;

/** What comes with the course: its series may be used, its alerts do not count. */
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
  };

  async function each(
    pattern: RegExp,
    take: (content: unknown, path: string) => void,
  ): Promise<void> {
    for (const path of await folder.files(pattern)) {
      try {
        take(parse(await folder.read(path) ?? ""), path);
      } catch (error) {
        if (!(error instanceof Error)) throw error;
        const reason = error instanceof z.ZodError
          ? z.prettifyError(error)
          : error.message;
        found.problems.push(`${path}: ${reason}`);
      }
    }
  }

  await each(GRAFANA, (content, path) => {
    const file = grafanaFile.parse(content ?? {});
    found.contacts.push(...grafanaContacts(file));
    found.routes.push(...file.policies);
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
