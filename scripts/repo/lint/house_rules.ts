/**
 * The house's own lint rules: what CONTRIBUTING.md says of imports, of the
 * process and of size, so that no reviewer has to remember it.
 * @module
 */

import {
  DIRECT_WRITES,
  LONG_FILES,
  REFUSED_IMPORTS,
  UNREAD,
} from "./exceptions.ts";
import { refusedImport, wingOf } from "./layers.ts";
import { refusedLibrary, refusedTextReader } from "./libraries.ts";
import { oneStarter } from "./one_starter.ts";
import { inRepository } from "./repository_path.ts";
import { sameEverywhere } from "./same_everywhere.ts";

/** Longest file, in lines. */
const MAX_LINES = 250;

type Context = Deno.lint.RuleContext;

/** Tests and what only tests use. */
const TEST_CODE = /_(test|fixture|fake|contract)\.ts$/;

/** Files that may touch the process: the edges. */
const EDGES = /\/(main|cli|run_service|host|.+_server)\.ts$/;

const noCrossImport: Deno.lint.Rule = {
  create(context) {
    const from = inRepository(context.filename);
    if (from === undefined) return {};
    function check(node: { readonly source: Deno.lint.StringLiteral | null }) {
      if (!node.source || !/^\.\.?\//.test(node.source.value)) return;
      const to = inRepository(resolve(context.filename, node.source.value));
      const message = to && refusal(from!, to);
      if (message) context.report({ node: node.source, message });
    }
    return {
      ImportDeclaration: check,
      ExportNamedDeclaration: check,
      ExportAllDeclaration: check,
    };
  },
};

function resolve(from: string, specifier: string): string {
  return new URL(specifier, `file://${from}`).pathname;
}

function refusal(from: string, to: string): string | undefined {
  const isTest = TEST_CODE.test(from);
  if (/\/(main|cli)\.ts$/.test(to)) {
    return isTest && wingOf(from) === wingOf(to)
      ? undefined
      : "Nothing imports a program: move what is needed to a file beside it";
  }
  if (from.startsWith("services/") && to.startsWith("services/")) {
    const [, service] = from.split("/");
    const [, other] = to.split("/");
    return other === service || other === "shared" || isServiceDoor(from)
      ? undefined
      : "A service never imports another service: they meet over HTTP";
  }
  // A test stands outside the house: it may look into any room.
  if (isTest) return undefined;
  if (REFUSED_IMPORTS.some(([a, b]) => a === from && b === to)) return;
  return refusedImport(from, to);
}

/** The doors of `services/` for programs outside of it. */
function isServiceDoor(path: string): boolean {
  return path === "services/mod.ts";
}

const processAtEdge: Deno.lint.Rule = {
  create(context) {
    const path = inRepository(context.filename);
    if (path === undefined || path.startsWith("labs/")) return {};
    if (TEST_CODE.test(path) || EDGES.test(path)) return {};
    const wholly = path.startsWith("services/");
    return {
      'MemberExpression[object.name="Deno"]'(node: Deno.lint.MemberExpression) {
        const name = context.sourceCode.getText(node.property);
        if (wholly || ["env", "exit", "args"].includes(name)) {
          context.report({
            node,
            message:
              `Only the edge touches Deno.${name}: take it as a parameter`,
          });
        }
      },
    };
  },
};

const oneReader: Deno.lint.Rule = {
  create(context) {
    const from = inRepository(context.filename);
    if (from === undefined || TEST_CODE.test(from)) return {};
    return {
      ImportDeclaration(node: Deno.lint.ImportDeclaration) {
        const names = node.specifiers.map((one) =>
          one.type === "ImportSpecifier"
            ? context.sourceCode.getText(one.imported)
            : "*"
        );
        const message = UNREAD.includes(from)
          ? undefined
          : refusedLibrary(from, node.source.value, names);
        if (message) context.report({ node: node.source, message });
      },
    };
  },
};

const oneTextReader: Deno.lint.Rule = {
  create(context) {
    const from = inRepository(context.filename);
    if (from === undefined || TEST_CODE.test(from)) return {};
    if (/^labs\/[^/]+\/(?:solution|start|cases)\//.test(from)) return {};
    return {
      'MemberExpression[object.name="Deno"]'(node: Deno.lint.MemberExpression) {
        const name = context.sourceCode.getText(node.property);
        const message = refusedTextReader(from, name);
        if (message) context.report({ node, message });
      },
    };
  },
};

/** The functions that write a file in place. */
const WRITERS = /^(writeTextFile|writeFile|create|truncate|copyFile)(Sync)?$/;

/** An option by which `Deno.open` can write. */
const WRITING = /\b(write|append|create|createNew|truncate)\b/;

const wholeFiles: Deno.lint.Rule = {
  create(context) {
    const path = inRepository(context.filename);
    if (path === undefined || TEST_CODE.test(path)) return {};
    if (DIRECT_WRITES[path] !== undefined) return {};
    const report = (node: Deno.lint.Node): void =>
      context.report({
        node,
        message: "A tool that is killed here leaves half a file: use " +
          "replaceFile or createFile of lib/files",
      });
    return {
      'MemberExpression[object.name="Deno"]'(node: Deno.lint.MemberExpression) {
        const name = context.sourceCode.getText(node.property);
        if (WRITERS.test(name)) report(node);
        const call = node.parent;
        if (!/^open(Sync)?$/.test(name) || call?.type !== "CallExpression") {
          return;
        }
        const [, options] = call.arguments;
        if (options && WRITING.test(context.sourceCode.getText(options))) {
          report(node);
        }
      },
      ImportSpecifier(node: Deno.lint.ImportSpecifier) {
        const from = node.parent;
        if (from?.type !== "ImportDeclaration") return;
        if (!/^(node:)?fs(\/promises)?$/.test(from.source.value)) return;
        const name = context.sourceCode.getText(node.imported);
        if (/^(write|append|copy|create|truncate|cp$)/i.test(name)) {
          report(node);
        }
      },
    };
  },
};

const noArrowExport: Deno.lint.Rule = {
  create(context) {
    return {
      "ExportNamedDeclaration > VariableDeclaration > VariableDeclarator > ArrowFunctionExpression"(
        node: Deno.lint.Node,
      ) {
        context.report({
          node,
          message: "Export a function declaration: it has a name in a stack",
        });
      },
    };
  },
};

const shortFiles: Deno.lint.Rule = {
  create(context) {
    return {
      Program(node: Deno.lint.Program) {
        const lines = lineCount(context);
        const path = inRepository(context.filename) ?? "";
        if (lines <= MAX_LINES || LONG_FILES.includes(path)) return;
        context.report({
          node,
          message: `A file has at most ${MAX_LINES} lines, this one ${lines}`,
        });
      },
    };
  },
};

function lineCount({ sourceCode }: Context): number {
  return sourceCode.text.trimEnd().split("\n").length;
}

const plugin: Deno.lint.Plugin = {
  name: "house",
  rules: {
    "no-cross-import": noCrossImport,
    "process-at-edge": processAtEdge,
    "no-arrow-export": noArrowExport,
    "one-reader": oneReader,
    "one-starter": oneStarter,
    "one-text-reader": oneTextReader,
    "same-everywhere": sameEverywhere,
    "short-files": shortFiles,
    "whole-files": wholeFiles,
  },
};

export default plugin;
