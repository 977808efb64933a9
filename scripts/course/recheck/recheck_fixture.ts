/**
 * Submissions to measure again, in a folder of their own.
 * @module
 */

import { dirname } from "node:path";
import { kitOf, textOf } from "../forgeries/kit.ts";
import { expectedHere } from "../lab/bundles/expected.ts";
import { labOf } from "../lab/labs.ts";

/** One submission. */
interface Handed {
  readonly student: string;
  readonly lab: number;
  /** Checks that are claimed to pass; all by default. */
  readonly passes?: readonly string[];
  /** Texts by path. */
  readonly files?: Readonly<Record<string, string>>;
}

/** Works with these submissions, and with a place for results. */
export async function withSubmissions<T>(
  all: readonly Handed[],
  work: (folder: string, out: string) => Promise<T>,
): Promise<T> {
  const place = await Deno.makeTempDir({ prefix: "recheck-test-" });
  const expected = expectedHere(Date.now());
  try {
    for (const [seed, { student, lab, passes, files = {} }] of all.entries()) {
      const other = labOf(lab === 3 ? 4 : 3);
      const checker = await expected.digestOf(lab);
      const kit = kitOf(labOf(lab), other, {
        seed,
        now: expected.now,
        checker,
      });
      const claims = kit.claims().map((claim) =>
        passes === undefined || passes.includes(claim.id ?? "")
          ? claim
          : { ...claim, verdict: "not_started" as const }
      );
      const bundle = textOf(await kit.bundle({ claims }));
      const name = `submissions/lab${lab}.evidence.json`;
      for (const [path, text] of Object.entries({ ...files, [name]: bundle })) {
        const file = `${place}/collected/${student}/${path}`;
        await Deno.mkdir(dirname(file), { recursive: true });
        await Deno.writeTextFile(file, text);
      }
    }
    return await work(`${place}/collected`, `${place}/out`);
  } finally {
    await Deno.remove(place, { recursive: true });
  }
}
