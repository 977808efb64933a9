/**
 * The Prometheus inside the cluster: it must see each gateway, and of which
 * version it is.
 * @module
 */

import {
  type Check,
  couldNotVerify,
  fail,
  type Finding,
  notStarted,
  pass,
} from "../../scripts/checks/mod.ts";
import { podsOf } from "../../scripts/adapters/kubernetes/mod.ts";

/** The targets that it must scrape at least. */
const APPS = ["gateway", "events", "payments"] as const;

/** Longest until a new pod is found and scraped (ms). */
const FOUND_MS = 30_000;

/** A pod that Prometheus reaches. */
export interface Target {
  readonly app: string;
  readonly pod: string;
  /** Which version of a Rollout; empty where there is none. */
  readonly hash: string;
}

/** Step 7.4. */
export const sees: Check = {
  id: "7.4",
  task: 1,
  title:
    "Prometheus in the cluster sees every gateway, and of which version it is",
  hints: [
    "Does Prometheus know each gateway pod and the hash of its version?",
    "Only a Rollout labels its pods by version. Prometheus finds pods through Kubernetes " +
    "and copies the label to rs_hash (Lecture 7, slide 13).",
    'up{app="mail"} with two series, of which one has rs_hash="6f7" and one ' +
    'rs_hash="9c1", shows an old and a new pod.',
  ],
  measures: "which pods Prometheus reaches, and of which version",
  tool: "Prometheus in the cluster",
  catches: ["a Prometheus that sees no pods, or not their versions"],
  async run({ kubectl, clock, clusterPrometheus }) {
    const there = await kubectl.run(
      [
        "get",
        "service",
        "prometheus",
        "-n",
        "monitoring",
        "--ignore-not-found",
        "-o",
        "name",
      ],
    );
    if (there === "") {
      return notStarted("there is no Prometheus in the cluster", "step 7.4");
    }
    const start = clock.monotonic();
    for (;;) {
      const samples = await clusterPrometheus.query("up == 1");
      const targets = samples.map(({ metric }) => ({
        app: metric.app ?? "",
        pod: metric.pod ?? "",
        hash: metric.rs_hash ?? "",
      }));
      const pods = (await podsOf(kubectl, "gateway")).filter(({ isReady }) =>
        isReady
      );
      const finding = evaluateTargets(targets, pods.map(({ name }) => name));
      const isLate = clock.monotonic() - start > FOUND_MS;
      if (finding.verdict === "pass" || isLate) return finding;
      await clock.sleep(2000);
    }
  },
};

/** Evaluates what Prometheus reaches. */
export function evaluateTargets(
  targets: readonly Target[],
  gateways: readonly string[],
): Finding {
  const bound =
    "each ready gateway is up with an rs_hash; events and payments are up";
  if (gateways.length === 0) {
    return couldNotVerify(
      "no gateway is ready",
      bound,
      "kubectl get pods -l app=gateway",
    );
  }
  const counts = APPS.map((app) =>
    `${app} ${targets.filter((one) => one.app === app).length}`
  );
  const unseen = gateways.filter((pod) =>
    !targets.some((one) => one.pod === pod && one.hash !== "")
  );
  const missing = APPS.filter((app) => !targets.some((one) => one.app === app));
  const measured =
    `up: ${
      counts.join(", ")
    }; ${unseen.length} of ${gateways.length} gateways ` +
    "without a version";
  return unseen.length === 0 && missing.length === 0
    ? pass(measured, bound, { targets })
    : fail(
      measured,
      bound,
      `the targets of Prometheus in the cluster, and step 7.4; missing: ${
        [...unseen, ...missing].join(", ")
      }`,
    );
}
