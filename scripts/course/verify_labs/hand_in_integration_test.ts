// Runs with -P=read-only
/** Reports of the solutions are complete, so `lab evidence` seals them unasked. */

import assert from "node:assert/strict";
import { readText } from "../../lib/files/mod.ts";
import { handInOf } from "../lab/hand_in.ts";
import { LABS } from "../lab/labs.ts";

for (const lab of LABS) {
  Deno.test(`the report of lab ${lab.lab}'s solution lacks nothing`, async () => {
    const read = (file: string) =>
      readText(`labs/lab${lab.lab}/solution/${file}`);
    const { missing } = handInOf(lab, {
      report: await read(`submissions/lab${lab.lab}.md`),
      forms: await Promise.all((lab.forms ?? []).map(({ file }) => read(file))),
      found: () => true,
    });
    assert.deepEqual(missing, []);
  });
}
