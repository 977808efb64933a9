/**
 * Runs that went otherwise, and claims about them: as good ones, and wrong ones.
 * @module
 */

import type { Listed } from "../../../scripts/checks/variants/mod.ts";

const CHANGES = ".trial/runs.json";
const REPORT = "submissions/lab8.md";

/** What is different in runs, by their names; null: there is none. */
type Told = Readonly<
  Record<string, Readonly<Record<string, unknown>> | null>
>;

/** A time, so many seconds after the first run began. */
function at(seconds: number): string {
  return new Date(Date.UTC(2026, 0, 5, 12) + seconds * 1000).toISOString();
}

/** The provider of a latency (ms). */
function latency(latency_ms: number): Readonly<Record<string, unknown>> {
  return {
    type: "fault",
    service: "payments",
    fault: { kind: "payment_latency", rate: 1, latency_ms },
  };
}

function told(
  kind: Listed["kind"],
  step: string,
  name: string,
  runs: Told,
): Listed {
  return {
    name: `${name} (${step})`,
    kind,
    steps: [step],
    change: {
      [CHANGES]: () => JSON.stringify(runs),
      ...Object.fromEntries(absentIn(runs).map((path) => [path, absent])),
    },
  };
}

const absent = (): undefined => undefined;

/** What the solution's runs have left, and these have not. */
function absentIn(runs: Told): readonly string[] {
  return Object.entries(runs).flatMap(([name, run]) => {
    if (run === null) return [`experiments/${name}.journal.json`];
    return run.sealed === false ? [`experiments/${name}.sealed.json`] : [];
  });
}

function claim(kind: Listed["kind"], name: string, words: string): Listed {
  return {
    name: `${name} (8.9)`,
    kind,
    steps: ["8.9"],
    change: {
      [REPORT]: (old) =>
        old(REPORT).replace(/^Weakest link: .*$/m, () => words),
    },
  };
}

const good = (step: string, name: string, runs: Told) =>
  told("equivalent", step, name, runs);

const bad = (step: string, name: string, runs: Told) =>
  told("neighbour", step, name, runs);

