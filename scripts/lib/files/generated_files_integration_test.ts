// Runs with -P=test-system
import assert from "node:assert/strict";
import { writeGenerated } from "./generated_files.ts";

Deno.test("what a check finds to differ is what a run writes, and nothing differs then", async () => {
  const folder = await Deno.makeTempDir();
  try {
    const files = ["same", "other", "new/deep"].map((name) =>
      [`${folder}/${name}`, `text of ${name}`] as const
    );
    await Deno.writeTextFile(`${folder}/same`, "text of same");
    await Deno.writeTextFile(`${folder}/other`, "an older text");
    const told = await writeGenerated(files, { check: true });
    assert.equal(await Deno.readTextFile(`${folder}/other`), "an older text");
    await assert.rejects(Deno.stat(`${folder}/new`));
    const done = await writeGenerated(files, { check: false });
    assert.deepEqual(done, told);
    assert.deepEqual(done.differing, [`${folder}/other`, `${folder}/new/deep`]);
    for (const [path, text] of files) {
      assert.equal(await Deno.readTextFile(path), text);
    }
    const again = await writeGenerated(files, { check: true });
    assert.deepEqual(again.differing, []);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});
