/**
 * Packets to one part, lost or late, by this machine's kernel. Only packets to
 * that part's port are touched, and every rule carries the run's name.
 * @module
 */

import { runProgram } from "../../lib/process/mod.ts";
import { CouldNotRun } from "../../lib/cli/mod.ts";
import type { ActionContext, Prepared } from "../action_context.ts";
import { stateIn } from "./part.ts";
import type { ActionOf } from "../action_providers.ts";
import type { Undo } from "../undo.ts";

type NetworkProvider = ActionOf<"network">;

/** A program with its arguments. */
type Line = readonly [program: string, ...args: string[]];

/** Handle of the queue that is ours. */
const HANDLE = "7175:";

/** @throws {CouldNotRun} when this kernel or this user cannot do it */
export async function prepareNetwork(
  provider: NetworkProvider,
  context: ActionContext,
): Promise<Prepared> {
  const port = await portOf(provider.name, context);
  const { namespace } = provider;
  const inside = (line: Line): Line =>
    namespace === undefined
      ? line
      : ["ip", "netns", "exec", namespace, ...line];
  const plan = provider.do === "partition"
    ? partition(port, context.runId)
    : queue(port, provider);
  await plan.check(inside);
  return {
    undo: plan.undo.map((line) => command(inside(line))),
    async inject() {
      for (const line of plan.lines) await must(inside(line));
      return `${provider.do} of packets to port ${port}`;
    },
  };
}

interface Plan {
  readonly lines: readonly Line[];
  readonly undo: readonly Line[];
  check(inside: (line: Line) => Line): Promise<void>;
}

function partition(port: number, runId: string): Plan {
  const rule = [
    "INPUT",
    "-p",
    "tcp",
    "--dport",
    String(port),
    "-m",
    "comment",
    "--comment",
    `quickticket-chaos:${runId}`,
    "-j",
    "DROP",
  ];
  return {
    lines: [["iptables", "-I", ...rule]],
    undo: [["iptables", "-D", ...rule]],
    check: (inside) =>
      allowed(inside(["iptables", "-S", "INPUT"]), "a partition"),
  };
}

function queue(port: number, provider: NetworkProvider): Plan {
  const { do: what, delay_ms, jitter_ms, rate } = provider;
  const netem = what === "delay"
    ? ["delay", `${delay_ms}ms`, `${jitter_ms}ms`]
    : ["loss", `${rate * 100}%`];
  const dev = ["dev", "lo"];
  return {
    lines: [
      ["tc", "qdisc", "add", ...dev, "root", "handle", HANDLE, "prio"],
      [
        ...["tc", "qdisc", "add", ...dev, "parent", `${HANDLE}3`] as const,
        "netem",
        ...netem,
      ],
      [
        ...["tc", "filter", "add", ...dev, "parent", HANDLE] as const,
        ...["protocol", "ip", "u32", "match", "ip", "dport"],
        ...[String(port), "0xffff", "flowid", `${HANDLE}3`],
      ],
    ],
    undo: [["tc", "qdisc", "del", ...dev, "root", "handle", HANDLE]],
    // In a network of its own, which is gone with the program.
    check: () =>
      allowed(
        ["unshare", "-n", "tc", "qdisc", "add", ...dev, "root", "netem"],
        `a network ${what}`,
      ),
  };
}

async function allowed(
  [program, ...args]: Line,
  what: string,
): Promise<void> {
  const { code, stderr } = await runProgram(program, args);
  if (code === 0) return;
  throw new CouldNotRun(
    `Cannot make ${what}: ${[program, ...args].join(" ")} says ` +
      `"${stderr.split("\n")[0]}"; it needs Linux with iptables and ` +
      "sch_netem, and root",
  );
}

async function must([program, ...args]: Line): Promise<void> {
  const { code, stderr } = await runProgram(program, args);
  if (code === 0) return;
  throw new CouldNotRun(
    `${[program, ...args].join(" ")} ended with ${code}: ${stderr}`,
  );
}

/** It fails when the rule is not there, which is what is wanted. */
function command([program, ...args]: Line): Undo {
  return { kind: "command", program, args, may_fail: true };
}

async function portOf(
  name: string,
  { target }: ActionContext,
): Promise<number> {
  const { address, urls } = target;
  let url = urls[name];
  if (address.kind === "dev") {
    const state = await stateIn(address.state);
    if (name === "postgres") url = state.postgres?.url;
    if (name === "redis") url = state.redis?.url;
  }
  const port = url === undefined ? NaN : Number(new URL(url).port);
  if (port > 0) return port;
  throw new CouldNotRun(
    `Cannot touch the network of ${name}: its port is not known on ` +
      `${target.kind}`,
  );
}
