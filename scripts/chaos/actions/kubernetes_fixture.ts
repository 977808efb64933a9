/**
 * Actions on the cluster of a test.
 * @module
 */

import { fakeClock } from "../../../services/shared/clock_fake.ts";
import {
  type Kept,
  NAMESPACE,
  type TestCluster,
} from "../../adapters/kubernetes/api/cluster_fixture.ts";
import type { Prepared } from "../model/action_context.ts";
import { actionProvider } from "../model/action_providers.ts";
import { testShop } from "../shop_fixture.ts";
import { undoOne } from "../undo_one.ts";
import { prepare } from "./prepare.ts";

/** An action on the test's cluster, prepared. */
export async function prepared(
  raw: Readonly<Record<string, unknown>>,
  runId = "Run-1",
): Promise<Prepared> {
  return await prepare(actionProvider.parse({ type: "kubernetes", ...raw }), {
    target: {
      ...testShop().target,
      kind: "kubernetes",
      address: { kind: "kubernetes", namespace: NAMESPACE },
    },
    fetch,
    clock: fakeClock(),
    runId,
    ownerSeed: 7,
    ttlS: 30,
    namespace: NAMESPACE,
  });
}

/** Never aborted. */
export const signal = new AbortController().signal;

/** Does it and undoes it; what changed in between and what afterwards. */
export async function doAndUndo(
  cluster: TestCluster,
  { undo, inject }: Prepared,
): Promise<
  { readonly during: string; readonly after: string; readonly text: string }
> {
  const shown = () => JSON.stringify([...cluster.objects]);
  const text = await inject(signal);
  const during = shown();
  for (const one of undo) await undoOne(one, fetch);
  return { during, after: shown(), text };
}

/** The API server's objects before, without what the cluster itself adds. */
export function fill(
  cluster: TestCluster,
  ...objects: readonly (readonly [string, Kept])[]
): string {
  for (const [path, object] of objects) cluster.objects.set(path, object);
  return JSON.stringify([...cluster.objects]);
}

/** The same text without empty annotations, which a merge may leave behind. */
export function withoutEmpty(text: string): string {
  return text.replaceAll(',"annotations":{}', "");
}
