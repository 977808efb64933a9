// Runs with -P=test-system
import assert from "node:assert/strict";
import { outputOf } from "../../lib/process/command.ts";
import { deliveredWith } from "./delivered.ts";
import { logLine, parseLog } from "./delivery_log.ts";
import { gitOf } from "./history.ts";
import { type History, type Labelled, madeHistory } from "./history_fixture.ts";
import { metricsOf } from "./metrics.ts";

/** A repository with that history, and the names of its commits by mark. */
async function repository(): Promise<
  { folder: string; history: History; shas: ReadonlyMap<number, string> }
> {
  const folder = await Deno.makeTempDir({ prefix: "dora-" });
  // A revert names the commit it takes back, whose name is known only when all
  // before it are: so it is made again until the names stay as they are.
  let shas: ReadonlyMap<number, string> = new Map();
  for (;;) {
    const history = madeHistory((mark) => shas.get(mark) ?? "0".repeat(40));
    const next = await imported(folder, history);
    const isStable = [...next].every(([mark, sha]) => shas.get(mark) === sha);
    shas = next;
    if (isStable) return { folder, history, shas };
  }
}

async function imported(
  folder: string,
  { stream }: History,
): Promise<ReadonlyMap<number, string>> {
  await Deno.remove(`${folder}/.git`, { recursive: true }).catch(() => {});
  await outputOf("git", ["init", "-q", folder]);
  await Deno.writeTextFile(`${folder}/stream`, stream);
  await outputOf("sh", [
    "-c",
    'git -C "$0" fast-import --quiet --export-marks=marks < "$0/stream"',
    folder,
  ]);
  const marks = await Deno.readTextFile(`${folder}/.git/marks`)
    .catch(() => Deno.readTextFile(`${folder}/marks`));
  return new Map(
    marks.trim().split("\n").map((line) => {
      const [mark = "", sha = ""] = line.split(" ");
      return [Number(mark.slice(1)), sha];
    }),
  );
}

function middle(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const [low, high] = [
    sorted[Math.ceil(sorted.length / 2) - 1],
    sorted[Math.floor(sorted.length / 2)],
  ];
  return ((low ?? NaN) + (high ?? NaN)) / 2;
}

Deno.test("five metrics of 200 commits with squashed, reverted, bots' and drills' are those labelled by hand", async () => {
  const { folder, history, shas } = await repository();
  try {
    assert.equal(history.commits, 200);
    const text = history.labelled.map(({ deployment, mark }) =>
      logLine({ ...deployment, revision: shas.get(mark) ?? "" })
    );
    // Lines come as they were written down: in no order.
    const lines = [...history.incidents.map(logLine), ...text].toReversed();
    const log = parseLog("log", lines.join("\n"));
    const all = await deliveredWith(gitOf(folder), log.deployments);
    const period = {
      from: Date.parse("2026-10-01T00:00:00Z"),
      to: Date.parse("2026-11-10T00:00:00Z"),
    };
    const found = metricsOf(all, log.incidents, period);

    const real = history.labelled.filter((one) => !one.deployment.drill);
    const healthy = real.filter(({ deployment }) =>
      deployment.outcome === "healthy"
    );
    const leadTimes = healthy.flatMap(({ deployment, changesBegan }) =>
      changesBegan.map((began) => deployment.endedAt - began)
    );
    const recoveries = real.flatMap(recovery);
    assert.deepEqual(found, {
      days: 40,
      deployments: real.length,
      deploymentsPerDay: healthy.length / 40,
      changes: leadTimes.length,
      leadTimeMs: middle(leadTimes),
      failed: recoveries.length,
      changeFailRate: recoveries.length / real.length,
      recoveryMs: middle(recoveries),
      reworked: real.filter(({ isRework }) => isRework).length,
      reworkRate: real.filter(({ isRework }) => isRework).length / real.length,
      drills: history.labelled.length - real.length,
    });
    // The counts of the labels, so that an empty set cannot go unseen.
    assert.deepEqual(
      [real.length, recoveries.length, found.reworked, found.drills],
      [77, 13, 6, 3],
    );
  } finally {
    await Deno.remove(folder, { recursive: true });
  }

  function recovery({ deployment, badUntil }: Labelled): readonly number[] {
    return badUntil === undefined ? [] : [badUntil - deployment.startedAt];
  }
});

Deno.test("a commit that the history does not have is refused with what to do", async () => {
  const folder = await Deno.makeTempDir({ prefix: "dora-" });
  try {
    await outputOf("git", ["init", "-q", folder]);
    const log = parseLog(
      "log",
      '{"kind":"deployment","service":"gateway","revision":"abcdef1","startedAt":"2026-10-01T00:00:00Z","endedAt":"2026-10-01T00:01:00Z","outcome":"healthy"}',
    );
    await assert.rejects(
      deliveredWith(gitOf(folder), log.deployments),
      /no commit abcdef1 \(gateway\); fetch all/,
    );
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});
