/**
 * The kernel rules for packets to one port, and how they are removed.
 * @module
 */

import type { ActionOf } from "../model/action_providers.ts";

/** A program with its arguments. */
export type Line = readonly [program: string, ...args: string[]];

/** The commands to run. */
export interface NetworkPlan {
  /** For people, e.g. "a partition". */
  readonly what: string;
  /** Changes nothing that lasts, and fails where the plan would. */
  readonly trial: Line;
  /** The commands that do it, in order. */
  readonly lines: readonly Line[];
  readonly undo: readonly Line[];
}

/** Handle of the queue that is ours. */
const HANDLE = "7175:";

/** The device of packets from this machine to itself. */
const DEV = ["dev", "lo"] as const;

/**
 * Plans it. Only packets to `port` are touched; inside of a network namespace
 * when the provider names one.
 */
export function networkPlan(
  provider: ActionOf<"network">,
  port: number,
  runId: string,
): NetworkPlan {
  const { namespace } = provider;
  const inside = (line: Line): Line =>
    namespace === undefined
      ? line
      : ["ip", "netns", "exec", namespace, ...line];
  const plan = provider.do === "partition"
    ? partition(port, runId, inside)
    : queue(port, provider);
  return {
    ...plan,
    lines: plan.lines.map(inside),
    undo: plan.undo.map(inside),
  };
}

function partition(
  port: number,
  runId: string,
  inside: (line: Line) => Line,
): NetworkPlan {
  const rule = [
    ...["INPUT", "-p", "tcp", "--dport", String(port)],
    ...["-m", "comment", "--comment", `quickticket-chaos:${runId}`],
    ...["-j", "DROP"],
  ];
  return {
    what: "a partition",
    trial: inside(["iptables", "-S", "INPUT"]),
    lines: [["iptables", "-I", ...rule]],
    undo: [["iptables", "-D", ...rule]],
  };
}

function queue(
  port: number,
  { do: what, delay_ms, jitter_ms, rate }: ActionOf<"network">,
): NetworkPlan {
  const netem = what === "delay"
    ? ["delay", `${delay_ms}ms`, `${jitter_ms}ms`]
    : ["loss", `${percent(rate)}%`];
  return {
    what: `a network ${what}`,
    // In a network of its own, which is gone with the program.
    trial: ["unshare", "-n", "tc", "qdisc", "add", ...DEV, "root", "netem"],
    lines: [
      ["tc", "qdisc", "add", ...DEV, "root", "handle", HANDLE, "prio"],
      [
        ...["tc", "qdisc", "add", ...DEV, "parent", `${HANDLE}3`] as const,
        "netem",
        ...netem,
      ],
      [
        ...["tc", "filter", "add", ...DEV, "parent", HANDLE] as const,
        ...["protocol", "ip", "u32", "match", "ip", "dport"],
        ...[String(port), "0xffff", "flowid", `${HANDLE}3`],
      ],
    ],
    undo: [["tc", "qdisc", "del", ...DEV, "root", "handle", HANDLE]],
  };
}

/** Without the noise of binary fractions: 0.07 is 7, not 7.000000000000001. */
function percent(rate: number): number {
  return Number((rate * 100).toFixed(6));
}
