/**
 * The facts about labs in this checkout, against which bundles are checked.
 * @module
 */

import { metricsCatalogue } from "../../../adapters/shop/metrics/mod.ts";
import { checkerDigest } from "../../../checks/mod.ts";
import { LABS } from "../labs.ts";
import { commitOf } from "./commit_of.ts";
import type { Expected } from "./evaluate_bundles.ts";

/** @param now ms since the epoch */
export function expectedHere(now: number): Expected {
  const digests = new Map<number, Promise<string>>();
  return {
    labs: LABS,
    digestOf(lab) {
      const digest = digests.get(lab) ?? checkerDigest(lab);
      digests.set(lab, digest);
      return digest;
    },
    commitOf,
    metrics: new Set(metricsCatalogue().map(({ name }) => name)),
    now,
  };
}
