/**
 * Several failures at once, and which of them is the weakest link: the one
 * without which the rest does least harm.
 * @module
 */

import type { Journal } from "../../scripts/chaos/mod.ts";
import {
  type Check,
  type CheckContext,
  fail,
  type Finding,
  notStarted,
  pass,
  reportOf,
  unreadable,
} from "../../scripts/checks/mod.ts";
import { actionsOf, effectsIn, isRecord, measuredOf } from "./effects.ts";
import { FOLDER, ownFile, recordOf, type RunRecord } from "./records.ts";
import { runText, soundRun } from "./run_rules.ts";
import { isOf } from "./same_text.ts";
import { type Claim, claimIn, type Names } from "./weakest_claim.ts";

const FILE = `${FOLDER}/stacked.yaml`;

/** Step 8.8. */
export const stacked: Check = {
  id: "8.8",
  task: 2,
  title: "failures that pass alone, at once: predicted and run",
  hints: [
    "Are there at least two failures at the same moment, each with a variable for its " +
    "strength?",
    "Harmless failures can be harmful together (Lecture 8, slide 11). Several actions " +
    "stand in one method, and only the last one has the pause.",
    "configuration: { slow_ms: 300, lost_share: 0.2 }, with one action that uses " +
    "${slow_ms} and one that uses ${lost_share}.",
  ],
  measures:
    "the journal of the stacked run: different failures at once, and a figure that shows them",
  tool: "journals of `deno task chaos`",
  catches: ["one failure alone", "the run of another experiment"],
  async run(context) {
    const file = await ownFile(context, "stacked");
    if (file === undefined) {
      return notStarted(`there is no ${FILE}`, "step 8.8");
    }
    return evaluateStacked(file.text, await recordOf(context, "stacked"));
  },
};

/** Evaluates the run with everything. */
export function evaluateStacked(text: string, record: RunRecord): Finding {
  const sound = soundRun(record);
  if ("finding" in sound) return sound.finding;
  const { journal } = sound;
  const bound =
    "at least two different failures at once, and a figure that shows them";
  if (!isOf(journal.quickticket.experiment_sha256, text)) {
    return fail(
      `the journal is not of ${FILE}`,
      bound,
      "step 8.8: run it again with this file",
    );
  }
  const kinds = failuresIn(journal);
  const effects = effectsIn(journal, { withDelays: true });
  const measured = `${kinds.join(", ")}; ${runText(journal)}; ` +
    (effects.join("; ") || "no figure shows it");
  const samples = { run: journal.quickticket.run_id, kinds, effects };
  return kinds.length >= 2 && effects.length > 0
    ? pass(measured, bound, samples)
    : fail(
      measured,
      bound,
      "deno task chaos report experiments/stacked.journal.json",
      samples,
    );
}

/** The actions, each kind once: "payments payment_failure", "lock events". */
function failuresIn(journal: Journal): readonly string[] {
  const kinds = actionsOf(journal).map(({ provider }) => {
    const { type, service, name, do: what, table, workload, selector, fault } =
      provider;
    return [type === "fault" && isRecord(fault) ? fault.kind : what ?? type]
      .concat(service ?? name ?? table ?? workload ?? selector).join(" ");
  });
  return [...new Set(kinds)];
}

/** Step 8.9. */
export const weakest: Check = {
  id: "8.9",
  task: 2,
  title: "the weakest link is the one whose absence helps most",
  hints: [
    "For each failure: what remains of the harm when only this one is taken away?",
    "Change one variable and leave the rest, so that the difference has one cause " +
    "(Lecture 8, slide 5). deno task chaos compare puts the figures side by side.",
    "With all failures 30 % of the lists fail, without slow_ms 28 %, without lost_share 3 " +
    "%. Then: Weakest link: lost_share, by list-5xx.",
  ],
  measures:
    "the figure of each run with one failure taken away, against the run with all",
  tool: "journals of `deno task chaos`",
  catches: [
    "another link",
    "a figure that was never measured",
    "two failures taken away at once",
  ],
  async run(context) {
    const report = await reportOf(context, 8);
    const all = soundRun(await recordOf(context, "stacked"));
    if ("finding" in all) return all.finding;
    const others = await withoutOne(context);
    const claim = claimIn(report ?? "", namesOf(all.journal, others));
    if (claim === undefined) {
      return notStarted(
        "the report names no weakest link",
        "step 8.9, and write: Weakest link: VARIABLE, by FIGURE",
      );
    }
    return typeof claim === "string"
      ? unreadable(
        claim,
        "Weakest link: VARIABLE, by FIGURE, with the names of your runs",
        "one variable that was changed, and one question of the experiment",
        "submissions/lab8.md, step 8.9",
      )
      : evaluateWeakest(claim, all.journal, others);
  },
};

