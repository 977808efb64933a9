/**
 * The parts of the ways to cheat.
 * @module
 */

import type { Bundle } from "../../checks/evidence/mod.ts";
import { type Claim, type Kit, textOf } from "./kit.ts";

/** The submission of a forger. */
export interface Forgery {
  /** Texts by path below the collected folder, from the student's name on. */
  readonly files: Readonly<Record<string, string>>;
  /** Files that are no text. */
  readonly binaries?: Readonly<Record<string, Uint8Array>>;
  /** Links by path, with their targets. */
  readonly links?: Readonly<Record<string, string>>;
  /** Named pipes by path. */
  readonly pipes?: readonly string[];
}

/** One way to cheat. */
export interface ForgeryClass {
  readonly name: string;
  /** True when the bundle itself shows it. Otherwise only `recheck` can. */
  readonly isVisible: boolean;
  make(kit: Kit, student: string): Promise<Forgery>;
}

/** One folder with the bundle under its usual name. */
async function one(
  kit: Kit,
  student: string,
  bundle: Bundle | Promise<Bundle>,
): Promise<Forgery> {
  const path = `${student}/lab${kit.lab.lab}.evidence.json`;
  return { files: { [path]: textOf(await bundle) } };
}

/** A class whose bundle differs from an honest one. */
export function changed(
  name: string,
  change: (kit: Kit) => Parameters<Kit["bundle"]>[0],
  isVisible = true,
): ForgeryClass {
  return {
    name,
    isVisible,
    make: (kit, student) => one(kit, student, kit.bundle(change(kit))),
  };
}

/** A class whose text was changed after the seal. */
export function edited(
  name: string,
  edit: (text: string, bundle: Bundle, kit: Kit) => string | Promise<string>,
): ForgeryClass {
  return {
    name,
    isVisible: true,
    async make(kit, student) {
      const claims = kit.claims().map((claim, i) =>
        i === 0 ? { ...claim, verdict: "fail" as const, look: "there" } : claim
      );
      const bundle = await kit.bundle({ claims });
      const text = await edit(textOf(bundle), bundle, kit);
      const path = `${student}/lab${kit.lab.lab}.evidence.json`;
      return { files: { [path]: text } };
    },
  };
}

/** All claims, the first of them changed. */
export function first(
  kit: Kit,
  change: Record<string, unknown>,
): { readonly claims: readonly Claim[] } {
  const [head, ...rest] = kit.claims();
  return { claims: [{ ...head, ...change }, ...rest] };
}

/** A bundle and its copy under another student's name. */
export function copied(
  name: string,
  copy: (kit: Kit, claims: ReturnType<Kit["claims"]>) => Promise<Bundle>,
  key?: (kit: Kit) => Promise<Awaited<ReturnType<Kit["newKey"]>>>,
): ForgeryClass {
  return {
    name,
    isVisible: true,
    async make(kit, student) {
      const claims = kit.claims();
      const own = await key?.(kit);
      const bundle = await kit.bundle({ claims, ...own ? { key: own } : {} });
      const twin = own === undefined
        ? await copy(kit, claims)
        : await kit.bundle({ key: own });
      const path = `lab${kit.lab.lab}.evidence.json`;
      return {
        files: {
          [`${student}/${path}`]: textOf(bundle),
          [`${student}-friend/${path}`]: textOf(twin),
        },
      };
    },
  };
}
