/**
 * A drill's result for people.
 * @module
 */

import type { Check, Result } from "./result.ts";

const WORDS = {
  "pass": "pass ",
  "fail": "FAIL ",
  "could not verify": "?    ",
} as const;

/** A rung, as soon as it is known. */
export function checkText({ name, verdict, measured, bound }: Check): string {
  const head = `${WORDS[verdict]} ${name.padEnd(12)} ${measured}`;
  return verdict === "pass" ? head : `${head}\n      must be: ${bound}`;
}

/** The result. */
export function resultText(
  { verdict, rto, rpo, backup, live }: Result,
): string {
  return [
    "",
    `Verdict: ${verdict}`,
    `  RTO  ${time(rto.firstOrder)} to the first order (server ` +
    `${time(rto.serverUp)}, restored ${time(rto.restored)}, verified ` +
    `${time(rto.verified)})`,
    `  RPO  ${time(rpo.seconds)}, orders lost: ${rpo.orders ?? "unknown"}`,
    `  of   ${backup.name}, ${backup.bytes} bytes`,
    live === null || live.orders === 0
      ? "  load none: no visitor bought meanwhile, so the times are those of an " +
        "idle machine"
      : `  load ${live.orders} sold in ${live.seconds.toFixed(1)} s on the ` +
        "live shop",
  ].join("\n");
}

/** A line of `drill trend`. */
export function trendLine(
  { began, verdict, rto, rpo, backup }: Result,
): string {
  return [
    began,
    verdict.padEnd(16),
    `RTO ${time(rto.firstOrder)}`.padEnd(14),
    `RPO ${time(rpo.seconds)}`.padEnd(14),
    `lost ${rpo.orders ?? "?"}`.padEnd(10),
    backup.name,
  ].join("  ");
}

function time(seconds: number | null): string {
  return seconds === null ? "-" : `${seconds.toFixed(1)} s`;
}
