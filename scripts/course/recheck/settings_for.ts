/**
 * The deno.json of a tree with a student's services: they reach this machine
 * alone, and have no other right.
 * @module
 */

import { z } from "zod";

const Config = z.looseObject({
  permissions: z.record(z.string(), z.record(z.string(), z.unknown()))
    .default({}),
});

const Theirs = z.looseObject({
  permissions: z.looseObject({
    notifications: z.looseObject({
      env: z.union([
        z.array(z.string()),
        z.looseObject({ allow: z.array(z.string()) }),
      ]).optional(),
    }).optional(),
  }).optional(),
});

/** Services of the course, and the one that students add in Lab 11. */
const SERVICES = ["gateway", "events", "payments", "notifications"] as const;

const LOOPBACK: readonly string[] = ["127.0.0.1", "localhost"];

/** Names of variables of a service; the rest of the grader's are not theirs. */
const VARIABLE =
  /^(?:PORT|HOST|LOG_LEVEL|SHUTDOWN_\w+|APP_VERSION|FAULTS_TOKEN|NOTIFY_\w+)$/;

/**
 * @param ours the course's deno.json
 * @param theirs the student's, of which only names of variables are taken
 */
export function settingsFor(ours: string, theirs: string | undefined): string {
  const config = Config.parse(JSON.parse(ours));
  const names = variablesIn(theirs);
  if (names.length > 0) {
    config.permissions.notifications = { env: { allow: names } };
  }
  for (const name of SERVICES) {
    const set = config.permissions[name];
    if (set === undefined) continue;
    config.permissions[name] = { env: set.env ?? [], net: LOOPBACK };
  }
  return JSON.stringify(config, null, 2) + "\n";
}

function variablesIn(text: string | undefined): readonly string[] {
  try {
    const { permissions } = Theirs.parse(JSON.parse(text ?? "{}"));
    const env = permissions?.notifications?.env ?? [];
    return ("allow" in env ? env.allow : env).filter((one) =>
      VARIABLE.test(one)
    );
  } catch {
    return []; // no JSON, so no service of their own
  }
}
