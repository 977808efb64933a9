/**
 * Runs that went otherwise, and claims about them, that are as good.
 * @module
 */

import type { Listed } from "../../../scripts/checks/variants/mod.ts";
import { at, claim, latency, type Told, told } from "./told.ts";

const good = (step: string, name: string, runs: Told) =>
  told("equivalent", step, name, runs);

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
