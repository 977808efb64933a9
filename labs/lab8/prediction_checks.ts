/**
 * Three experiments that come with the course, predicted and run: payments slow,
 * payments too slow, and a process that goes.
 * @module
 */

import {
  type Check,
  fail,
  type Finding,
  pass,
} from "../../scripts/checks/mod.ts";
import { actionsOf, isRecord, latencyOf, measuredOf } from "./effects.ts";
import { recordOf, type RunRecord } from "./records.ts";
import { BOUND, runText, soundRun } from "./run_rules.ts";

/** The gateway waits so long for payments (ms). */
const TIMEOUT_MS = 5000;

/** Least latency that a customer feels (ms). */
const FELT_MS = 1000;

/** Share of the latency that must be seen at the gateway: buckets are coarse. */
const SEEN = 0.75;

/** Step 8.3. */
export const slow: Check = {
  id: "8.3",
  task: 1,
  title:
    "payments slow by two seconds: predicted, run, and no customer gets an error",
  hints: [
    "Did you seal your prediction before the run began?",
    "Predict before you look, because afterwards everything seems obvious (Lecture 8, " +
    "slide 13). The order is predict, seal, run, and the journal keeps the digest of the " +
    "prediction.",
    "For another experiment: chaos predict NAME > a file, answer it, chaos predict NAME " +
    "--answers FILE --out SEALED, chaos run NAME --prediction SEALED --journal JOURNAL.",
  ],
  measures:
    "the run's journal: the fault, the looks, p99 of pay, the seal of the prediction",
  tool: "journals of `deno task chaos`, Ed25519 seals",
  catches: [
    "a prediction after the run",
    "a fault of a millisecond",
    "a run without customers",
  ],
  async run(context) {
    return evaluateSlow(await recordOf(context, "slow-2s"));
  },
};

/** Evaluates a latency below the timeout. */
export function evaluateSlow(record: RunRecord): Finding {
  const sound = soundRun(record);
  if ("finding" in sound) return sound.finding;
  const { journal } = sound;
  const bound =
    `held, with payments slow by ${FELT_MS} to ${TIMEOUT_MS} ms, and pay's p99 shows it`;
  const latency = latencyOf(journal) ?? 0;
  const p99 = measuredOf(journal, "pay-p99");
  const measured =
    `${runText(journal)}; payments ${latency} ms slower, p99 of pay ` +
    `${p99 ?? "not measured"} s`;
  const samples = { latency, p99, run: journal.quickticket.run_id };
  if (latency < FELT_MS || latency >= TIMEOUT_MS) {
    return fail(
      measured,
      bound,
      "the delay of payments: it must be felt, and stay below the gateway's timeout",
      samples,
    );
  }
  if (p99 === undefined || p99 * 1000 < latency * SEEN) {
    return fail(
      measured,
      bound,
      "the load of the experiment: no customer felt the delay, so did customers pay at all?",
      samples,
    );
  }
  return journal.quickticket.verdict === "held"
    ? pass(measured, bound, samples)
    : fail(
      measured,
      bound,
      "deno task chaos report with this journal: which probe failed?",
      samples,
    );
}

/** Step 8.4. */
export const tooSlow: Check = {
  id: "8.4",
  task: 1,
  title: "six seconds: the hypothesis breaks, and the run ends by itself",
  hints: [
    "With which value did you run the experiment, and what ended the fault?",
    "An automatic abort protects customers (Lecture 8, slide 8). Exit code 1 means that " +
    "the hypothesis is broken, which is a result. Keep the journal.",
    "A run with NAME latency_ms=900 changes one variable of the file. abort_s in its " +
    "journal is the time from the broken look to the end of the fault.",
  ],
  measures:
    "the run's journal: what broke the hypothesis, and how soon the fault was off",
  tool: "journals of `deno task chaos`, Ed25519 seals",
  catches: ["an edited journal", "an abort that never came"],
  async run(context) {
    return evaluateTooSlow(await recordOf(context, "slow-6s"));
  },
};

/** Evaluates a latency above the timeout. */
export function evaluateTooSlow(record: RunRecord): Finding {
  const sound = soundRun(record);
  if ("finding" in sound) return sound.finding;
  const { journal } = sound;
  const bound =
    `broken by errors, with payments slower than ${TIMEOUT_MS} ms, and the fault ` +
    "off within 5 s";
  const latency = latencyOf(journal) ?? 0;
  const { verdict, broken_by, run_id, abort_s } = journal.quickticket;
  const measured = `${runText(journal)}; payments ${latency} ms slower; ${
    broken_by ?? "not broken"
  }`;
  const samples = { latency, broken_by, abort_s, run: run_id };
  return verdict === "broken" && latency > TIMEOUT_MS
    ? pass(measured, bound, samples)
    : fail(
      measured,
      bound,
      "step 8.4: the same hypothesis as in 8.3, with the longer delay",
      samples,
    );
}

/** Step 8.5. */
export const killed: Check = {
  id: "8.5",
  task: 1,
  title: "a process of the gateway ends, and the shop recovers",
  hints: [
    "Was there another process that could take over, and when did the shop sell again?",
    "A crash is the friendliest failure (Lecture 8, slide 9). On a cluster the experiment " +
    "is pod-delete, which needs one more gateway than it deletes, and on deno task dev it " +
    "is gateway-kill.",
    "To predict recovery-s, look at how long a pod took to be Ready in your report of Lab " +
    "4, and add a few seconds.",
  ],
  measures:
    "the run's journal: which process or pod went, and when the shop was well again",
  tool: "journals of `deno task chaos`, Ed25519 seals",
  catches: ["a part that no customer misses", "one run under two names"],
  async run(context) {
    return evaluateKilled(await recordOf(context, "kill"));
  },
};

/** Evaluates a pod or process that went. */
export function evaluateKilled(record: RunRecord): Finding {
  const sound = soundRun(record);
  if ("finding" in sound) return sound.finding;
  const { journal } = sound;
  const gone = actionsOf(journal).filter(({ provider }) => isKill(provider));
  const measured = `${runText(journal)}; ${
    gone.map(({ output }) => output).join("; ") ||
    "no pod or process of the gateway ended"
  }`;
  const bound = `a gateway's pod or process deleted or killed; ${BOUND}`;
  return gone.length > 0
    ? pass(measured, bound, { run: journal.quickticket.run_id, gone })
    : fail(
      measured,
      bound,
      "step 8.5: pod-delete on a cluster, gateway-kill without one",
    );
}

function isKill(provider: Readonly<Record<string, unknown>>): boolean {
  const { type, do: what, selector, name } = provider;
  if (type === "kubernetes") {
    return (what === "delete_pods" || what === "evict") &&
      appIn(String(selector)) === "gateway";
  }
  return isRecord(provider) && type === "part" && name === "gateway" &&
    ["kill", "stop", "restart"].includes(String(what));
}

/** The one `app` that a label selector selects; undefined: it selects others. */
function appIn(selector: string): string | undefined {
  const needs = selector.split(/,(?![^(]*\))/).map((one) => one.trim());
  const apps = needs.flatMap((one) =>
    /^app\s*(?:==?\s*([\w.-]+)|in\s*\(\s*([\w.-]+)\s*\))$/.exec(one)
      ?.slice(1) ?? []
  );
  return apps.find((one) => one !== undefined);
}