/** As good. */
export const SAME_RUNS: readonly Listed[] = [
  good("8.3", "three seconds", {
    "slow-2s": {
      actions: [latency(3000)],
      measured: { "pay-p99": "3.2 (of 60)" },
    },
  }),
  good("8.3", "four times as fast", { "slow-2s": { own: { speed: 4 } } }),
  good("8.3", "by a variable of the cluster", {
    "slow-2s": {
      actions: [{
        type: "environment",
        service: "payments",
        variables: { PAYMENT_LATENCY_MS: "2000" },
      }],
    },
  }),
  good("8.3", "on a cluster", {
    "slow-2s": {
      own: {
        target: { kind: "kubernetes", label: "namespace default of k3d" },
      },
    },
  }),
  good("8.3", "many orders", {
    "slow-2s": { own: { orders_completed: 1200 } },
  }),
  good("8.4", "eight seconds", { "slow-6s": { actions: [latency(8000)] } }),
  good("8.4", "off after four seconds", {
    "slow-6s": {
      own: {
        verdict: "broken",
        broken_at: at(20),
        broken_by: "share of 5xx: 0.1",
        abort_s: 4,
      },
    },
  }),
  good("8.5", "a process of this machine", {
    kill: { actions: [{ type: "part", name: "gateway", do: "kill" }] },
  }),
  good("8.5", "a pod that is asked to leave", {
    kill: {
      actions: [{
        type: "kubernetes",
        do: "evict",
        selector: "app=gateway",
        count: 1,
      }],
    },
  }),
  good("8.5", "more labels", {
    kill: {
      actions: [{
        type: "kubernetes",
        do: "delete_pods",
        selector: "app=gateway,tier=web",
        count: 1,
      }],
    },
  }),
  good("8.5", "labels in another order", {
    kill: {
      actions: [{
        type: "kubernetes",
        do: "delete_pods",
        selector: "tier=web, app = gateway",
        count: 1,
      }],
    },
  }),
  good("8.5", "a set of one", {
    kill: {
      actions: [{
        type: "kubernetes",
        do: "delete_pods",
        selector: "app in (gateway)",
        count: 1,
      }],
    },
  }),
  good("8.5", "broken, and well again", {
    kill: {
      own: {
        verdict: "broken",
        broken_at: at(20),
        broken_by: "share of 5xx: 0.04",
        abort_s: 0.4,
      },
    },
  }),
  good("8.8", "broken on the way", {
    stacked: {
      own: {
        verdict: "broken",
        broken_at: at(20),
        broken_by: "share of lists that fail: 0.3",
        abort_s: 1,
      },
    },
  }),
  good("B.1", "more load afterwards", {
    "fix-after": { own: { requests_per_second: 30 } },
  }),
  good("B.1", "two thirds of the load", {
    "fix-after": { own: { requests_per_second: 13.5 } },
  }),
  claim(
    "equivalent",
    "bold",
    "**Weakest link:** `locked_table`, by `list-p99`",
  ),
  claim(
    "equivalent",
    "a sentence",
    "The weakest link is `locked_table`: list-p99 fell from 3.1 s to 0.02 s.",
  ),
  claim(
    "equivalent",
    "a table",
    "| Weakest link | locked_table |\n| --- | --- |\n| Figure | list-p99 |",
  ),
  claim(
    "equivalent",
    "a list",
    "- Weakest link: locked_table\n- Figure: list-p99",
  ),
  claim(
    "equivalent",
    "a block",
    "```yaml\nweakest_link:\n  variable: locked_table\n  figure: list-p99\n```",
  ),
  claim(
    "equivalent",
    "front words",
    "**Weakest link** — locked_table (by list-p99)",
  ),
  claim(
    "equivalent",
    "in German",
    "Weakest link: locked_table, by list-p99\n\nOhne die Sperre bleibt fast nichts davon übrig.",
  ),
];

