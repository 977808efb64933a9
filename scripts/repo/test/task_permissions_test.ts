/**
 * The permissions of each task. A task with `-A` needs a reason here, and a
 * command that reads other people's files keeps only what it needs for that.
 */

import assert from "node:assert/strict";
import config from "../../../deno.json" with { type: "json" };
import {
  compareCommand,
  listCommand,
  predictCommand,
  reportCommand,
  validateCommand,
} from "../../chaos/commands/files.ts";
import { cohort } from "../../course/edition/commands/cohort.ts";
import { explain, leaderboard, what } from "../../course/grade/commands.ts";
import { hint } from "../../course/lab/commands/hint.ts";
import { list } from "../../course/lab/commands/list.ts";
import { verify } from "../../course/lab/commands/verify.ts";
import type { Tool } from "../../lib/cli/tool.ts";

/** Starts programs whose rights are its own, or works on the whole machine. */
const UNCONFINED: Readonly<Record<string, string>> = {
  dev: "starts servers",
  lab: "`check` starts kubectl, Docker and the student's programs; `list`, " +
    "`hint` and `verify` give their rights up",
  doctor: "asks every program on the machine for its version",
  chaos: "`run` kills processes and changes the network; the commands that " +
    "read files give their rights up",
  incident: "kills processes and changes the network",
  console: "starts the load generator",
  prometheus: "starts Prometheus",
  backup: "starts pg_dump, and stores in S3",
  restore: "starts pg_restore",
  drill: "starts PostgreSQL and its programs",
  "repo:bundles": "starts the bundler",
  "repo:first-start": "clones the repository and starts the shop",
  disaster: "kills servers and moves their files",
  archive: "starts PostgreSQL and its programs",
  cluster: "starts kubectl, k3d and Docker",
  image: "starts Docker",
  compile: "starts deno",
  slides: "starts Chromium",
  site: "starts the generator and Git; `serve` runs `lab check` for a button " +
    "on its page",
  test: "starts deno with the rights of each test",
  course:
    "`export`, `check`, `collect` and `demo` start deno and Git; commands that " +
    "read other people's files give their rights up",
  bench: "starts servers and wrk",
  "check:readme": "runs the commands of the README",
};

/** Proofs start a whole shop and break it. */
const PROOF = /^(e2e|test):/;

/** Old names of tasks, for the hooks of instructors. */
const ALIASES = ["readme:check", "lectures:check"];

const COMMANDS = new Map(
  Object.entries(config.tasks).map(([name, task]) =>
    [name, typeof task === "string" ? task : task.command] as const
  ),
);

const ALL = /\s(-A|--allow-all)\s/;

for (const [name, command] of COMMANDS) {
  if (!command.startsWith("deno run")) continue;
  Deno.test(`deno task ${name} has a permission set, or a reason for -A`, () => {
    if (ALL.test(command)) {
      const isKnown = PROOF.test(name) || ALIASES.includes(name) ||
        UNCONFINED[name] !== undefined;
      assert.ok(isKnown, `give it a set in deno.json: ${command}`);
      return;
    }
    const [, set = ""] = /\s-P=([\w-]+)\s/.exec(command) ?? [];
    const declared: Readonly<Record<string, unknown>> = config.permissions;
    assert.ok(declared[set], `there is no permission set ${set}`);
    assert.deepEqual(Object.hasOwn(Object(declared[set]), "all"), false);
  });
}

Deno.test("a reason is given only for a task that has -A", () => {
  for (const name of Object.keys(UNCONFINED)) {
    assert.match(COMMANDS.get(name) ?? "", ALL, name);
  }
});

const READERS: readonly Tool[] = [
  ...[validateCommand, listCommand, reportCommand, compareCommand],
  ...[predictCommand, cohort, explain, leaderboard, what, hint, list, verify],
];

/** They ask Deno for the checker's files, and Git for the age of a commit. */
const ASK_DENO_AND_GIT: readonly Tool[] = [cohort, verify];

for (const tool of READERS) {
  const may = ASK_DENO_AND_GIT.includes(tool) ? ["run"] : [];
  Deno.test(`${tool.name}, which reads other people's files, changes and calls nothing`, () => {
    const { needs } = tool.describe(tool.name);
    assert.ok(needs, "it keeps all permissions of its task");
    for (const permission of ["run", "net", "ffi"] as const) {
      assert.equal(
        needs.includes(permission),
        may.includes(permission),
        `${permission} is more, or less, than it needs`,
      );
    }
  });
}
