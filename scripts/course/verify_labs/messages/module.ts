/**
 * A module of a lab as a parser reads it: what it declares and imports by name.
 * @module
 */

import { parse } from "@babel/parser";
import { dirname, join } from "node:path";
import { readText } from "../../../lib/files/mod.ts";

/** A node of the tree; what a node has beside its type depends on that. */
export interface Node {
  readonly type: string;
  readonly [key: string]: unknown;
}

/** A module. */
export interface Module {
  readonly path: string;
  readonly program: Node;
  /** Functions and constants at its top level: what their names stand for. */
  readonly declared: ReadonlyMap<string, Node>;
  /** Names from other modules of labs. */
  readonly imported: ReadonlyMap<string, string>;
}

/** Reads a module, and each module of a lab that it imports, once. */
export async function modulesFrom(
  path: string,
  known: Map<string, Module> = new Map(),
): Promise<ReadonlyMap<string, Module>> {
  if (known.has(path)) return known;
  const module = readModule(path, await readText(path));
  known.set(path, module);
  for (const other of new Set(module.imported.values())) {
    await modulesFrom(other, known);
  }
  return known;
}

/** Reads the text of a module. */
function readModule(path: string, text: string): Module {
  const { program } = parse(text, {
    sourceType: "module",
    plugins: ["typescript"],
  }) as unknown as { program: Node };
  const declared = new Map<string, Node>();
  const imported = new Map<string, string>();
  for (const statement of nodesIn(program.body)) {
    if (statement.type === "ImportDeclaration") {
      const from = valueOf(statement.source);
      if (!from.startsWith(".")) continue;
      const file = join(dirname(path), from);
      if (!/^labs\/.*\.ts$/.test(file)) continue;
      for (const one of nodesIn(statement.specifiers)) {
        imported.set(nameOf(one.local), file);
      }
      continue;
    }
    const inner = isNode(statement.declaration)
      ? statement.declaration
      : statement;
    if (inner.type === "FunctionDeclaration") {
      declared.set(nameOf(inner.id), inner);
    }
    if (inner.type !== "VariableDeclaration") continue;
    for (const one of nodesIn(inner.declarations)) {
      if (isNode(one.init)) declared.set(nameOf(one.id), one.init);
    }
  }
  return { path, program, declared, imported };
}

/** Whether something is a node. */
export function isNode(value: unknown): value is Node {
  return typeof value === "object" && value !== null && "type" in value &&
    typeof value.type === "string";
}

/** The nodes of a list. */
export function nodesIn(value: unknown): readonly Node[] {
  return Array.isArray(value) ? value.filter(isNode) : [];
}

/** The nodes directly below one, in the order of the text. */
export function childrenOf(node: Node): readonly Node[] {
  return Object.values(node).flatMap((value) =>
    isNode(value) ? [value] : nodesIn(value)
  );
}

/** The name of an identifier, or of a property. */
export function nameOf(node: unknown): string {
  return isNode(node) && typeof node.name === "string" ? node.name : "";
}

/** The value of a string literal. */
function valueOf(node: unknown): string {
  return isNode(node) && typeof node.value === "string" ? node.value : "";
}
