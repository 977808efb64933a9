/**
 * Ways to get points for what was never done. Each is a folder or two as they
 * would be collected.
 * @module
 */

import { chain } from "../../checks/evidence/mod.ts";
import { CLAIM_CLASSES } from "./claim_classes.ts";
import { FORM_CLASSES } from "./form_classes.ts";
import {
  changed,
  copied,
  edited,
  first,
  type ForgeryClass,
} from "./make_class.ts";
import { textOf } from "./kit.ts";

const [DAY_MS, YEAR_MS] = [24 * 3600_000, 365 * 24 * 3600_000];

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
  ...CLAIM_CLASSES,
  ...FORM_CLASSES,
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
