// Runs with -P=test-system
import assert from "node:assert/strict";
import { openGit } from "./git.ts";

/** A repository of a user whose settings would all show in the results. */
async function withRepository(
  work: (folder: string, env: Record<string, string>) => Promise<void>,
): Promise<void> {
  const home = await Deno.makeTempDir();
  const folder = `${home}/repository`;
  await Deno.mkdir(`${home}/hooks`);
  await Deno.mkdir(`${home}/template/hooks`, { recursive: true });
  const hook = `#!/bin/sh\necho ran > ${home}/hook-ran\nexit 1\n`;
  for (const name of ["pre-commit", "post-checkout", "commit-msg"]) {
    await Deno.writeTextFile(`${home}/hooks/${name}`, hook, { mode: 0o755 });
  }
  const config = `${home}/config`;
  await Deno.writeTextFile(
    config,
    `[user]\n name = A\n email = a@b\n[color]\n ui = always\n` +
      `[core]\n pager = false\n hooksPath = ${home}/hooks\n` +
      `[log]\n showSignature = true\n follow = true\n` +
      `[diff]\n external = false\n noprefix = true\n relative = true\n` +
      `[commit]\n gpgSign = true\n[tag]\n gpgSign = true\n` +
      `[gpg]\n program = false\n[init]\n templateDir = ${home}/template\n` +
      `[status]\n showUntrackedFiles = no\n[column]\n ui = always\n` +
      `[clone]\n defaultRemoteName = upstream\n` +
      `[alias]\n log = status\n`,
  );
  const env = {
    GIT_CONFIG_GLOBAL: config,
    GIT_CONFIG_SYSTEM: "/dev/null",
    GIT_PAGER: "false",
  };
  try {
    const git = openGit(home, { env });
    await git.output("init", "--quiet", "--initial-branch=main", folder);
    await work(folder, env);
  } finally {
    await Deno.remove(home, { recursive: true });
  }
}

Deno.test("a person's settings and hooks change nothing", async () => {
  await withRepository(async (folder, env) => {
    const git = openGit(folder, { env });
    for (const text of ["one\n", "two\n"]) {
      await Deno.writeTextFile(`${folder}/später.md`, text);
      await git.output("add", "--all");
      await git.output("commit", "--quiet", "--message", text);
    }
    assert.equal(await git.output("ls-files"), "später.md");
    assert.equal(await git.output("log", "--format=%s"), "two\none");
    const diff = await git.output("diff", "HEAD^", "HEAD");
    assert.match(diff, /^--- a\/später.md$/m);
    assert.match(diff, /^\+two$/m);
    await assert.rejects(Deno.stat(`${folder}/../hook-ran`));
    await assert.rejects(Deno.stat(`${folder}/.git/hooks`));
    await git.output("tag", "--annotate", "--message=t", "v1");
    await Deno.writeTextFile(`${folder}/new.md`, "");
    assert.equal(await git.output("status", "--porcelain"), "?? new.md");
    await git.output("clone", "--quiet", folder, `${folder}/copy`);
    const copy = openGit(`${folder}/copy`, { env });
    assert.equal(await copy.output("remote"), "origin");
  });
});

Deno.test("what Git refuses is said, or is nothing where that is enough", async () => {
  await withRepository(async (folder, env) => {
    const git = openGit(folder, { env });
    assert.equal(await git.maybe("rev-parse", "--verify", "HEAD"), undefined);
    await assert.rejects(git.output("rev-parse", "--verify", "HEAD"), {
      name: "CouldNotRun",
      message: /git rev-parse --verify HEAD ended with 128: fatal: /,
    });
  });
});

Deno.test("a folder that is no clone is named, with what to do", async () => {
  const folder = await Deno.makeTempDir();
  try {
    const env = { GIT_CEILING_DIRECTORIES: `${folder}/..` };
    await assert.rejects(openGit(folder, { env }).output("status"), {
      name: "CouldNotRun",
      message: /is in no repository. Run this in a clone/,
    });
  } finally {
    await Deno.remove(folder);
  }
});

Deno.test("a machine without Git has nothing to say", async () => {
  const git = openGit(".", { env: { PATH: "/nowhere" } });
  assert.equal(await git.maybe("status"), undefined);
  await assert.rejects(git.run("status"), /not installed/);
});

Deno.test("a clone that belongs to another user is read like one's own", async () => {
  await withRepository(async (folder, env) => {
    // Git's own switch for its tests of this.
    const foreign = { ...env, GIT_TEST_ASSUME_DIFFERENT_OWNER: "1" };
    const git = openGit(folder, { env: foreign });
    assert.equal(await git.output("rev-parse", "--show-prefix"), "");
  });
});
