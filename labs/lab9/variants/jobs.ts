/**
 * CronJobs of backups, made of the solution's.
 * @module
 */

import { edited, type Listed } from "../../../scripts/checks/variants/mod.ts";

const JOB = "k8s/backup.yaml";

/** The script of the solution, as it stands there. */
const SCRIPT = / {20}file="[^]*?done\n/;

type Edit = readonly [string | RegExp, string];

function form(
  kind: Listed["kind"],
  name: string,
  edits: readonly Edit[],
): Listed {
  return {
    name: `${name} (backup)`,
    kind,
    steps: ["B.2"],
    change: edited(JOB, (text) =>
      edits.reduce((all, [from, to]) => {
        const next = all.replace(from, () => to);
        if (next === all) throw new Error(`${name}: ${from} is not there`);
        return next;
      }, text)),
  };
}

/** Another script in the place of the solution's. */
export function script(...lines: readonly string[]): Edit {
  return [SCRIPT, lines.map((line) => `${" ".repeat(20)}${line}\n`).join("")];
}

/** A form that is as good. */
export function same(name: string, ...edits: readonly Edit[]): Listed {
  return form("equivalent", name, edits);
}

/** A form that is wrong. */
export function wrong(name: string, ...edits: readonly Edit[]): Listed {
  return form("neighbour", name, edits);
}
