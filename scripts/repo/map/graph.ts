/**
 * Two questions about a directed graph: which nodes reach each other, and how
 * long its longest chain is.
 * @module
 */

/** An arrow from one node to another. */
export type Arrow = readonly [from: string, to: string];

/** Arrows between different nodes, each once. */
export function distinct(arrows: Iterable<Arrow>): readonly Arrow[] {
  const seen = new Map<string, Arrow>();
  for (const [from, to] of arrows) {
    if (from !== to) seen.set(`${from}\n${to}`, [from, to]);
  }
  return [...seen.values()];
}

/** Groups of at least two nodes that all reach each other (Tarjan, 1972). */
export function cyclesIn(arrows: Iterable<Arrow>): readonly string[][] {
  return components(distinct(arrows)).filter((nodes) => nodes.length > 1)
    .map((nodes) => nodes.toSorted()).toSorted();
}

/** How many nodes the longest chain has; a cycle counts as one node. */
export function longestChain(arrows: Iterable<Arrow>): number {
  const all = distinct(arrows);
  const group = new Map<string, number>();
  // Components come out in an order in which none points to a later one.
  const depth: number[] = [];
  for (const [i, nodes] of components(all).entries()) {
    for (const node of nodes) group.set(node, i);
    const below = all.filter(([from]) => nodes.includes(from))
      .map(([, to]) => group.get(to) ?? i).filter((other) => other !== i);
    depth.push(1 + Math.max(0, ...below.map((other) => depth[other] ?? 0)));
  }
  return Math.max(0, ...depth);
}

function components(arrows: readonly Arrow[]): readonly string[][] {
  const next = Map.groupBy(arrows, ([from]) => from);
  const nodes = new Set(arrows.flat());
  const index = new Map<string, number>();
  const low = new Map<string, number>();
  const open: string[] = [];
  const found: string[][] = [];
  function visit(node: string): number {
    const own = index.size;
    index.set(node, own);
    let least = own;
    open.push(node);
    for (const [, to] of next.get(node) ?? []) {
      const known = index.get(to);
      if (known === undefined) least = Math.min(least, visit(to));
      else if (open.includes(to)) least = Math.min(least, known);
    }
    low.set(node, least);
    if (least === own) found.push(open.splice(open.indexOf(node)));
    return least;
  }
  for (const node of nodes) if (!index.has(node)) visit(node);
  return found;
}
