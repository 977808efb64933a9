/**
 * The rule that Git, kubectl and PostgreSQL's programs are started in one place
 * each, in whatever form a file starts them.
 * @module
 */

import { refusedProgram, refusedScript } from "./programs.ts";
import { inRepository } from "./repository_path.ts";

/** Properties that hold the program of a command. */
const PROGRAM_KEY = /^(?:file|program|command|cmd)$/;

/** Functions that receive a program's name and find it in its one place. */
const ASKED = /(?:^|\.)(?:invocation|databaseWord|databaseAndServer)$/;

/** The rule. */
export const oneStarter: Deno.lint.Rule = {
  create(context) {
    const path = inRepository(context.filename);
    if (path === undefined || /^labs\/[^/]+\/(?:solution|start)\//.test(path)) {
      return {};
    }
    const from = path;
    const text = (node: Deno.lint.Node): string =>
      context.sourceCode.getText(node);

    function report(node: Deno.lint.Node, message: string | undefined): void {
      if (message !== undefined) context.report({ node, message });
    }
    function program(node: Deno.lint.Node | undefined | null): void {
      if (node?.type !== "Literal") return;
      report(node, refusedProgram(from, String(node.value)));
    }
    return {
      NewExpression(node: Deno.lint.NewExpression) {
        program(node.arguments[0]);
      },
      CallExpression(node: Deno.lint.CallExpression) {
        if (node.arguments.length < 2 || ASKED.test(text(node.callee))) return;
        if (node.arguments[1]?.type === "Literal") return; // words of a text
        program(node.arguments[0]);
      },
      Property(node: Deno.lint.Property) {
        if (PROGRAM_KEY.test(text(node.key))) program(node.value);
      },
      ArrayExpression(node: Deno.lint.ArrayExpression) {
        const [first, second] = node.elements;
        // `["git", "status"]`, and not a list of names such as ["git", "jq"].
        if (node.parent?.type === "Property") program(first);
        if (first?.type !== "Literal" || first.value !== "-c") return;
        if (second?.type === "Literal" || second?.type === "TemplateLiteral") {
          report(second, refusedScript(from, text(second).slice(1, -1)));
        }
      },
    };
  },
};
