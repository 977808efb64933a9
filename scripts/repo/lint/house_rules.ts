/**
 * The house's own lint rules: what CONTRIBUTING.md says of imports, of the
 * process and of size, so that nobody has to remember it in a review.
 * @module
 */

/** Longest file, in lines. */
const MAX_LINES = 250;

type Context = Deno.lint.RuleContext;

/** Tests and what only tests use. */
const TEST_CODE = /_(test|fixture|fake|contract)\.ts$/;

/** Files that may touch the process: the edges. */
const EDGES = /\/(main|cli|run_service|host|.+_server)\.ts$/;

const noCrossImport: Deno.lint.Rule = {
  create(context) {
    const from = placeOf(context.filename);
    if (!from) return {};
    function check(node: { readonly source: Deno.lint.StringLiteral | null }) {
      if (!node.source || !/^\.\.?\//.test(node.source.value)) return;
      const to = placeOf(resolve(context.filename, node.source.value));
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

interface Place {
  readonly area: "services" | "scripts";
  readonly part: string;
  readonly file: string;
}

function placeOf(path: string): Place | undefined {
  const match = /\/(services|scripts)\/([^/]+)\/(.+)$/.exec(path);
  if (!match) return undefined;
  const [, area, part = "", file = ""] = match;
  return { area: area === "services" ? "services" : "scripts", part, file };
}

function resolve(from: string, specifier: string): string {
  return new URL(specifier, `file://${from}`).pathname;
}

function refusal(from: Place, to: Place): string | undefined {
  if (/(^|\/)(main|cli)\.ts$/.test(to.file)) {
    if (from.part !== to.part || !TEST_CODE.test(from.file)) {
      return "Nothing imports a program: move what is needed to a file beside it";
    }
  }
  if (from.area === "services") {
    if (to.area === "scripts") return "A service never imports a script";
    return to.part === "shared" || to.part === from.part
      ? undefined
      : "A service never imports another service: they meet over HTTP";
  }
  return to.area === "services" && to.part !== "shared" && to.file !== "mod.ts"
    ? `Import services/${to.part}/mod.ts: the rest of it is its own`
    : undefined;
}

const processAtEdge: Deno.lint.Rule = {
  create(context) {
    const place = placeOf(context.filename);
    if (!place || TEST_CODE.test(place.file)) return {};
    if (EDGES.test(context.filename)) return {};
    const wholly = place.area === "services";
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
        if (lines <= MAX_LINES) return;
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
    "short-files": shortFiles,
  },
};

export default plugin;
