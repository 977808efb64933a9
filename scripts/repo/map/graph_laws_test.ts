import assert from "node:assert/strict";
import fc from "fast-check";
import { type Arrow, cyclesIn, distinct, longestChain } from "./graph.ts";

const node = fc.constantFrom("a", "b", "c", "d", "e", "f");
const arrows = fc.array(fc.tuple(node, node), { maxLength: 16 });

/**
 * The nodes that can be reached from each node, by walking all arrows to the
 * end.
 */
function reach(arrows: readonly Arrow[]): ReadonlyMap<string, Set<string>> {
  const found = new Map<string, Set<string>>();
  for (const start of arrows.flat()) {
    const seen = new Set<string>();
    const next = [start];
    for (let at = next.pop(); at !== undefined; at = next.pop()) {
      for (const [from, to] of arrows) {
        if (from === at && !seen.has(to)) {
          seen.add(to);
          next.push(to);
        }
      }
    }
    found.set(start, seen);
  }
  return found;
}

Deno.test("two nodes are in one cycle exactly when each reaches the other", () => {
  fc.assert(fc.property(arrows, (arrows) => {
    const reached = reach(arrows);
    const cycles = cyclesIn(arrows);
    for (const a of reached.keys()) {
      for (const b of reached.keys()) {
        if (a === b) continue;
        const both = reached.get(a)?.has(b) && reached.get(b)?.has(a);
        const together = cycles.some((all) =>
          all.includes(a) && all.includes(b)
        );
        assert.equal(together, both === true, `${a} ${b}`);
      }
    }
  }));
});

Deno.test("no node is in two cycles, and a cycle has at least two", () => {
  fc.assert(fc.property(arrows, (arrows) => {
    const cycles = cyclesIn(arrows);
    const all = cycles.flat();
    assert.equal(new Set(all).size, all.length);
    assert.ok(cycles.every((nodes) => nodes.length > 1));
  }));
});

Deno.test("one arrow more never makes the longest chain of a plan without cycles shorter", () => {
  // Arrows from smaller to larger letters alone: nothing can close a circle.
  const down = arrows.map((all) => all.filter(([from, to]) => from < to));
  fc.assert(fc.property(down, down, (some, more) => {
    const before = longestChain(some);
    assert.ok(longestChain([...some, ...more]) >= before);
    assert.deepEqual(cyclesIn([...some, ...more]), []);
  }));
});

for (
  const [what, arrows, nodes] of [
    ["no arrow", [], 0],
    ["an arrow to itself", [["a", "a"]], 0],
    ["one arrow", [["a", "b"]], 2],
    ["one arrow twice", [["a", "b"], ["a", "b"]], 2],
    ["a chain, given backwards", [["c", "d"], ["b", "c"], ["a", "b"]], 4],
    ["two chains", [["a", "b"], ["x", "y"], ["y", "z"]], 3],
    ["a circle of three", [["a", "b"], ["b", "c"], ["c", "a"]], 1],
    ["a circle with a tail", [["a", "b"], ["b", "a"], ["b", "c"]], 2],
    ["a diamond", [["a", "b"], ["a", "c"], ["b", "d"], ["c", "d"]], 3],
  ] as const
) {
  Deno.test(`the longest chain of ${what} has ${nodes} nodes`, () => {
    assert.equal(longestChain(arrows), nodes);
  });
}

Deno.test("arrows are listed once, without those from a node to itself", () => {
  assert.deepEqual(distinct([["a", "b"], ["b", "b"], ["a", "b"], ["b", "a"]]), [
    ["a", "b"],
    ["b", "a"],
  ]);
});
