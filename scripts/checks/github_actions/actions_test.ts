import assert from "node:assert/strict";
import { type ActionInputs, commandsOf } from "./actions.ts";
import { JOB_TOKEN, SECRET } from "./fake_github.ts";
import { mayDo, readWorkflow } from "./model.ts";

const SHA = "0123456789abcdef0123456789abcdef01234567";

function commands(
  uses: string,
  given: Readonly<Record<string, string>> = {},
  contents: ActionInputs["contents"] = "read",
): string {
  return commandsOf(uses, {
    fakeGitHub: {
      owners: [],
      folder: "/fake",
      env: {},
      commands: { allow: () => {} },
      remoteOf: (credential) => `/remote/${credential}`,
      commit: () => Promise.resolve(""),
      since: () => Promise.resolve([]),
      tip: () => Promise.resolve(""),
      has: () => Promise.resolve(true),
      fileAt: () => Promise.resolve(undefined),
      follow: () => Promise.resolve(),
      close: () => Promise.resolve(),
    },
    with: given,
    contents,
    sha: SHA,
  });
}

for (
  const [what, given, remote] of [
    ["no token", {}, "job"],
    ["the job's token", { token: JOB_TOKEN }, "job"],
    ["an empty token", { token: "" }, "job"],
    ["a secret", { token: SECRET }, "secret"],
  ] as const
) {
  Deno.test(`checkout with ${what} clones what the ${remote} may see`, () => {
    const script = commands("actions/checkout@v4", given);
    assert.ok(script.startsWith(`git clone --quiet '/remote/${remote}' '.'`));
  });
}

Deno.test("a job that may not read the repository cannot check it out by its own token", () => {
  assert.match(commands("actions/checkout@v4", {}, "none"), /exit 128$/);
  assert.match(
    commands("actions/checkout@v4", { token: SECRET }, "none"),
    /^git clone/,
  );
});

Deno.test("checkout takes the commit of the run, or the branch that is asked for", () => {
  assert.match(
    commands("actions/checkout@v4"),
    new RegExp(`checkout --quiet -B main ${SHA}\n`),
  );
  for (const ref of ["gitops", "refs/heads/gitops"]) {
    assert.match(
      commands("actions/checkout@v4", { ref }),
      /checkout --quiet -B 'gitops' origin\/'gitops'\n/,
    );
  }
});

Deno.test("without kept credentials a later push has nowhere to go", () => {
  const leaves = /remote set-url origin https:\/\/github\.com\//;
  assert.doesNotMatch(commands("actions/checkout@v4"), leaves);
  assert.match(
    commands("actions/checkout@v4", { "persist-credentials": "false" }),
    leaves,
  );
});

Deno.test("what a workflow writes is one word for the shell, whatever is in it", () => {
  const odd = 'it\'s $(rm -rf /) `x`; "y"';
  const script = commands("docker/login-action@v3", {
    registry: "ghcr.io",
    username: odd,
    password: "p",
  });
  assert.equal(
    script,
    `docker 'login' 'ghcr.io' '-u' 'it'\\''s $(rm -rf /) \`x\`; "y"' '-p' 'p'`,
  );
});

for (
  const [what, given, words] of [
    ["nothing", {}, "'buildx' 'build' '.'"],
    [
      "tags in lines and after commas",
      { tags: "a:1\n b:2 , c:3\n\n" },
      "'buildx' 'build' '--tag' 'a:1' '--tag' 'b:2' '--tag' 'c:3' '.'",
    ],
    ["a push", { push: "true" }, "'buildx' 'build' '--push' '.'"],
    ["no push", { push: "false" }, "'buildx' 'build' '.'"],
    [
      "a file, arguments and a folder",
      { file: "D", "build-args": "A=1", context: "svc" },
      "'buildx' 'build' '--file' 'D' '--build-arg' 'A=1' 'svc'",
    ],
  ] as const
) {
  Deno.test(`an image is built with ${what}`, () => {
    assert.equal(
      commands("docker/build-push-action@v6", given),
      `docker ${words}`,
    );
  });
}

for (
  const [tags, expected] of [
    [undefined, `ghcr.io/a/b:sha-${SHA.slice(0, 7)}`],
    ["type=sha", `ghcr.io/a/b:sha-${SHA.slice(0, 7)}`],
    ["type=sha,format=long,prefix=", `ghcr.io/a/b:${SHA}`],
    ["type=raw,value=v1", "ghcr.io/a/b:v1"],
    ["type=raw,value=v1\ntype=raw,value=v2", "ghcr.io/a/b:v1\nghcr.io/a/b:v2"],
  ] as const
) {
  Deno.test(`metadata with ${JSON.stringify(tags)} names the image in lower case`, () => {
    const given = {
      images: "ghcr.io/A/b",
      ...tags === undefined ? {} : { tags },
    };
    const script = commands("docker/metadata-action@v5", given);
    assert.ok(script.includes(`'${expected}' >> "$GITHUB_OUTPUT"`), script);
  });
}

Deno.test("what cannot be played is said, and what only prepares does nothing", () => {
  assert.throws(
    () =>
      commands("docker/metadata-action@v5", { images: "a", tags: "type=ref" }),
    /Cannot play docker\/metadata-action with tags type=ref/,
  );
  assert.equal(commands("denoland/setup-deno@v2"), "");
});

for (
  const [what, top, own, may] of [
    ["nothing said", "", "", "read"],
    ["all to read", "permissions: read-all", "", "read"],
    ["all to write", "permissions: write-all", "", "write"],
    ["one thing named", "permissions: { contents: write }", "", "write"],
    ["another thing named", "permissions: { packages: write }", "", "none"],
    ["nothing allowed", "permissions: {}", "", "none"],
    [
      "the job's own word",
      "permissions: write-all",
      "permissions: { contents: read }",
      "read",
    ],
    [
      "nothing of the job's own",
      "permissions: write-all",
      "permissions: {}",
      "none",
    ],
    [
      "the job's own word after a ban",
      "permissions: {}",
      "permissions: write-all",
      "write",
    ],
  ] as const
) {
  Deno.test(`with ${what} a job may ${may} contents`, () => {
    const text = `on: push\n${top}\njobs:\n  a:\n    ${own || "env: {}"}\n`;
    const workflow = readWorkflow(text, "ci.yml");
    const job = workflow.jobs.a;
    assert.ok(job);
    assert.equal(mayDo("contents", workflow, job), may);
  });
}

for (
  const [what, text, said] of [
    ["no jobs", "on: push\n", /ci\.yml[^]*jobs/],
    [
      "a permission that there is not",
      "on: push\npermissions: { contents: all }\njobs: {}\n",
      /permissions/,
    ],
    [
      "steps that are no list",
      "on: push\njobs: { a: { steps: x } }\n",
      /steps/,
    ],
    ["no YAML", "on: [push\n", /ci\.yml: line/],
  ] as const
) {
  Deno.test(`a workflow with ${what} is refused with its field`, () => {
    assert.throws(() => readWorkflow(text, "ci.yml"), said);
  });
}