/**
 * The names that a claim may use: all variables of the runs, and all their
 * figures.
 */
function namesOf(all: Journal, others: readonly RunRecord[]): Names {
  const journals = [
    all,
    ...others.flatMap(({ journal }) =>
      journal === undefined || typeof journal === "string" ? [] : [journal]
    ),
  ];
  const { configuration } = all.experiment;
  return {
    variables: [
      ...isRecord(configuration) ? Object.keys(configuration) : [],
      ...journals.flatMap(({ quickticket }) =>
        Object.keys(quickticket.variables)
      ),
    ],
    figures: journals.flatMap(({ quickticket: { prediction } }) =>
      prediction?.scored.map(({ id }) => id) ?? []
    ),
  };
}

async function withoutOne(
  context: CheckContext,
): Promise<readonly RunRecord[]> {
  const paths = await context.files(
    /^experiments\/stacked-[^/]+\.journal\.json$/,
  );
  return await Promise.all(paths.map((path) => {
    const name = path.slice(FOLDER.length + 1, -".journal.json".length);
    return recordOf(context, name, { predicted: "stacked" });
  }));
}

/** Least part of the harm that must go with the weakest link. */
const MIN_RELIEF = 0.2;

/** Closer than that two links are equally weak. */
const AS_GOOD = 0.1;

/** Evaluates the claim by the runs. */
export function evaluateWeakest(
  { link, figure }: Claim,
  all: Journal,
  records: readonly RunRecord[],
): Finding {
  const bound =
    "two failures or more taken away one at a time, and without the weakest link " +
    `${figure} is at least ${MIN_RELIEF * 100} % lower and lowest`;
  const harm = measuredOf(all, figure);
  if (harm === undefined || harm <= 0) {
    return fail(
      `with all of them ${figure} is ${harm ?? "not measured"}`,
      bound,
      "the questions of experiments/stacked.yaml: choose a figure that this run has raised",
    );
  }
  const reliefs = new Map<string, number>();
  for (const record of records) {
    const sound = soundRun(record);
    if ("finding" in sound) return sound.finding;
    const { experiment_sha256, variables } = sound.journal.quickticket;
    const changed = Object.keys(variables);
    if (
      experiment_sha256 !== all.quickticket.experiment_sha256 ||
      changed.length !== 1
    ) {
      return fail(
        `${record.name}: ${changed.join(", ") || "nothing"} changed`,
        bound,
        "step 8.9: each further run changes exactly one variable",
      );
    }
    const left = measuredOf(sound.journal, figure) ?? harm;
    reliefs.set(changed[0] ?? "", (harm - left) / harm);
  }
  const words = [...reliefs].map(([name, relief]) =>
    `${percent(-relief)} without ${name}`
  );
  const measured = `${figure} ${harm} with all; ${
    words.join(", ") || "none taken away"
  }; you say ${link}`;
  const relief = reliefs.get(link) ?? -Infinity;
  const best = Math.max(...reliefs.values());
  const samples = { harm, reliefs: Object.fromEntries(reliefs), link, figure };
  // The figure of each run would be the answer, so a failure does not print it.
  return reliefs.size >= 2 && relief >= MIN_RELIEF && relief >= best - AS_GOOD
    ? pass(measured, bound, samples)
    : fail(
      reliefs.size < 2
        ? `${reliefs.size} of at least 2 runs with one failure taken away`
        : !reliefs.has(link)
        ? `no run takes ${link} away, and you say ${link}`
        : `without ${link}, ${figure} is ${percent(-relief)}` +
          (relief < MIN_RELIEF ? "" : ", and another run lowers it further"),
      bound,
      "deno task chaos compare experiments/stacked*.journal.json",
      samples,
    );
}

function percent(share: number): string {
  return `${share > 0 ? "+" : ""}${Math.round(share * 100)} %`;
}
