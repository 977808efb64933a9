/**
 * Ways to get points for what was never done. Each is a folder or two as they
 * would be collected.
 * @module
 */

import { type Bundle, chain } from "../../checks/evidence/mod.ts";
import { type Kit, textOf } from "./kit.ts";

/** What a forger hands in. */
export interface Forgery {
  /** Texts by path below the collected folder, from the student's name on. */
  readonly files: Readonly<Record<string, string>>;
  /** Links by path, with their targets. */
  readonly links?: Readonly<Record<string, string>>;
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
function changed(
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
function edited(
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

const [DAY_MS, YEAR_MS] = [24 * 3600_000, 365 * 24 * 3600_000];

/** All claims, the first of them changed. */
function first(kit: Kit, change: Record<string, unknown>) {
  const [head, ...rest] = kit.claims();
  return { claims: [{ ...head, ...change }, ...rest] };
}

/** A bundle and its copy under another student's name. */
function copied(
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

/** All ways that are tried. */
export const FORGERIES: readonly ForgeryClass[] = [
  changed("records written by hand, then sealed", () => ({}), false),
  changed("one check alone", (kit) => ({ claims: kit.claims().slice(0, 1) })),
  changed("checks that no lab has", () => ({
    claims: [0, 1, 2, 3].map((task) => ({ id: `77.${task}`, task })),
  })),
  changed("failed checks moved to a task that does not exist", (kit) => ({
    claims: kit.claims().map((claim, i) =>
      i === 0 ? claim : { ...claim, task: 99, verdict: "fail" as const }
    ),
  })),
  changed("a check for Task 3, which people award", (kit) => ({
    claims: [...kit.claims(), { id: "1.99", task: 3 }],
  })),
  changed("the checks of another lab", (kit) => ({
    claims: kit.other.checks.map(({ id, task, title }) => ({
      id,
      task,
      title,
    })),
  })),
  changed("a check that passes twice", (kit) => ({
    claims: [...kit.claims(), ...kit.claims().slice(0, 1)],
  })),
  changed("another lab's number in the head", (kit) => ({
    head: { lab: kit.other.lab, title: kit.other.title },
  })),
  changed("the digest of another checker", () => ({
    head: { checker: "ab".repeat(32) },
  })),
  changed("a commit that does not exist", () => ({
    head: { revision: "not a commit" },
  })),
  changed("measured before the course", (kit) => ({
    claims: kit.claims().map((claim, i) => ({
      ...claim,
      at: new Date(kit.from - 8 * YEAR_MS + i * 60_000).toISOString(),
    })),
  })),
  changed("sealed in the future", (kit) => ({
    head: { sealed: new Date(kit.from + 9 * DAY_MS).toISOString() },
  })),
  changed(
    "measured after the seal",
    (kit) => first(kit, { at: new Date(kit.from + DAY_MS / 2).toISOString() }),
  ),
  changed("checks that ran at the same time", (kit) => ({
    claims: kit.claims().map((claim) => ({ ...claim, seconds: 4000 })),
  })),
  changed("passed in no time", (kit) => first(kit, { seconds: 0 })),
  changed(
    "passed, and nothing was measured",
    (kit) => first(kit, { measured: " " }),
  ),
  changed("passed and disputed", (kit) => first(kit, { disputed: "why?" })),
  changed(
    "figures that contradict each other",
    (kit) =>
      first(kit, { samples: { requests: 10, failures: 20, status: 42 } }),
  ),
  changed("a file outside of the tree", () => ({
    files: [{ path: "../../other/lab1.md", bytes: 1, sha256: "0".repeat(64) }],
  })),
  edited(
    "a verdict changed after the seal",
    (text) => text.replace('"verdict": "fail"', '"verdict": "pass"'),
  ),
  edited("edited and chained again, without the key", async (_, bundle) => {
    const facts = bundle.entries.map(({ at, kind, body }) => ({
      at,
      kind,
      body: { ...Object(body), verdict: "pass" },
    }));
    const entries = [...await chain(bundle.head, facts)];
    return textOf({ ...bundle, entries });
  }),
  edited(
    "entries in another order",
    (_, bundle) => textOf({ ...bundle, entries: bundle.entries.toReversed() }),
  ),
  edited(
    "nested thousands of levels deep",
    (text) => text.replace('"samples": {', `"x": ${"[".repeat(9000)}`),
  ),
  edited(
    "keys that objects know by themselves",
    (text) =>
      text.replace('"head": {', '"head": {\n    "__proto__": {"lab": 1},'),
  ),
  copied(
    "a friend's measurements under a new key",
    (kit, claims) => kit.bundle({ claims }),
  ),
  copied(
    "a friend's durations, with new identifiers",
    (kit, claims) =>
      kit.bundle({
        claims: claims.map((claim, i) => ({
          ...claim,
          at: new Date(kit.from + i * 61_000 + 11).toISOString(),
          samples: { reservation_id: crypto.randomUUID() },
        })),
      }),
  ),
  copied(
    "one key for two students",
    (kit) => kit.bundle(),
    (kit) => kit.newKey(),
  ),
  {
    name: "a link to a friend's bundle",
    isVisible: true,
    async make(kit, student) {
      const name = `lab${kit.lab.lab}.evidence.json`;
      return {
        files: { [`${student}/readme.txt`]: textOf(await kit.bundle()) },
        links: { [`${student}/${name}`]: "readme.txt" },
      };
    },
  },
];
