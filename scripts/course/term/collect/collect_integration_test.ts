// Runs with -P=test-system
/**
 * Collecting forks of hostile people: real Git, real repositories.
 */
import assert from "node:assert/strict";
import { openGit } from "../../../lib/process/mod.ts";
import { collect, folderOf, type Taken } from "./collect.ts";
import { readSeen } from "./seen.ts";

const BOUNDS = { timeoutMs: 20_000, maxFiles: 50, maxBytes: 1_000_000 };
const ENV = {
  GIT_CONFIG_GLOBAL: "/dev/null",
  GIT_AUTHOR_NAME: "t",
  GIT_AUTHOR_EMAIL: "t@example.org",
  GIT_COMMITTER_NAME: "t",
  GIT_COMMITTER_EMAIL: "t@example.org",
};

/** Forks below a folder of its own. */
async function withForks(
  work: (at: {
    readonly folder: string;
    readonly collected: string;
    fork(
      name: string,
      files: Readonly<Record<string, string>>,
    ): Promise<string>;
    git(name: string, ...args: readonly string[]): Promise<string>;
    take(
      forks: Readonly<Record<string, string>>,
      bounds?: Partial<typeof BOUNDS>,
    ): Promise<readonly Taken[]>;
  }) => Promise<void>,
): Promise<void> {
  const folder = await Deno.makeTempDir();
  const collected = `${folder}/collected`;
  const git = (name: string, ...args: readonly string[]) =>
    openGit(`${folder}/${name}`, { env: ENV }).output(...args);
  let clock = Date.UTC(2026, 8, 1);
  try {
    await work({
      folder,
      collected,
      git,
      async fork(name, files) {
        await Deno.mkdir(`${folder}/${name}/submissions`, { recursive: true });
        for (const [path, text] of Object.entries(files)) {
          await Deno.writeTextFile(`${folder}/${name}/${path}`, text);
        }
        const isNew = await Deno.stat(`${folder}/${name}/.git`)
          .then(() => false, () => true);
        if (isNew) await git(name, "init", "--quiet");
        await git(name, "add", ".");
        await git(name, "commit", "--quiet", "--allow-empty", "-m", "x");
        return `file://${folder}/${name}`;
      },
      take: (forks, bounds = {}) =>
        collect(
          Object.entries(forks).map(([student, fork]) => ({
            student,
            fork,
            name: student,
          })),
          {
            folder: collected,
            bounds: { ...BOUNDS, ...bounds },
            jobs: 2,
            isLocal: true,
            now: () => clock += 3_600_000,
          },
        ),
    });
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

const how = (taken: readonly Taken[]) => taken.map((one) => one.how);
const BUNDLE = "submissions/lab1.evidence.json";

Deno.test("a fork is taken once, and again when it has changed", async () => {
  await withForks(async ({ fork, take, collected }) => {
    const ada = await fork("ada", { [BUNDLE]: "one" });
    assert.deepEqual(how(await take({ ada })), ["new"]);
    assert.deepEqual(how(await take({ ada })), ["unchanged"]);
    await fork("ada", { [BUNDLE]: "two" });
    assert.deepEqual(how(await take({ ada })), ["changed"]);
    assert.equal(await Deno.readTextFile(`${collected}/ada/${BUNDLE}`), "two");
    const seen = await readSeen(collected);
    assert.deepEqual(seen.map(({ lab }) => lab), [1, 1]);
    assert.ok((seen[0]?.at ?? "") < (seen[1]?.at ?? ""));
  });
});

Deno.test("one fork that cannot be reached stops no other", async () => {
  await withForks(async ({ fork, take, folder }) => {
    const ada = await fork("ada", { [BUNDLE]: "one" });
    const taken = await take({
      ada,
      bob: `file://${folder}/nowhere`,
      carl: "",
    });
    assert.deepEqual(how(taken), ["new", "failed", "no fork"]);
    assert.match(taken[1]?.reason ?? "", /nowhere/);
  });
});

Deno.test("what was interrupted is taken the next time", async () => {
  await withForks(async ({ fork, take, collected }) => {
    const ada = await fork("ada", { [BUNDLE]: "one" });
    await Deno.mkdir(`${collected}/ada.part/.git`, { recursive: true });
    await Deno.mkdir(`${collected}/ada/.git`, { recursive: true });
    assert.deepEqual(how(await take({ ada })), ["new"]);
    assert.equal(await Deno.readTextFile(`${collected}/ada/${BUNDLE}`), "one");
  });
});

Deno.test("only the newest commit is taken", async () => {
  await withForks(async ({ fork, take, collected }) => {
    await fork("ada", { [BUNDLE]: "one" });
    await fork("ada", { [BUNDLE]: "two" });
    await take({ ada: await fork("ada", { [BUNDLE]: "three" }) });
    const count = await openGit(`${collected}/ada`).output(
      ...["rev-list", "--count", "HEAD"],
    );
    assert.equal(count, "1");
  });
});

Deno.test("a link becomes a file, and leads nowhere", async () => {
  await withForks(async ({ fork, take, folder, collected }) => {
    await fork("ada", {});
    await Deno.symlink("/etc/passwd", `${folder}/ada/${BUNDLE}`);
    await take({ ada: await fork("ada", {}) });
    const { isSymlink } = await Deno.lstat(`${collected}/ada/${BUNDLE}`);
    assert.equal(isSymlink, false);
    assert.equal(
      await Deno.readTextFile(`${collected}/ada/${BUNDLE}`),
      "/etc/passwd",
    );
  });
});

Deno.test("no submodule is fetched, and no filter of a fork runs", async () => {
  await withForks(async ({ fork, git, take, folder, collected }) => {
    const inner = await fork("inner", { "a.txt": "a" });
    await fork("ada", {
      ".gitattributes": "*.txt filter=evil\n*.bin filter=lfs\n",
      ".lfsconfig": "[lfs]\n\turl = file:///nowhere\n",
      "x.txt": "x",
      "y.bin": "y",
    });
    await openGit(`${folder}/ada`, {
      env: { ...ENV, GIT_ALLOW_PROTOCOL: "file" },
    })
      .output("submodule", "--quiet", "add", inner, "sub");
    await git("ada", "commit", "--quiet", "-m", "sub");
    assert.deepEqual(how(await take({ ada: `file://${folder}/ada` })), ["new"]);
    assert.equal(await Deno.readTextFile(`${collected}/ada/x.txt`), "x");
    await assert.rejects(Deno.stat(`${collected}/ada/sub/a.txt`));
  });
});

Deno.test("a fork with too many files or bytes is not taken", async () => {
  await withForks(async ({ fork, take, collected }) => {
    const ada = await fork("ada", { "a.txt": "a", "b.txt": "b".repeat(5000) });
    const [many] = await take({ ada }, { maxFiles: 1 });
    assert.match(many?.reason ?? "", /it has 2 files, at most 1/);
    const [large] = await take({ ada }, { maxBytes: 1000 });
    assert.match(large?.reason ?? "", /MiB/);
    await assert.rejects(Deno.stat(`${collected}/ada`));
  });
});

for (
  const fork of [
    "ext::sh -c touch% /tmp/evil",
    "--upload-pack=touch /tmp/evil",
    "http://example.org/x.git",
    "/etc",
    "https://-oProxyCommand=x/y",
  ]
) {
  Deno.test(`${fork} is no address of a fork`, async () => {
    await withForks(async ({ take }) => {
      const [taken] = await take({ ada: fork });
      assert.equal(taken?.how, "failed");
      assert.match(taken?.reason ?? "", /no https or ssh address/);
    });
  });
}

Deno.test("no student's name leads out of the folder", () => {
  for (const name of ["../../etc", "..", ".git", "a/b", "-rf"]) {
    assert.doesNotMatch(folderOf(name), /[/\\]|^[.-]/, name);
  }
  assert.equal(folderOf("ada@example.org"), "ada@example.org");
});
