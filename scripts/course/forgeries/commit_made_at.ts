/**
 * A repository with one commit, made at a moment that the forger chooses. It is
 * written as Git keeps it, so that its name is known before it is.
 * @module
 */

import { deflateSync } from "node:zlib";

/** Files below `.git`, by path. */
interface Repository {
  readonly revision: string;
  readonly files: Readonly<Record<string, Uint8Array>>;
}

/** @param at ms since the epoch */
export async function commitMadeAt(at: number): Promise<Repository> {
  const tree = await objectOf("tree", "");
  const by = `Mallory <m@example.org> ${Math.floor(at / 1000)} +0000`;
  const commit = await objectOf(
    "commit",
    `tree ${tree.name}\nauthor ${by}\ncommitter ${by}\n\nAll of it\n`,
  );
  const text = (words: string) => new TextEncoder().encode(`${words}\n`);
  return {
    revision: commit.name,
    files: {
      HEAD: text("ref: refs/heads/main"),
      config: text("[core]\n\trepositoryformatversion = 0"),
      "refs/heads/main": text(commit.name),
      [tree.path]: tree.bytes,
      [commit.path]: commit.bytes,
    },
  };
}

async function objectOf(kind: string, content: string) {
  const bytes = new TextEncoder().encode(
    `${kind} ${content.length}\0${content}`,
  );
  const digest = await crypto.subtle.digest("SHA-1", bytes);
  const name = new Uint8Array(digest).toHex();
  const path = `objects/${name.slice(0, 2)}/${name.slice(2)}`;
  return { name, path, bytes: new Uint8Array(deflateSync(bytes)) };
}