/** Wrong in one thing. */
export const WRONG_RUNS: readonly Listed[] = [
  bad("8.3", "a millisecond", { "slow-2s": { actions: [latency(1)] } }),
  bad("8.3", "above the timeout", { "slow-2s": { actions: [latency(6000)] } }),
  bad("8.3", "no customer paid", {
    "slow-2s": { measured: { "pay-p99": "0.03 (of 60)" } },
  }),
  bad("8.3", "p99 was not asked", { "slow-2s": { measured: {} } }),
  bad("8.3", "nine orders", { "slow-2s": { own: { orders_completed: 9 } } }),
  bad("8.3", "five times as fast", { "slow-2s": { own: { speed: 5 } } }),
  bad("8.3", "three looks", { "slow-2s": { seen: ["0", "0", "0"] } }),
  bad("8.3", "not predicted", { "slow-2s": { own: { prediction: null } } }),
  bad("8.3", "predicted after it began", {
    "slow-2s": { own: { injected_at: at(-61) } },
  }),
  bad("8.3", "the prediction is not handed in", {
    "slow-2s": { sealed: false },
  }),
  bad("8.3", "the prediction was changed", {
    "slow-2s": { sealed: "changed" },
  }),
  bad("8.3", "not steady before", { "slow-2s": { steady: { before: false } } }),
  bad("8.3", "not well afterwards", {
    "slow-2s": { steady: { after: false } },
  }),
  bad("8.3", "no fault", { "slow-2s": { actions: [] } }),
  bad("8.3", "signed by another machine", { "slow-2s": { by: "other" } }),
  bad("8.3", "a figure was improved", {
    "slow-2s": { edit: ['"orders_completed": 60', '"orders_completed": 90'] },
  }),
  bad("8.3", "of another experiment", {
    "slow-2s": { own: { experiment_sha256: "0".repeat(64) } },
  }),
  bad("8.3", "one run under two names", {
    "slow-2s": { own: { run_id: "run-kill" } },
  }),
  bad("8.3", "no journal", { "slow-2s": null }),
  bad("8.4", "held", { "slow-6s": { own: { verdict: "held" } } }),
  bad("8.4", "below the timeout", { "slow-6s": { actions: [latency(4000)] } }),
  bad("8.4", "off after six seconds", {
    "slow-6s": {
      own: {
        verdict: "broken",
        broken_at: at(20),
        broken_by: "5xx",
        abort_s: 6,
      },
    },
  }),
  bad("8.5", "a pod of the load", {
    kill: {
      actions: [{
        type: "kubernetes",
        do: "delete_pods",
        selector: "app=mixedload",
        count: 1,
      }],
    },
  }),
  bad("8.5", "all but the gateway", {
    kill: {
      actions: [{
        type: "kubernetes",
        do: "delete_pods",
        selector: "app!=gateway",
        count: 1,
      }],
    },
  }),
  bad("8.5", "another part that begins alike", {
    kill: {
      actions: [{
        type: "kubernetes",
        do: "delete_pods",
        selector: "app=gateway-old",
        count: 1,
      }],
    },
  }),
  bad("8.5", "payments is killed", {
    kill: { actions: [{ type: "part", name: "payments", do: "kill" }] },
  }),
  bad("8.5", "the gateway is thawed", {
    kill: { actions: [{ type: "part", name: "gateway", do: "thaw" }] },
  }),
  bad("8.6", "nothing shows the fault", {
    redis: {
      seen: ["0", "0", "0", "0"],
      measured: { "reserve-5xx": "0 (0 of 99)" },
    },
  }),
  bad("8.8", "one failure alone", { stacked: { actions: [latency(500)] } }),
  bad("8.8", "one failure twice", {
    stacked: { actions: [latency(500), latency(700)] },
  }),
  bad("8.8", "no figure shows it", {
    stacked: { seen: ["0", "0", "0", "0"], measured: {} },
  }),
  bad("8.8", "the run of another file", {
    stacked: { own: { experiment_sha256: "0".repeat(64) } },
  }),
  bad("8.9", "one alone was taken away", {
    "stacked-no-failures": null,
    "stacked-large-pool": null,
  }),
  bad("8.9", "two were taken away at once", {
    "stacked-no-failures": { variables: { failure_rate: 0, max_conns: 10 } },
  }),
  bad("8.9", "it does not help", {
    "stacked-no-lock": { measured: { "list-p99": "2.9 (of 60)" } },
  }),
  bad("8.9", "another one helps more", {
    "stacked-large-pool": { measured: { "list-p99": "0.01 (of 60)" } },
    "stacked-no-lock": { measured: { "list-p99": "1.5 (of 60)" } },
  }),
  claim("neighbour", "another link", "Weakest link: failure_rate, by list-p99"),
  claim(
    "neighbour",
    "a figure that was not asked",
    "Weakest link: locked_table, by orders-lost",
  ),
  claim(
    "neighbour",
    "a figure that shows nothing",
    "Weakest link: failure_rate, by list-5xx",
  ),
  claim("neighbour", "no claim", ""),
  bad("B.1", "held before", { "fix-before": { own: {} } }),
  bad("B.1", "broken after", {
    "fix-after": {
      own: { verdict: "broken", broken_at: at(20), broken_by: "x", abort_s: 1 },
    },
  }),
  bad("B.1", "half of the load", {
    "fix-after": { own: { requests_per_second: 9 } },
  }),
  bad("B.1", "another experiment", { "fix-after": { file: "redis" } }),
  bad("B.1", "other variables", {
    "fix-after": { variables: { max_conns: 20 } },
  }),
  bad("B.1", "the second run came first", { "fix-after": { started: -600 } }),
  bad("B.1", "on another shop", {
    "fix-after": { own: { target: { kind: "compose", label: "" } } },
  }),
];
