/**
 * Every outcome of a check with what it says, from the code of the check: each
 * place where a finding is made that its `run` can reach.
 * @module
 */

import {
  childrenOf,
  isNode,
  type Module,
  nameOf,
  type Node,
  nodesIn,
} from "./module.ts";
import { type Scope, textsOf } from "./texts_of.ts";

/** Functions that make findings: the outcome, and which argument says what. */
const OUTCOMES = {
  fail: { verdict: "FAILED", says: 0, bound: 1, look: 2 },
  couldNotVerify: { verdict: "UNKNOWN", says: 0, bound: 1, look: 2 },
  unreadable: { verdict: "UNKNOWN", says: 0, bound: 2, look: 3 },
  notStarted: { verdict: "to do", says: 0, bound: -1, look: 1 },
  passWithRemark: { verdict: "ok, remark", says: 2, bound: 1, look: -1 },
  pass: { verdict: "ok", says: 0, bound: 1, look: -1 },
} as const;

/** A place where a finding is made. */
export interface Outcome {
  readonly verdict: (typeof OUTCOMES)[keyof typeof OUTCOMES]["verdict"];
  /** Its possible texts; each is an alternative, or a part of a list. */
  readonly says: readonly string[];
  readonly bound: readonly string[];
  readonly look: readonly string[];
}

/** The outcomes of the check `id`; undefined when the module has no such check. */
export function outcomesOf(
  id: string,
  module: Module,
  modules: ReadonlyMap<string, Module>,
): readonly Outcome[] | undefined {
  const check = [...module.declared.values()].find((node) =>
    node.type === "ObjectExpression" && hasId(node, id)
  );
  if (check === undefined) return undefined;
  const found = new Map<string, Outcome>();
  const visited = new Set<Node>();

  function visit(node: Node, scopes: readonly Node[], home: Module): void {
    if (/Function|ObjectMethod/.test(node.type)) scopes = [node, ...scopes];
    const scope = scopeOf(scopes, home, modules);
    const kind = node.type === "CallExpression" ? nameOf(node.callee) : "";
    if (Object.hasOwn(OUTCOMES, kind)) {
      const { verdict, ...places } = OUTCOMES[kind as keyof typeof OUTCOMES];
      const given = nodesIn(node.arguments);
      const text = (place: number) => textsOf(given[place], scope);
      const outcome = {
        verdict,
        says: text(places.says),
        bound: text(places.bound),
        look: text(places.look),
      };
      found.set(JSON.stringify(outcome), outcome);
    }
    if (kind === "reportFinding") {
      for (const one of ofReport(nodesIn(node.arguments)[0], scope)) {
        found.set(JSON.stringify(one), one);
      }
    }
    if (node.type === "Identifier") {
      const other = declaredAs(nameOf(node), home, modules);
      if (other !== undefined && !visited.has(other.node)) {
        visited.add(other.node);
        visit(other.node, [], other.module);
      }
    }
    for (const child of childrenOf(node)) visit(child, scopes, home);
  }

  visit(check, [], module);
  return [...found.values()];
}

/** The messages that `reportFinding` makes of a report's values. */
function ofReport(given: Node | undefined, scope: Scope): readonly Outcome[] {
  const text = (name: string) => {
    const one = nodesIn(given?.properties).find(({ key }) =>
      nameOf(key) === name
    );
    return textsOf(one?.value, scope);
  };
  const { bound, look } = { bound: text("bound"), look: text("file") };
  return [
    { verdict: "to do", says: ["no value is filled in yet"], bound, look },
    { verdict: "FAILED", says: text("wrong"), bound, look },
    {
      verdict: "UNKNOWN",
      says: ["the values that cannot be read"],
      bound,
      look,
    },
    { verdict: "ok", says: text("measured"), bound, look: [] },
  ];
}

function hasId(object: Node, id: string): boolean {
  return nodesIn(object.properties).some((one) =>
    nameOf(one.key) === "id" && isNode(one.value) && one.value.value === id
  );
}

function declaredAs(
  name: string,
  home: Module,
  modules: ReadonlyMap<string, Module>,
): { node: Node; module: Module } | undefined {
  const own = home.declared.get(name);
  if (own !== undefined) return { node: own, module: home };
  const module = modules.get(home.imported.get(name) ?? "");
  const node = module?.declared.get(name);
  return module === undefined || node === undefined
    ? undefined
    : { node, module };
}

/** Names within the functions around a place, then those of its module. */
function scopeOf(
  functions: readonly Node[],
  home: Module,
  modules: ReadonlyMap<string, Module>,
): Scope {
  return (name) => {
    for (const one of functions) {
      const node = localIn(one, name);
      if (node !== undefined) return { node, module: home };
    }
    return declaredAs(name, home, modules);
  };
}

function localIn(node: Node, name: string): Node | undefined {
  if (
    node.type === "VariableDeclarator" && nameOf(node.id) === name &&
    isNode(node.init)
  ) return node.init;
  for (const child of childrenOf(node)) {
    const found = localIn(child, name);
    if (found !== undefined) return found;
  }
  return undefined;
}
