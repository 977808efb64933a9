/**
 * The actions that workflows of the course use, as commands.
 * @module
 */

import { CouldNotRun } from "../../lib/cli/mod.ts";
import { type FakeGitHub, JOB_TOKEN, REPOSITORY } from "./fake_github.ts";

/** The context of an action. */
export interface ActionInputs {
  readonly fakeGitHub: FakeGitHub;
  readonly with: Readonly<Record<string, string>>;
  /** May the job's token read the repository? */
  readonly contents: "none" | "read" | "write";
  /** The commit that the run is about. */
  readonly sha: string;
}

/** The commands of a published action, for bash. */
export function commandsOf(uses: string, inputs: ActionInputs): string {
  const [name = ""] = uses.split("@");
  switch (name) {
    case "actions/checkout":
      return checkout(inputs);
    case "docker/login-action": {
      const { registry = "docker.io", username = "", password = "" } =
        inputs.with;
      return command("docker", [
        "login",
        registry,
        "-u",
        username,
        "-p",
        password,
      ]);
    }
    case "docker/build-push-action":
      return buildPush(inputs.with);
    case "docker/bake-action":
      return bake(inputs.with);
    case "docker/metadata-action":
      return metadata(inputs);
    case "stefanzweifel/git-auto-commit-action":
      return `git add --all
git diff --cached --quiet && exit 0
git -c user.name=bot -c user.email=bot@example.com commit --quiet -m ${
        quoted(inputs.with.commit_message ?? "Apply automatic changes")
      }
git push`;
    default:
      return ""; // it prepares something, such as Deno or buildx
  }
}

function checkout(
  { fakeGitHub, with: given, contents, sha }: ActionInputs,
): string {
  const token = given.token || JOB_TOKEN;
  const isJobs = token === JOB_TOKEN;
  if (isJobs && contents === "none") {
    return 'echo "remote: Repository not found: contents is none" >&2; exit 128';
  }
  const remote = fakeGitHub.remoteOf(isJobs ? "job" : "secret");
  const isKept = given["persist-credentials"] !== "false";
  const folder = given.path || ".";
  return `git clone --quiet ${quoted(remote)} ${quoted(folder)}
cd ${quoted(folder)}
git checkout --quiet -B ${
    given.ref ? quoted(given.ref.replace("refs/heads/", "")) : "main"
  } ${
    given.ref && given.ref !== sha
      ? `origin/${quoted(given.ref.replace("refs/heads/", ""))}`
      : sha
  }
git branch --quiet --set-upstream-to=origin/main || true
${
    isKept
      ? ""
      : `git remote set-url origin https://github.com/${REPOSITORY}.git`
  }`;
}

function buildPush(given: Readonly<Record<string, string>>): string {
  const lines = (key: string) =>
    (given[key] ?? "").split(/[\n,]/).map((one) => one.trim()).filter(Boolean);
  return command("docker", [
    ...["buildx", "build"],
    ...given.file ? ["--file", given.file] : [],
    ...lines("tags").flatMap((tag) => ["--tag", tag]),
    ...lines("build-args").flatMap((arg) => ["--build-arg", arg]),
    ...given.push === "true" ? ["--push"] : [],
    given.context || ".",
  ]);
}

function bake(given: Readonly<Record<string, string>>): string {
  const lines = (key: string) =>
    (given[key] ?? "").split("\n").map((one) => one.trim()).filter(Boolean);
  const words = (key: string) =>
    lines(key).flatMap((line) => line.split(",")).map((one) => one.trim());
  const run = command("docker", [
    ...["buildx", "bake"],
    ...words("files").flatMap((file) => ["--file", file]),
    ...lines("set").flatMap((set) => ["--set", set]),
    ...given.push === "true" ? ["--push"] : [],
    ...words("targets"),
  ]);
  return given.workdir ? `cd ${quoted(given.workdir)}\n${run}` : run;
}

/** Tags as docker/metadata-action makes them, of the kinds that fit here. */
function metadata({ with: given, sha }: ActionInputs): string {
  const images = (given.images ?? "").split(/[\n,]/).map((one) => one.trim())
    .filter(Boolean);
  const kinds = (given.tags ?? "type=sha").split("\n").map((one) => one.trim())
    .filter(Boolean);
  const tags = kinds.map((kind) => {
    const { type, format, prefix, value } = Object.fromEntries(
      kind.split(",").map((part) => part.split("=", 2)),
    );
    if (type === "sha") {
      return `${prefix ?? "sha-"}${format === "long" ? sha : sha.slice(0, 7)}`;
    }
    if (type === "raw") return String(value);
    throw new CouldNotRun(
      `Cannot play docker/metadata-action with tags ${kind}`,
    );
  });
  const all = images.flatMap((image) =>
    tags.map((tag) => `${image.toLowerCase()}:${tag}`)
  );
  return `printf 'tags<<END\\n%s\\nEND\\n' ${
    quoted(all.join("\n"))
  } >> "$GITHUB_OUTPUT"
printf 'version=%s\\n' ${quoted(tags[0] ?? "")} >> "$GITHUB_OUTPUT"`;
}

function command(program: string, args: readonly string[]): string {
  return [program, ...args.map(quoted)].join(" ");
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
