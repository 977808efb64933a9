/**
 * Argo CD's Application of the shop: what it follows, what it has delivered.
 * @module
 */

import { z } from "zod";
import type { CheckContext } from "../../scripts/checks/mod.ts";
import { CouldNotRun } from "../../scripts/lib/cli/mod.ts";

const time = z.iso.datetime();

const Source = z.looseObject({
  repoURL: z.string(),
  targetRevision: z.string().default("HEAD"),
  path: z.string().default("."),
});

const Application = z.looseObject({
  metadata: z.looseObject({
    name: z.string(),
    namespace: z.string(),
    annotations: z.record(z.string(), z.string()).default({}),
  }),
  spec: z.looseObject({
    source: Source.optional(),
    sources: z.array(Source).default([]),
    destination: z.looseObject({ namespace: z.string().default("default") }),
    syncPolicy: z.looseObject({
      automated: z.looseObject({
        enabled: z.boolean().default(true),
        selfHeal: z.boolean().default(false),
      }).nullish(),
    }).nullish(),
  }),
  status: z.looseObject({
    sync: z.looseObject({
      status: z.string().default("Unknown"),
      revision: z.string().default(""),
    })
      .default({ status: "Unknown", revision: "" }),
    health: z.looseObject({
      status: z.string().default("Unknown"),
      lastTransitionTime: time.optional(),
    }).default({ status: "Unknown" }),
    history: z.array(z.looseObject({
      revision: z.string().default(""),
      deployedAt: time,
      initiatedBy: z.looseObject({ automated: z.boolean().default(false) })
        .default({
          automated: false,
        }),
    })).default([]),
    conditions: z.array(
      z.looseObject({ type: z.string(), message: z.string().default("") }),
    )
      .default([]),
    resources: z.array(z.looseObject({
      kind: z.string(),
      name: z.string(),
      status: z.string().optional(),
    })).default([]),
  }).default({
    sync: { status: "Unknown", revision: "" },
    health: { status: "Unknown" },
    history: [],
    conditions: [],
    resources: [],
  }),
});

/** One. */
export type Application = z.infer<typeof Application>;

const List = z.object({ items: z.array(Application) });

/** Longest wait until Argo CD has looked at Git once more (ms). */
const REFRESH_MS = 60_000;

const REFRESH = "argocd.argoproj.io/refresh";

/** The Application that brings the shop; undefined: nothing does. */
export async function applicationOf(
  { kubectl }: Pick<CheckContext, "kubectl">,
): Promise<Application | undefined> {
  const crd = await kubectl.run([
    ...[
      "get",
      "crd",
      "applications.argoproj.io",
      "--ignore-not-found",
      "-o",
      "name",
    ],
  ]);
  if (crd === "") return undefined;
  const { items } = List.parse(
    await kubectl.json(["get", "applications.argoproj.io", "-A"]),
  );
  return items.find(({ status }) =>
    status.resources.some(({ name }) => name === "gateway")
  ) ??
    items.find(({ metadata }) => metadata.name === "quickticket");
}

/**
 * The same, after Argo CD has asked Git anew: what it says is of now.
 * @throws {CouldNotRun} when it does not ask
 */
export async function refreshed(
  { kubectl, clock }: Pick<CheckContext, "kubectl" | "clock">,
): Promise<Application | undefined> {
  const found = await applicationOf({ kubectl });
  if (found === undefined) return undefined;
  const { name, namespace } = found.metadata;
  await kubectl.run([
    ...["annotate", "applications.argoproj.io", name, "-n", namespace],
    ...["--overwrite", `${REFRESH}=normal`],
  ]);
  const began = clock.monotonic();
  for (;;) {
    const now = await applicationOf({ kubectl });
    if (now === undefined || !(REFRESH in now.metadata.annotations)) return now;
    if (clock.monotonic() - began > REFRESH_MS) {
      throw new CouldNotRun(
        `Cannot judge ${name}: Argo CD has not looked at it for ${
          REFRESH_MS / 1000
        } s; ` +
          "kubectl get pods -n argocd",
      );
    }
    await clock.sleep(500);
  }
}

/**
 * Waits until it is Synced and Healthy.
 * @returns it as it is then, or as it was at the end of the time
 */
export async function settled(
  context: Pick<CheckContext, "kubectl" | "clock">,
  withinMs: number,
): Promise<Application | undefined> {
  const began = context.clock.monotonic();
  for (;;) {
    const now = await applicationOf(context);
    if (now === undefined || isWell(now)) return now;
    if (context.clock.monotonic() - began > withinMs) return now;
    await context.clock.sleep(1000);
  }
}

/** Whether what runs is what Git says, and works. */
export function isWell({ status }: Application): boolean {
  return status.sync.status === "Synced" && status.health.status === "Healthy";
}

/** The source that it follows: one source, or the first of some. */
export function sourceOf(
  { spec }: Application,
): z.infer<typeof Source> | undefined {
  return spec.source ?? spec.sources[0];
}

/** Its policy, when it acts by itself. */
export function automationOf(
  { spec }: Application,
): { readonly selfHeal: boolean } | undefined {
  const automated = spec.syncPolicy?.automated ?? undefined;
  return automated?.enabled === true ? automated : undefined;
}

/** "Synced, Healthy at 3f2a9c1", and what it complains about. */
export function stateOf({ status }: Application): string {
  const { sync, health, conditions } = status;
  const at = sync.revision === "" ? "" : ` at ${sync.revision.slice(0, 7)}`;
  const complaints = conditions.map(({ type, message }) =>
    `; ${type}: ${message.slice(0, 200)}`
  );
  return `${sync.status}, ${health.status}${at}${complaints.join("")}`;
}
