/**
 * Forms of .dockerignore for Lab 2, and some that let too much or too little in.
 * @module
 */

import type { Listed } from "../../../scripts/checks/variants/mod.ts";

const FILE = ".dockerignore";

type Edit = (own: string) => string;

const SAME: Readonly<Record<string, Edit>> = {
  "slashes": () =>
    "*\n!/deno.json\n!/deno.lock\n!services/\n!scripts/\n**/*.md\n",
  "names of what is not needed": () =>
    ".git\n.dev\n.env*\n**/node_modules\ncoverage\n**/*.md\n",
  "names with slashes": () =>
    ".git/\n.dev/\n**/.env\n**/.env.*\nnode_modules/\ncoverage/\n*.md\n**/*.md\n",
  "two stars": () => "**\n!deno.*\n!services/**\n!scripts/**\n**/*.md\n",
  "hidden files by a pattern": () =>
    ".*\n!.dockerignore\nnode_modules\ncoverage\n**/*.md\n",
  "comments and empty lines": (own) => own.replaceAll("\n!", "\n\n# needed\n!"),
  "the Dockerfile too": (own) => `${own}services/Dockerfile\n.dockerignore\n`,
};

const WRONG: Readonly<Record<string, Edit>> = {
  "documents in folders": () =>
    ".git\n.dev\n.env*\nnode_modules\ncoverage\n*.md\n",
  "the history": () => ".dev\n.env*\n**/node_modules\ncoverage\n**/*.md\n",
  "secrets with an ending": () =>
    ".git\n.dev\n.env\n**/node_modules\ncoverage\n**/*.md\n",
  "data": () => ".git\n.env*\n**/node_modules\ncoverage\n**/*.md\n",
  "packages": () => ".git\n.dev\n.env*\ncoverage\n**/*.md\n",
  "coverage": () => ".git\n.dev\n.env*\nnode_modules\n**/*.md\n",
  "no scripts": (own) => own.replace("!scripts\n", ""),
  "no lock file": (own) => own.replace("!deno.lock\n", ""),
  "no payments": (own) => `${own}services/payments\n`,
  "no SQL": (own) => `${own}**/*.sql\n`,
  "documents let in again": (own) => `${own}!**/*.md\n`,
  "secrets let in again": (own) => `${own}!.env\n`,
  "nothing named": () => "# nothing\n",
};

/** By the file that a build leaves out. */
export const CONTEXT_VARIANTS: readonly Listed[] = [
  ...Object.entries(SAME).map(([name, edit]) =>
    listed(name, "equivalent", edit)
  ),
  ...Object.entries(WRONG).map(([name, edit]) =>
    listed(name, "neighbour", edit)
  ),
];

function listed(name: string, kind: Listed["kind"], edit: Edit): Listed {
  return {
    name: `.dockerignore: ${name}`,
    kind,
    steps: ["2.6"],
    change: { [FILE]: (old) => edit(old(FILE)) },
  };
}
