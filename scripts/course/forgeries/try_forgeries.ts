/**
 * Tries every way to cheat on two labs, with bundles alone.
 * @module
 */

import { fromEvidence } from "../grade/from_evidence.ts";
import { expectedHere } from "../lab/bundles/expected.ts";
import { labOf } from "../lab/labs.ts";
import { FORGERIES } from "./classes.ts";
import type { Tried } from "./forgeries_document.ts";
import { kitOf } from "./kit.ts";
import { writeForgery } from "./write_forgery.ts";

/** Labs that bundles are forged for. */
const LABS_TRIED = [1, 5] as const;

/** @param now ms since the epoch */
export async function tryForgeries(now: number): Promise<readonly Tried[]> {
  const expected = expectedHere(now);
  const tried: Tried[] = [];
  for (const [i, forgery] of FORGERIES.entries()) {
    let isCaught = true;
    let points = 0;
    let said = "";
    for (const lab of LABS_TRIED) {
      const folder = await Deno.makeTempDir({ prefix: "forgery-" });
      try {
        const checker = await expected.digestOf(lab);
        const seed = i * 20 + lab;
        const kit = kitOf(labOf(lab), labOf(3), { seed, now, checker });
        await writeForgery(folder, await forgery.make(kit, "mallory"));
        const { lines, problems } = await fromEvidence(folder, expected);
        isCaught &&= problems.length > 0;
        points += lines.reduce((sum, line) => sum + Number(line[3]), 0);
        said ||= problems[0]?.replaceAll(`${folder}/`, "") ?? "";
      } finally {
        await Deno.remove(folder, { recursive: true });
      }
    }
    const { name, isVisible } = forgery;
    tried.push({ name, isVisible, isCaught, points, said });
  }
  return tried;
}
