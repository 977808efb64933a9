/**
 * Tries every way to cheat on two labs, with bundles alone. An honest student
 * stands beside each, and must get what is due.
 * @module
 */

import { fromEvidence } from "../grade/from_evidence.ts";
import type { Expected } from "../lab/bundles/evaluate_bundles.ts";
import { expectedHere } from "../lab/bundles/expected.ts";
import { labOf } from "../lab/labs.ts";
import { FORGERIES } from "./classes.ts";
import type { Tried } from "./forgeries_document.ts";
import { type Kit, kitOf, textOf } from "./kit.ts";
import { writeForgery } from "./write_forgery.ts";

/** Labs that bundles are forged for. */
export const LABS_TRIED = [1, 5] as const;

/** A kit for one way to cheat; no two share anything. */
export async function kitFor(
  lab: number,
  seed: number,
  expected: Expected,
): Promise<Kit> {
  const checker = await expected.digestOf(lab);
  const about = { seed: seed * 20 + lab, now: expected.now, checker };
  return kitOf(labOf(lab), labOf(3), about);
}

/** @param now ms since the epoch */
export async function tryForgeries(now: number): Promise<readonly Tried[]> {
  const expected = expectedHere(now);
  const tried: Tried[] = [];
  for (const [i, forgery] of FORGERIES.entries()) {
    let [isCaught, points, said, isHonestPaid] = [true, 0, "", true];
    for (const lab of LABS_TRIED) {
      const folder = await Deno.makeTempDir({ prefix: "forgery-" });
      try {
        const honest = await (await kitFor(lab, 999, expected)).bundle();
        const file = `zoe/lab${lab}.evidence.json`;
        await writeForgery(folder, { files: { [file]: textOf(honest) } });
        const kit = await kitFor(lab, i, expected);
        await writeForgery(folder, await forgery.make(kit, "mallory"));
        const { lines, problems } = await fromEvidence(folder, expected);
        const isZoe = (line: readonly string[]) => line[0] === "zoe";
        isCaught &&= problems.length > 0;
        isHonestPaid &&= lines.some(isZoe);
        points += lines.filter((line) => !isZoe(line))
          .reduce((sum, line) => sum + Number(line[3]), 0);
        said ||= problems[0]?.replaceAll(`${folder}/`, "") ?? "";
      } finally {
        await Deno.remove(folder, { recursive: true });
      }
    }
    const { name, isVisible } = forgery;
    tried.push({ name, isVisible, isCaught, points, said, isHonestPaid });
  }
  return tried;
}
