/**
 * The deliveries and rollbacks: Argo CD's history beside Git's.
 * @module
 */

import type { CheckContext } from "../../scripts/checks/mod.ts";
import { type Application, sourceOf } from "./application.ts";
import { committedAt, imagesNewIn, isBefore, objectAt } from "./commits.ts";

/** A commit that reached the cluster, and the one that took it back. */
export interface TakenBack {
  /** The commit that brought the images. */
  readonly bad: string;
  /** Images that it asked for and its parent did not. */
  readonly images: readonly string[];
  /** When Argo CD had applied it (ms). */
  readonly badAt: number;
  /** The commit after which the folder is as it was; undefined: none yet. */
  readonly revert: string | undefined;
  /** When that was committed (ms). */
  readonly revertedAt: number | undefined;
  /** When Argo CD had applied it, or was well again (ms). */
  readonly healthyAt: number | undefined;
  /** Whether Argo CD did so by itself. */
  readonly isAutomatic: boolean;
}

/** Each delivery that brought new images, newest first, and what took it back. */
export async function takenBack(
  context: Pick<CheckContext, "program">,
  application: Application,
): Promise<readonly TakenBack[]> {
  const path = sourceOf(application)?.path ?? ".";
  const { history, health } = application.status;
  const found: TakenBack[] = [];
  for (const [i, { revision, deployedAt }] of history.entries()) {
    const images = await imagesNewIn(context, revision, path);
    if (images.length === 0) continue;
    const before = await objectAt(context, `${revision}^`, path);
    let one: TakenBack = {
      bad: revision,
      images,
      badAt: Date.parse(deployedAt),
      revert: undefined,
      revertedAt: undefined,
      healthyAt: undefined,
      isAutomatic: false,
    };
    for (const [j, later] of history.slice(i + 1).entries()) {
      const isSame = before !== undefined &&
        before === await objectAt(context, later.revision, path);
      if (!isSame || !await isBefore(context, revision, later.revision)) {
        continue;
      }
      const applied = Date.parse(later.deployedAt);
      const isLast = i + 1 + j === history.length - 1;
      const well = isLast && health.status === "Healthy"
        ? Date.parse(health.lastTransitionTime ?? "")
        : NaN;
      one = {
        ...one,
        revert: later.revision,
        revertedAt: await committedAt(context, later.revision),
        healthyAt: Math.max(applied, Number.isNaN(well) ? 0 : well),
        isAutomatic: later.initiatedBy.automated,
      };
      break;
    }
    found.push(one);
  }
  return found.toReversed();
}
