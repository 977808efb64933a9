import assert from "node:assert/strict";
import { deliveredWith } from "./delivered.ts";
import type { Deployment } from "./delivery_log.ts";
import type { Change, Git } from "./history.ts";

/** A history of commits a, b, c …, each of one change, all on one line. */
function line(shas: string): Git {
  const change = (sha: string): Change => ({
    sha,
    began: 0,
    isBot: false,
    isDrill: false,
    reverts: [],
    isFix: false,
  });
  return {
    resolve: (revision) =>
      Promise.resolve(shas.includes(revision) ? revision : undefined),
    changes: (range) => {
      const [to = "", , from = ""] = range.split(" ");
      const [first, last] = [shas.indexOf(from) + 1, shas.indexOf(to) + 1];
      return Promise.resolve([...shas.slice(first, last)].map(change));
    },
  };
}

const deployed = (
  revision: string,
  outcome: Deployment["outcome"] = "healthy",
  service = "gateway",
): Deployment => ({
  kind: "deployment",
  service,
  revision,
  startedAt: 0,
  endedAt: 0,
  outcome,
  drill: false,
});

async function came(deployments: readonly Deployment[]): Promise<string> {
  const all = await deliveredWith(line("abcdef"), deployments);
  return all.map(({ revision, changes }) =>
    `${revision}:${changes.map(({ sha }) => sha).join("")}`
  ).join(" ");
}

const CASES: readonly (readonly [string, readonly Deployment[], string])[] = [
  [
    "each deployment brings what was committed since the one before",
    [deployed("a"), deployed("c"), deployed("d")],
    "a: c:bc d:d",
  ],
  [
    "what was taken back comes again with the next version",
    [deployed("a"), deployed("c", "aborted"), deployed("d")],
    "a: c:bc d:bcd",
  ],
  [
    "a version that had served before brings nothing new",
    [deployed("c"), deployed("a"), deployed("c")],
    "c: a: c:bc",
  ],
  [
    "each service is counted by itself",
    [
      deployed("a"),
      deployed("b", "healthy", "events"),
      deployed("c"),
      deployed("c", "healthy", "events"),
    ],
    "a: b: c:bc c:c",
  ],
  [
    "a first version that was taken back is nothing to count from",
    [deployed("b", "aborted"), deployed("c"), deployed("d")],
    "b: c: d:d",
  ],
  ["nothing was deployed", [], ""],
];

for (const [what, deployments, expected] of CASES) {
  Deno.test(what, async () => {
    assert.equal(await came(deployments), expected);
  });
}

Deno.test("all commits that the history lacks are named at once, with the way to get them", async () => {
  await assert.rejects(
    came([deployed("x"), deployed("a"), deployed("y", "healthy", "events")]),
    /no commit x \(gateway\), y \(events\).*git fetch --unshallow/,
  );
});
