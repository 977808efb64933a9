/**
 * Images that say which commit they are of, and tags that never move.
 * @module
 */

import {
  type Check,
  fail,
  type Finding,
  notStarted,
  pass,
} from "../../scripts/checks/mod.ts";
import type { Run } from "../../scripts/checks/github_actions/mod.ts";
import {
  branchPushOf,
  onPush,
  SERVICES,
  withPipeline,
  workflowsOf,
} from "./pipeline.ts";

/** The images that a run pushed. */
export type Pushed = Pick<Run, "sha" | "pushed" | "built" | "problems">;

/** Step 5.2. */
export const images: Check = {
  id: "5.2",
  task: 1,
  title:
    "each push makes three images, named after its commit and nothing else",
  hints: [
    "From the name of an image alone, can you tell which commit it was built from?",
    "A tag can move, so name the image after the commit and nothing else (Lecture 5, " +
    "slides 9 and 10). An image's name has no capitals, and a push needs a login and " +
    "packages: write.",
    "For the owner ACME and the commit 1a2b3c: ghcr.io/acme/shop/mail:1a2b3c, where bash " +
    "makes the owner lower-case with ${OWNER,,}.",
  ],
  measures:
    "images that two pushes to main and one to another branch build and push",
  tool: "the workflow, played in bash; GitHub's expression library",
  catches: [
    "a tag that moves, or of another commit",
    "capitals, a missing login or right, another account",
    "no REVISION; a service that is missing; a push from another branch",
  ],
  async run(context) {
    const workflows = await workflowsOf(context);
    if (onPush(workflows).length === 0) {
      return notStarted(
        "no workflow starts on a push to main",
        "step 5.2: .github/workflows/ci.yml",
      );
    }
    return await withPipeline(
      context,
      workflows,
      async (pipeline) => {
        const one = await pipeline.push("feat: one");
        const two = await pipeline.push("feat: two");
        const sha = await pipeline.fakeGitHub.tip("job");
        const { pushed } = await pipeline.play(branchPushOf("feat: three"), {
          sha,
        });
        return evaluateImages(one, two, pushed);
      },
    );
  },
};

/** The service that an image is of; undefined: none of the three. */
export function serviceOf(ref: string): string | undefined {
  const name = ref.replace(/[:@][^/]*$/, "").split("/").at(-1) ?? "";
  return SERVICES.find((service) =>
    new RegExp(`(?:^|[-_.])${service}$`).test(name)
  );
}

/** The tag of a reference. */
export function tagOf(ref: string): string {
  return /:([^/:]+)$/.exec(ref.replace(/@.*$/, ""))?.[1] ?? "latest";
}

/** Whether a tag names the commit: whole, or its first 7 and more. */
export function isOf(tag: string, sha: string): boolean {
  const hex = /(?:^|[-_.])([0-9a-f]{7,40})$/.exec(tag)?.[1];
  return hex !== undefined && sha.startsWith(hex);
}

/**
 * Evaluates two runs, of two commits.
 * @param elsewhere images that a push to another branch pushed
 */
export function evaluateImages(
  one: Pushed,
  two: Pushed,
  elsewhere: readonly string[] = [],
): Finding {
  const bound =
    "gateway, events and payments, each pushed under the commit's SHA alone, " +
    "with REVISION in it, never the same tag twice, and from main alone";
  const wrong: string[] = [];
  if (elsewhere.length > 0) {
    wrong.push(`a push to the branch feature/lab5 pushes ${elsewhere[0]}`);
  }
  for (const { sha, pushed, built, problems } of [one, two]) {
    const [problem] = problems;
    if (problem !== undefined) wrong.push(`the run failed: ${problem}`);
    const missing = SERVICES.filter((service) =>
      !pushed.some((ref) => serviceOf(ref) === service)
    );
    if (missing.length > 0) wrong.push(`not pushed: ${missing.join(", ")}`);
    const other = pushed.filter((ref) => !isOf(tagOf(ref), sha));
    if (other.length > 0) wrong.push(`named otherwise: ${other.join(", ")}`);
    const mute = built.filter(({ ref, args }) =>
      serviceOf(ref) !== undefined &&
      !revisionsIn(args).some((revision) => isOf(revision, sha))
    );
    if (mute.length > 0) {
      wrong.push(`built without REVISION of its commit: ${mute[0]?.ref}`);
    }
    if (wrong.length > (elsewhere.length > 0 ? 1 : 0)) break;
  }
  const twice = one.pushed.filter((ref) => two.pushed.includes(ref));
  if (twice.length > 0) {
    wrong.push(`pushed by both commits: ${twice.join(", ")}`);
  }
  const measured =
    `${one.pushed.length} and ${two.pushed.length} images by two commits, ` +
    `e.g. ${two.pushed[0] ?? "none"}`;
  return wrong.length === 0
    ? pass(measured, bound, { one: one.pushed, two: two.pushed })
    : fail(
      `${measured}; ${wrong.join("; ")}`,
      bound,
      ".github/workflows, the step that builds",
      {
        one: one.pushed,
        two: two.pushed,
      },
    );
}

function revisionsIn(args: string): readonly string[] {
  return [...args.matchAll(/\bREVISION=(\S+)/g)].map(([, value = ""]) => value);
}
