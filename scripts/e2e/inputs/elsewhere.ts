/**
 * Command lines that are well formed, and name what is not there: a file, a
 * folder, a server, a word that a command does not know.
 * @module
 */

import type { Description, Wanted } from "../../lib/cli/mod.ts";
import type { WrongInput } from "./wrong_inputs.ts";
import { SECRET } from "./wrong_value.ts";

/** Not there, or measured and not good. */
const REFUSED = [1, 2];

/** Nothing listens on port 1. */
const DEAD = {
  postgres: `postgres://ada:${SECRET.replace(/[/@#]/g, "")}@127.0.0.1:1/shop`,
  redis: "redis://127.0.0.1:1",
  http: "http://127.0.0.1:1",
} as const;

const MISSING = "/nonexistent/zzz";

/** The content of the place: a folder and a file with nothing in it. */
export const EMPTY = {
  folder: "empty-folder",
  file: "empty-file.json",
} as const;

const WORDS = [MISSING, "zzz", "", " ", ".", "deno.json", "..", "👻"];

/**
 * Commands that would work for long before they look at such a flag, or that
 * make the file that is not there.
 */
const WOULD_START =
  /^(?:dev|test|bench|e2e:.*|test:.*|course|image|compile|lab run|lab prove|lab variants|lab negative-controls|lab cases|lab solve|lectures.*|slides|check:.*|readme:check|prometheus|console|docs|incident start|dashboards|migrate new)\b/;

/** Proofs that take the names of what they prove: another one is refused. */
const CHOOSES =
  /^(?:test|e2e:incidents|e2e:experiments experiments|image|lab run|lab cases|lab variants|lab prove|lab solve|slides|course check)$/;

/** All of them for one command. */
export function elsewhere(
  path: string,
  words: readonly string[],
  { wants, minOperands, maxOperands }: Description,
): readonly WrongInput[] {
  if (CHOOSES.test(path)) {
    return ["zzz", MISSING, "👻"].map((word) => (
      { kind: "a choice of nothing", args: [...words, word], codes: [2] }
    ));
  }
  if (WOULD_START.test(path)) return [];
  const operands = Array.from(
    { length: Math.max(minOperands, maxOperands === 0 ? 0 : 1) },
    () => MISSING,
  );
  // Some commands wait for a server that may still come.
  const soon = wants.wait === undefined ? [] : ["--wait=10ms"];
  const all: WrongInput[] = [];
  if (operands.length > 0) {
    for (const word of [...WORDS, EMPTY.folder, EMPTY.file]) {
      const args = [...words, ...soon, ...operands.map(() => word)];
      all.push({ kind: "a word of nothing", args, codes: REFUSED });
    }
  }
  for (const [name, wanted] of Object.entries(wants)) {
    for (const value of absent(name, wanted)) {
      const args = [...words, `--${name}=${value}`, ...soon, ...operands];
      all.push({ kind: "a value of nothing", args, codes: REFUSED });
    }
  }
  return all;
}

function absent(
  name: string,
  { placeholder, bound }: Wanted,
): readonly string[] {
  if (/^(?:out|into|to|summary|report|journal|junit|file)$/.test(name)) {
    return [];
  }
  if (/postgres/.test(bound)) return [DEAD.postgres];
  if (/redis/.test(bound)) return [DEAD.redis];
  if (/^a URL/.test(bound)) return [DEAD.http];
  if (/FILE|FOLDER|DIR|PATH/.test(placeholder)) {
    return [MISSING, "deno.json", EMPTY.folder, EMPTY.file];
  }
  return [];
}
