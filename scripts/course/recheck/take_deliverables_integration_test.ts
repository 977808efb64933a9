// Runs with -P=test-system
import assert from "node:assert/strict";
import { deliverablesMark, takeDeliverables } from "./take_deliverables.ts";

const GLOBS = ["submissions/lab9.md", "k8s/**", "deno.json", "migrations/**"];

/** Works with a student's tree and an empty one. */
async function withTrees(
  files: Readonly<Record<string, string | Uint8Array>>,
  work: (from: string, to: string) => Promise<void>,
): Promise<void> {
  const place = await Deno.makeTempDir({ prefix: "deliverables-" });
  try {
    for (const [path, content] of Object.entries(files)) {
      const folder = `${place}/from/${path}`.replace(/\/[^/]*$/, "");
      await Deno.mkdir(folder, { recursive: true });
      await Deno.writeFile(
        `${place}/from/${path}`,
        typeof content === "string"
          ? new TextEncoder().encode(content)
          : content,
      );
    }
    await Deno.mkdir(`${place}/to`);
    await work(`${place}/from`, `${place}/to`);
  } finally {
    await Deno.remove(place, { recursive: true });
  }
}

Deno.test("only what a lab asks for is taken", async () => {
  await withTrees({
    "k8s/a/gateway.yaml": "a",
    "submissions/lab9.md": "b",
    "submissions/lab9.evidence.json": "{}",
    "scripts/lib/cli/mod.ts": "evil",
    "deno.json": "{}",
    "k8s/node_modules/x.yaml": "c",
    "migrations/.git/config": "d",
  }, async (from, to) => {
    const { files, left } = await takeDeliverables(from, to, GLOBS);
    assert.deepEqual(files, ["k8s/a/gateway.yaml", "submissions/lab9.md"]);
    assert.deepEqual(left, []);
    await assert.rejects(Deno.stat(`${to}/scripts`));
  });
});

Deno.test("links, pipes and what is too large stay where they are", async () => {
  await withTrees({
    "k8s/big.yaml": new Uint8Array(5 * 1024 * 1024),
    "k8s/ok.yaml": "ok",
  }, async (from, to) => {
    await Deno.symlink("/etc/passwd", `${from}/k8s/link.yaml`);
    await Deno.symlink("/etc", `${from}/migrations`);
    await new Deno.Command("mkfifo", { args: [`${from}/k8s/pipe.yaml`] })
      .output();
    const { files, left } = await takeDeliverables(from, to, GLOBS);
    assert.deepEqual(files, ["k8s/ok.yaml"]);
    assert.deepEqual(left.toSorted(), [
      "k8s/big.yaml is too large, it has 5242880 bytes",
      "k8s/link.yaml is a link",
      "k8s/pipe.yaml is a pipe or a device",
    ]);
  });
});

Deno.test("the number of files is limited, and so is their depth", async () => {
  const many = Object.fromEntries(
    Array.from({ length: 1010 }, (_, i) => [`k8s/${i}.yaml`, "x"]),
  );
  await withTrees({ ...many, [`k8s/${"a/".repeat(20)}x.yaml`]: "deep" }, async (
    from,
    to,
  ) => {
    const { files, left } = await takeDeliverables(from, to, GLOBS);
    assert.equal(files.length, 1000);
    assert.deepEqual(left, ["more than 1000 files"]);
    assert.ok(!files.some((path) => path.includes("a/a/")));
  });
});

Deno.test("the mark changes with any file that would be taken, and no other", async () => {
  await withTrees({ "k8s/a.yaml": "a", "readme.md": "r" }, async (from) => {
    const before = await deliverablesMark(from, GLOBS);
    await Deno.writeTextFile(`${from}/readme.md`, "another");
    assert.equal(await deliverablesMark(from, GLOBS), before);
    await Deno.writeTextFile(`${from}/k8s/a.yaml`, "b");
    assert.notEqual(await deliverablesMark(from, GLOBS), before);
  });
});
