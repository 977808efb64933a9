/**
 * Runs that went otherwise, and claims about them, that are wrong.
 * @module
 */

import type { Listed } from "../../../scripts/checks/variants/mod.ts";
import { at, claim, latency, type Told, told } from "./told.ts";

const bad = (step: string, name: string, runs: Told) =>
  told("neighbour", step, name, runs);

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
