/**
 * The resource that was full, as people name it and as metrics show it.
 * @module
 */

import type { Use } from "./evidence.ts";

/** Kinds of resources. A queue in front of a process is its event loop. */
export type Kind = "pool" | "cpu" | "loop";

/** A resource of one part of the system. */
export interface Resource {
  readonly part: string;
  readonly kind: Kind;
}

/** From that share on nothing is left. */
const USED_UP = 0.9;

const PARTS =
  /\b(gateway|events|payments|notifications|machine|host|laptop|node|generator)\b/i;

/**
 * The resource that a text names; undefined: no part, or no kind of resource.
 */
export function resourceIn(text: string): Resource | undefined {
  const part = PARTS.exec(text)?.[1]?.toLowerCase();
  const kind: Kind | undefined =
    /pool|connection|verbindung|соединени/iu.test(text)
      ? "pool"
      : /event.?loop|queue|\blag\b|warteschlange|очеред/iu.test(text)
      ? "loop"
      : /cpu|\bcores?\b|processor|prozessor|процессор/iu.test(text)
      ? "cpu"
      : undefined;
  if (part === undefined || kind === undefined) return undefined;
  return { part: /host|laptop|node/.test(part) ? "machine" : part, kind };
}

/**
 * The use that bears a claim out; undefined: none does. An event loop that is
 * late waits for its process's CPU: a pod with a limit shows its end there.
 */
export function useThatBears(
  claim: Resource,
  uses: readonly Use[],
): Use | undefined {
  const full = uses.filter(({ share }) => share >= USED_UP);
  return full.find(({ resource }) => {
    const found = resourceIn(resource);
    if (found === undefined || found.part !== claim.part) return false;
    return found.kind === claim.kind ||
      (found.kind === "loop" && claim.kind === "cpu");
  });
}

/** The most that was used, in words. */
export function fullestText(uses: readonly Use[]): string {
  const [most] = uses.toSorted((a, b) => b.share - a.share);
  return most === undefined ? "no metrics" : `${most.resource}: ${most.detail}`;
}
