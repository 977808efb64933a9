/**
 * Arrows of a Mermaid drawing: flowcharts with any ids, shapes, labels, chains
 * and subgraphs, and sequence diagrams.
 * @module
 */

import type { Arrow } from "./arrows.ts";
import { partIn } from "./names.ts";

/** Statements that draw nothing. */
const OTHER =
  /^(?:%%|---|title\b|direction\b|class(?:Def)?\b|style\b|linkStyle\b|click\b|accTitle|accDescr|autonumber|note\b|activate\b|deactivate\b|loop\b|alt\b|else\b|opt\b|par\b|and\b|rect\b|box\b)/i;

/** A node: its id, and what stands in its shape. */
const NODE =
  /([\p{L}\d_]+(?:[.-][\p{L}\d_]+)*)\s*(?:@\{([^}]*)\}|[[({>]+[\\/]?\s*("[^"]*"|[^\])}]*?)\s*[\\/]?[\])}]+)?(?::::?[\w-]+)?/uy;

/** An arrow, with its text inside or behind it. */
const LINK =
  /\s*(<?)(?:--+|-\.+-?|==+|~~~)(?:\s*("[^"]*"|[^=.>|<\n-][^|<>\n]*?)\s*(?:--+|\.+-|==+))?([>xo]?)\s*(?:\|[^|]*\|)?\s*/y;

/** `gateway->>+events: list` */
const MESSAGE = /^\s*(.+?)\s*(--?)(>>|>|\)|x)\s*[+-]?\s*([^:]+?)\s*(?::.*)?$/;

/** Arrows of one drawing. */
export function arrowsInMermaid(source: string): readonly Arrow[] {
  return /^\s*sequenceDiagram/m.test(source)
    ? messagesIn(source)
    : linksIn(source);
}

/** A dotted line in a sequence is an answer, and no call. */
function messagesIn(source: string): readonly Arrow[] {
  const names = new Map<string, string>();
  const arrows: Arrow[] = [];
  for (const line of source.split("\n")) {
    const [, id, alias] =
      /^\s*(?:participant|actor)\s+(\S+?)(?:\s+as\s+(.+))?\s*$/.exec(line) ??
        [];
    if (id !== undefined) {
      names.set(id, partIn(alias ?? id));
      continue;
    }
    if (OTHER.test(line.trim())) continue;
    const [, from, dash, , to] = MESSAGE.exec(line) ?? [];
    if (from === undefined || to === undefined || dash === "--") continue;
    const nameOf = (id: string) => names.get(id) ?? partIn(id);
    arrows.push({ from: nameOf(from), to: nameOf(to), isDirected: true });
  }
  return arrows;
}

function linksIn(source: string): readonly Arrow[] {
  const names = new Map<string, string>();
  /** Ids in a subgraph, by its id. */
  const groups = new Map<string, Set<string>>();
  const open: string[] = [];
  const drawn: (readonly [string, string, boolean])[] = [];
  function node(id: string, label: string | undefined): void {
    if (label !== undefined || !names.has(id)) {
      names.set(id, partIn(label ?? id));
    }
    for (const group of open) groups.get(group)?.add(id);
  }
  for (const line of source.split(/[\n;]/).map((one) => one.trim())) {
    if (/^(?:graph|flowchart)\b/.test(line) || OTHER.test(line)) continue;
    const [, group] = /^subgraph\s+([^\s[]+)/.exec(line) ?? [];
    if (group !== undefined) {
      open.push(group);
      groups.set(group, groups.get(group) ?? new Set());
    } else if (line === "end") open.pop();
    else drawn.push(...linksOf(line, node));
  }
  const partsOf = (id: string): readonly string[] =>
    groups.has(id)
      ? [...groups.get(id) ?? []].filter((one) => one !== id)
        .flatMap(partsOf)
      : [names.get(id) ?? id];
  return drawn.flatMap(([from, to, isDirected]) =>
    partsOf(from).flatMap((one) =>
      partsOf(to).map((other) => ({ from: one, to: other, isDirected }))
    )
  );
}

/** `a & b -->|text| c --> d` */
function linksOf(
  line: string,
  node: (id: string, label: string | undefined) => void,
): readonly (readonly [string, string, boolean])[] {
  let at = 0;
  const take = (pattern: RegExp): RegExpExecArray | null => {
    pattern.lastIndex = at;
    const found = pattern.exec(line);
    if (found !== null) at = pattern.lastIndex;
    return found;
  };
  const ids = (): readonly string[] => {
    const all: string[] = [];
    do {
      const [, id, attributes, label] = take(NODE) ?? [];
      if (id === undefined) break;
      node(id, label ?? /label:\s*"([^"]*)"/.exec(attributes ?? "")?.[1]);
      all.push(id);
    } while (take(/\s*&\s*/y) !== null);
    return all;
  };
  const links: (readonly [string, string, boolean])[] = [];
  let left = ids();
  for (;;) {
    const [whole, back, , head] = take(LINK) ?? [];
    const right = whole === undefined ? [] : ids();
    if (whole === undefined || right.length === 0) return links;
    if (!whole.includes("~~~")) {
      for (const from of left) {
        for (const to of right) {
          if (back !== "") links.push([to, from, true]);
          if (back === "" || head !== "") links.push([from, to, head !== ""]);
        }
      }
    }
    left = right;
  }
}
