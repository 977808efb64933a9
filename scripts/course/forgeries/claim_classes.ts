/**
 * Bundles of a right form that claim what cannot be true, or what is not theirs.
 * @module
 */

import { commitMadeAt } from "./commit_made_at.ts";
import { textOf } from "./kit.ts";
import { changed, copied, first, type ForgeryClass } from "./make_class.ts";

const HOUR_MS = 3600_000;

/** Ways to cheat by what a bundle says. */
export const CLAIM_CLASSES: readonly ForgeryClass[] = [
  changed("checks in another order than their times", (kit) => ({
    claims: kit.claims().map((claim, i, all) => ({
      ...claim,
      at: new Date(kit.from + (all.length - i) * 60_000).toISOString(),
    })),
  })),
  changed("a clock that was set back between two checks", (kit) => ({
    claims: kit.claims().map((claim, i) => ({
      ...claim,
      at: new Date(kit.from + i * 60_000 - (i > 1 ? 9 * HOUR_MS : 0))
        .toISOString(),
    })),
  })),
  changed(
    "a check under another name",
    (kit) => first(kit, { title: "Works" }),
  ),
  changed("a check's name with an invisible letter", (kit) => ({
    claims: kit.claims().map((claim, i) =>
      i === 0 ? { ...claim, title: `${claim.title}\u200b` } : claim
    ),
  })),
  changed("another lab's checks beside its own", (kit) => ({
    claims: [
      ...kit.claims(),
      ...kit.other.checks.map(({ id, task, title }) => ({ id, task, title })),
    ],
  })),
  changed(
    "a check of Task 1 as one of Task 3",
    (kit) => first(kit, { task: 3 }),
  ),
  changed("the digits of a check in another script", (kit) =>
    first(kit, {
      id: (kit.lab.checks[0]?.id ?? "").replace(
        /\d/g,
        (digit) => String.fromCodePoint(0xff10 + Number(digit)),
      ),
    })),
  changed(
    "a duration of more seconds than a term has",
    (kit) => first(kit, { seconds: 1e300 }),
  ),
  changed("a duration below zero", (kit) => first(kit, { seconds: -5 })),
  changed(
    "a number of tries that is no number of tries",
    (kit) => first(kit, { attempts: 0.5 }),
  ),
  changed(
    "samples with the key __proto__",
    (kit) =>
      first(kit, { samples: JSON.parse('{"__proto__": {"verdict": "pass"}}') }),
  ),
  changed(
    "the remark of a pass on a check that failed",
    (kit) => first(kit, { verdict: "fail", look: "there", remark: "nearly" }),
  ),
  changed("a file that the lab does not ask for", () => ({
    files: [{ path: "hello.txt", bytes: 1, sha256: "0".repeat(64) }],
  })),
  changed(
    "a hundred thousand moments that cannot be",
    (kit) =>
      first(kit, {
        samples: Array.from({ length: 100_000 }, () => "1999-01-01T0"),
      }),
  ),
  copied(
    "a friend's measurements an hour later",
    (kit, claims) =>
      kit.bundle({
        claims: claims.map((claim, i) => ({
          ...claim,
          at: new Date(kit.from + HOUR_MS + i * 60_000).toISOString(),
        })),
      }),
  ),
  {
    name: "one key for two students, spelled in two ways",
    isVisible: true,
    async make(kit, student) {
      const key = await kit.newKey();
      const digits =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
      const last = digits.indexOf(key.publicKey.at(-1) ?? "");
      // The lowest two of its six bits belong to no byte.
      const publicKey = key.publicKey.slice(0, -1) + digits[last + 1];
      const name = `lab${kit.lab.lab}.evidence.json`;
      return {
        files: {
          [`${student}/${name}`]: textOf(
            await kit.bundle({ key: { ...key, publicKey } }),
          ),
          [`${student}-friend/${name}`]: textOf(
            await kit.bundle({ key: { ...key, publicKey } }),
          ),
        },
      };
    },
  },
  {
    name: "sealed before its commit was made",
    isVisible: true,
    async make(kit, student) {
      const { revision, files } = await commitMadeAt(kit.from + 12 * HOUR_MS);
      return {
        files: {
          [`${student}/submissions/lab${kit.lab.lab}.evidence.json`]: textOf(
            await kit.bundle({ head: { revision } }),
          ),
        },
        binaries: inside(`${student}/.git`, files),
      };
    },
  },
  {
    name: "a commit that the student's own clone does not have",
    isVisible: true,
    async make(kit, student) {
      const { files } = await commitMadeAt(kit.from);
      return {
        files: {
          [`${student}/submissions/lab${kit.lab.lab}.evidence.json`]: textOf(
            await kit.bundle({ head: { revision: "12".repeat(20) } }),
          ),
        },
        binaries: inside(`${student}/.git`, files),
      };
    },
  },
];

function inside(
  folder: string,
  files: Readonly<Record<string, Uint8Array>>,
): Readonly<Record<string, Uint8Array>> {
  return Object.fromEntries(
    Object.entries(files).map(([path, bytes]) => [`${folder}/${path}`, bytes]),
  );
}
