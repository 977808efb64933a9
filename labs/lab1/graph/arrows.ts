/**
 * Reads the calls between parts as a report draws them: lines with arrows, a
 * table, nested lists, Mermaid.
 * @module
 */

import type { List, RootContent } from "mdast";
import {
  sectionsIn,
  toString,
  treeOf,
} from "../../../scripts/lib/text/markdown/mod.ts";
import { arrowsInMermaid } from "./mermaid.ts";
import { isOutside, partIn } from "./names.ts";

/** One arrow. */
export interface Arrow {
  /** A part, or the words that stand there. */
  readonly from: string;
  readonly to: string;
  /** False of a line that has no head. */
  readonly isDirected: boolean;
}

const HEADING = /1\.3|who calls whom|depend|call graph|\bmap\b|architect/i;

/** The arrow between two names in a line, in any spelling. */
const HEAD =
  /\s*(?:<(?:[-=]+)|←|⟵|⇐)\s*|\s*(?:[-=.]+(?:\([^)]*\)|\[[^\]]*\]|\|[^|]*\|)?[-=.]*>+(?:\|[^|]*\|)?|→|⟶|⇒|➜|➔|🡒|↦)\s*/u;

const BACK = /<|←|⟵|⇐/;

const KNOWN = new Set(["gateway", "events", "payments", "postgres", "redis"]);

/**
 * The arrows of a report. Without a part of its own for them, only arrows
 * between two parts of the shop are taken: others mean something else.
 */
export function arrowsIn(report: string): readonly Arrow[] {
  for (const body of sectionsOn(report)) {
    const own = drawnIn(body).filter(({ from }) => !isOutside(from));
    if (own.length > 0) return own;
  }
  return drawnIn(report).filter(({ from, to }) =>
    KNOWN.has(from) && KNOWN.has(to)
  );
}

/** True when the part of the report about calls names parts of the shop. */
export function namesParts(report: string): boolean {
  return sectionsOn(report).some((body) => {
    const words = body.toLowerCase();
    return [...KNOWN].every((part) => words.includes(part));
  });
}

/** The text below each heading about calls, with its own headings. */
function sectionsOn(report: string): readonly string[] {
  return [1, 2, 3, 4, 5, 6].flatMap((depth) =>
    sectionsIn(report, depth).filter((one) =>
      one.depth === depth && HEADING.test(one.text)
    ).map(({ body }) => body)
  );
}

function drawnIn(markdown: string): readonly Arrow[] {
  return arrowsOf(treeOf(markdown).children)
    .filter(({ from, to }) => from !== "" && to !== "");
}

function arrowsOf(nodes: readonly RootContent[]): readonly Arrow[] {
  return nodes.flatMap((node): readonly Arrow[] => {
    switch (node.type) {
      case "code":
        return /^\s*(?:%%.*\n\s*|---\n[^]*?\n---\n\s*)*(?:graph|flowchart|sequenceDiagram)\b/
            .test(node.value)
          ? arrowsInMermaid(node.value)
          : linesOf(node.value);
      case "table": {
        const rows = node.children.map(({ children }) =>
          children.map((cell) => toString(cell))
        );
        return rows.flatMap(callsOfRow);
      }
      case "list":
        return ofList(node);
      case "paragraph":
        return linesOf(withBreaks(node.children));
      case "blockquote":
        return arrowsOf(node.children);
      default:
        return [];
    }
  });
}

/** An item names the caller, and a list below it those whom it calls. */
function ofList({ children }: List): readonly Arrow[] {
  return children.flatMap((item) => {
    const own = item.children.filter(({ type }) => type !== "list")
      .map((one) => "children" in one ? withBreaks(one.children) : "")
      .join("\n");
    const from = partIn(own);
    const below = item.children.flatMap((one) =>
      one.type === "list" ? one.children.map((child) => toString(child)) : []
    );
    if (KNOWN.has(from) && below.length > 0 && linesOf(own).length === 0) {
      return below.map((text) => ({
        from,
        to: partIn(text),
        isDirected: true,
      }));
    }
    return [
      ...linesOf(own),
      ...arrowsOf(
        item.children.filter((one) =>
          one.type === "list" || one.type === "code"
        ),
      ),
    ];
  });
}

/** Caller | callee, with a number before them or words behind. */
function callsOfRow(cells: readonly string[]): readonly Arrow[] {
  const drawn = cells.flatMap(linesOf);
  if (drawn.length > 0) return drawn;
  const [from, ...others] = cells.filter((cell) => !/^\W*\d*\W*$/.test(cell));
  const caller = partIn(from ?? "");
  if (!KNOWN.has(caller)) return [];
  const [callees = ""] = others;
  return namesIn(callees).filter((to) => KNOWN.has(to))
    .map((to) => ({ from: caller, to, isDirected: true }));
}

/** `gateway -> events, payments`, `events <- gateway`, `gateway: events`. */
function linesOf(text: string): readonly Arrow[] {
  return text.split(/\n|;/).flatMap((line) => {
    const heads = [...line.matchAll(new RegExp(HEAD, "gu"))];
    if (heads.length === 0) return ofColon(line);
    const names = line.split(HEAD).map((part) => namesIn(part));
    return heads.flatMap(([head], i) => {
      const [left, right] = [names[i] ?? [], names[i + 1] ?? []];
      const [from, to] = BACK.test(head) && !head.includes(">")
        ? [right, left]
        : [left, right];
      return from.flatMap((one) =>
        to.map((other) => ({ from: one, to: other, isDirected: true }))
      );
    });
  });
}

/** A line that is nothing but a part, a colon, and parts. */
function ofColon(line: string): readonly Arrow[] {
  const [, from = "", to = ""] = /^([^:]+):\s*(.+)$/.exec(line) ?? [];
  const callees = namesIn(to);
  return KNOWN.has(partIn(from)) && callees.every((one) => KNOWN.has(one))
    ? callees.map((one) => ({ from: partIn(from), to: one, isDirected: true }))
    : [];
}

/** "events, payments" or "{ events payments }"; a note behind is left out. */
function namesIn(text: string): readonly string[] {
  const [, inside] = /^\s*\{([^}]*)\}/.exec(text) ?? [];
  if (inside !== undefined) return inside.trim().split(/[\s,]+/).map(partIn);
  const [head = ""] = text.replaceAll(/\([^)]*\)|\[[^\]]*\]/g, " ")
    .replace(/^[\s\d.)*+-]+/, "").split(/:\s|:\d| [—–-] |\.(?:\s|$)/);
  return head.split(/\s*(?:,|&|\+|\/| and | und | и )\s*/)
    .filter((one) => one.trim() !== "").map(partIn)
    .filter((one) => one.split(" ").length <= 3);
}

/** The text of inline nodes, a line for each line. */
function withBreaks(nodes: readonly RootContent[]): string {
  return nodes.map((node) => node.type === "break" ? "\n" : toString(node))
    .join("");
}
