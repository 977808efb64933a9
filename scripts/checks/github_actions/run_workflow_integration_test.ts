// Runs with -P=test-system
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { readWorkflow } from "./model.ts";
import { type Run, runWorkflow } from "./run_workflow.ts";
import { type FakeGitHub, openFakeGitHub } from "./fake_github.ts";

const FILES: Readonly<Record<string, string>> = {
  "services/Dockerfile": "FROM scratch\n",
  "deno.json": JSON.stringify({ tasks: { ok: "deno lint && deno test" } }),
  "k8s/a.yaml": "image: ghcr.io/some-student/a:old\n",
};

/** A workflow that builds, as a student would begin with it. */
const BEGINNING = `
on: { push: { branches: [main] } }
permissions: { contents: write, packages: write }
jobs:
  all:
    runs-on: ubuntu-24.04
    steps:
      - uses: actions/checkout@v5
      - run: deno task ok
      - uses: docker/login-action@v3
        with:
          registry: ghcr.io
          username: \${{ github.actor }}
          password: \${{ secrets.GITHUB_TOKEN }}
      - run: |
          image=ghcr.io/\${GITHUB_REPOSITORY_OWNER,,}/a:$GITHUB_SHA
          docker build -f services/Dockerfile -t $image .
          docker push $image
      - run: |
          sed -i "s/:old/:$GITHUB_SHA/" k8s/a.yaml
          git config user.name bot; git config user.email bot@example.com
          git commit -qam "ci: $GITHUB_SHA"
          git push -q
`;

describe("a workflow is run as GitHub would", () => {
  let fakeGitHub: FakeGitHub;
  before(async () => {
    fakeGitHub = await openFakeGitHub(Object.keys(FILES), {
      commands: { allow: () => {} },
      read: (path) => Promise.resolve(FILES[path]),
      env: (name) => Deno.env.get(name),
    });
  });
  after(() => fakeGitHub.close());

  async function run(text: string, broken?: "lint" | "test"): Promise<Run> {
    const message = "feat: a";
    const sha = await fakeGitHub.commit(message, {
      "k8s/a.yaml": `${FILES["k8s/a.yaml"]}# ${text.length}\n`,
    });
    return await runWorkflow(fakeGitHub, readWorkflow(text, "ci.yml"), {
      sha,
      event: {
        name: "push",
        branch: "main",
        message,
        paths: [],
        isByJob: false,
      },
      ...broken === undefined ? {} : { broken },
    });
  }
  const changed = (from: string, to: string) => {
    assert.ok(BEGINNING.includes(from), from);
    return BEGINNING.replace(from, to);
  };

  it("an image is pushed under its commit, and a commit arrives by the job's token", async () => {
    const { sha, pushed, commits, problems } = await run(BEGINNING);
    assert.deepEqual(problems, []);
    assert.deepEqual(pushed, [`ghcr.io/some-student/a:${sha}`]);
    assert.deepEqual(
      commits.map(({ message, isByJob }) => [message, isByJob]),
      [[`ci: ${sha}`, true]],
    );
    const [{ sha: arrived } = { sha: "" }] = commits;
    assert.match(
      await fakeGitHub.fileAt("job", arrived, "k8s/a.yaml") ?? "",
      new RegExp(sha),
    );
  });

  it("a matrix that a job before writes is played row by row", async () => {
    const { sha, pushed, problems } = await run(
      changed(
        "jobs:\n  all:\n",
        `jobs:
  list:
    runs-on: ubuntu-24.04
    outputs: { all: "\${{ steps.l.outputs.all }}" }
    steps: [{ id: l, run: "echo 'all=[1, 2]' >> $GITHUB_OUTPUT" }]
  all:
    needs: list
    strategy: { matrix: { n: "\${{ fromJSON(needs.list.outputs.all) }}" } }
`,
      ).replace("/a:$GITHUB_SHA", "/a${{ matrix.n }}:$GITHUB_SHA")
        .replace("git push -q", "true"),
    );
    assert.deepEqual(problems, []);
    assert.deepEqual(pushed.toSorted(), [
      `ghcr.io/some-student/a1:${sha}`,
      `ghcr.io/some-student/a2:${sha}`,
    ]);
  });

  it("a gate that fails ends the job", async () => {
    const { pushed, jobs } = await run(BEGINNING, "lint");
    assert.deepEqual([pushed, jobs.all], [[], "failure"]);
  });

  it("a gate that is forgiven ends nothing", async () => {
    const { pushed } = await run(
      changed("- run: deno task ok", "- run: deno task ok || true"),
      "test",
    );
    assert.equal(pushed.length, 1);
  });

  for (
    const [what, from, to, said] of [
      [
        "an owner in upper case",
        "${GITHUB_REPOSITORY_OWNER,,}",
        "$GITHUB_REPOSITORY_OWNER",
        /lowercase/,
      ],
      ["a token without packages", ", packages: write", "", /write_package/],
      [
        "a token without contents",
        "contents: write",
        "contents: read",
        /403-contents/,
      ],
      [
        "credentials that are not kept",
        "checkout@v5",
        "checkout@v5\n        with: { persist-credentials: false }",
        /401-no-credentials/,
      ],
      [
        "no login",
        "uses: docker/login-action@v3",
        "uses: docker/setup-buildx-action@v3",
        /not logged in/,
      ],
      [
        "no checkout",
        "uses: actions/checkout@v5",
        "run: 'true'",
        /dockerfile/i,
      ],
      [
        "a push of what was not built",
        "docker push $image",
        "docker push $image-other",
        /does not exist locally/,
      ],
    ] as const
  ) {
    it(`${what} is refused, in the words of whom it is refused by`, async () => {
      const { problems } = await run(changed(from, to));
      assert.match(problems.join("\n"), said);
    });
  }

  it("an installer installs nothing, and an unknown program is not run", async () => {
    const installs = changed(
      "- run: deno task ok",
      "- run: npm install --global deno@0.0.0-none && sudo false && type npm > npm.txt && cat npm.txt | grep -q workflow-",
    );
    assert.deepEqual((await run(installs)).problems, []);
    const unknown = changed(
      "- run: deno task ok",
      "- run: systemctl stop everything",
    );
    await assert.rejects(run(unknown), /may not use systemctl/);
  });

  it("a secret of the student's pushes as the student", async () => {
    const { commits } = await run(
      changed(
        "checkout@v5",
        "checkout@v5\n        with: { token: '${{ secrets.PAT }}' }",
      ),
    );
    assert.deepEqual(commits.map(({ isByJob }) => isByJob), [false]);
  });

  it("an address with the token in it is the same", async () => {
    const { commits, problems } = await run(
      changed(
        "git push -q\n",
        "git push -q https://x-access-token:${{ github.token }}@github.com/${{ github.repository }}.git HEAD:main\n",
      ),
    );
    assert.deepEqual(problems, []);
    assert.equal(commits.length, 1);
  });
});
