/**
 * Memory that the parts use, held against what they request and may have.
 * @module
 */

import {
  couldNotVerify,
  fail,
  type Finding,
  mebibytes,
  pass,
  quantity,
} from "../../scripts/checks/mod.ts";
import { type Declared, type Part, PARTS } from "./declared.ts";

/** A limit leaves this much room above what is used under a little load. */
const HEADROOM = 1.2;

/** A request below this share of what is used misleads the scheduler. */
const MIN_REQUEST = 0.5;

/** Bytes that the pods of a part use, the largest of them. */
export type Used = Readonly<Partial<Record<Part, number>>>;

/** Evaluates what runs by what it uses. */
export function evaluateUsed(all: readonly Declared[], used: Used): Finding {
  const bound =
    `a limit of at least ${HEADROOM} times what is used, a request of at least ` +
    `${MIN_REQUEST} times`;
  const unknown = PARTS.filter((part) => used[part] === undefined);
  if (unknown.length > 0) {
    return couldNotVerify(
      `metrics-server has no figures for ${unknown.join(", ")} yet`,
      bound,
      "kubectl top pods, until it shows every part; metrics-server measures every 15 s",
    );
  }
  const problems = all.flatMap(({ part, resources: { requests, limits } }) => {
    const bytes = used[part] ?? 0;
    const uses = `${part} uses ${mebibytes(bytes)}, and`;
    const { memory: limit } = limits;
    const { memory: requested = limit } = requests;
    const least = bytes * MIN_REQUEST;
    return [
      ...quantity(limit) < bytes * HEADROOM
        ? [`${uses} its limit is ${limit}`]
        : [],
      ...quantity(requested) < least ? [`${uses} requests ${requested}`] : [],
    ];
  });
  const measured = PARTS.map((part) => `${part} ${mebibytes(used[part] ?? 0)}`);
  return problems.length === 0
    ? pass(`used: ${measured.join(", ")}`, bound, used)
    : fail(
      problems.join("; "),
      bound,
      "kubectl top pods, and resources in the file of that part",
      used,
    );
}
