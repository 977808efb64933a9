/**
 * Reads what `deno compile` wrote into a program: the permissions that were
 * baked in and the packages that came along. Both stand in it as text.
 * @module
 */

import { z } from "zod";

/** A program, read. */
export interface Program {
  /** Its permissions; undefined when the program does not say so. */
  readonly permissions: Permissions | undefined;
  /** Names of the npm packages whose code is inside, in order. */
  readonly packages: readonly string[];
}

const Scope = z.array(z.string()).nullable();

/** Null: nothing; an empty list: everything; else the names. */
const Permissions = z.object({
  allow_env: Scope,
  ignore_env: Scope.optional(),
  allow_net: Scope,
  allow_ffi: Scope,
  allow_read: Scope,
  allow_run: Scope,
  allow_sys: Scope,
  allow_write: Scope,
  /** Whether it asks at a terminal for what it may not do. */
  prompt: z.boolean(),
});

/** The permissions of a program, by kind. */
export type Permissions = z.infer<typeof Permissions>;

/** In the bundle each file of a package is announced by where it came from. */
const PACKAGE =
  /^\/\/ \S*\/npm\/[^/\s]+\/((?:@[^/\s]+\/)?[^/\s]+)\/\d+\.\d+\.\d+/gm;

/** Reads a program, given as text of one character a byte. */
export function readProgram(text: string): Program {
  const names = [...text.matchAll(PACKAGE)].map(([, name]) => name ?? "");
  return {
    permissions: permissionsOf(text),
    packages: [...new Set(names)].toSorted(),
  };
}

/** The last in the file: the runtime before it has such words too. */
function permissionsOf(text: string): Permissions | undefined {
  const key = '"permissions":{';
  const start = text.lastIndexOf(key);
  if (start < 0) return undefined;
  const open = start + key.length - 1;
  const json = text.slice(open, text.indexOf("}", open) + 1);
  try {
    return Permissions.safeParse(JSON.parse(json)).data;
  } catch {
    return undefined;
  }
}

/** The permissions in a few words: "net 0.0.0.0 127.0.0.1; env 9 names". */
export function spokenPermissions(permissions: Permissions): string {
  const words = Object.entries(permissions).flatMap(([key, scope]) => {
    if (!key.startsWith("allow_") || !Array.isArray(scope)) return [];
    const kind = key.slice("allow_".length);
    if (scope.length === 0) return [`${kind} any`];
    return [`${kind} ${scope.length > 3 ? scope.length : scope.join(" ")}`];
  });
  return words.length === 0 ? "none" : words.join("; ");
}
