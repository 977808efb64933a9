/**
 * Honest bundles of a lab, for forgers to begin with. They are sealed as the
 * tool seals, by keys of their own.
 * @module
 */

import {
  type Bundle,
  type CheckBody,
  type Fact,
  type KnownLab,
  seal,
} from "../../checks/evidence/mod.ts";
import { keyOf, type MachineKey, newKey } from "../../lib/seal/mod.ts";

/** The changes of a forger to a check. */
export type Claim = Partial<CheckBody> & { readonly at?: string };

/** The changes of a forger to a bundle. */
export interface Changes {
  readonly claims?: readonly Claim[];
  readonly head?: Partial<Pick<Bundle["head"], "lab" | "title" | "checker">> & {
    readonly revision?: string;
    readonly sealed?: string;
  };
  readonly files?: readonly Fact["body"][];
  readonly key?: MachineKey;
}

/** Makes bundles of one lab. */
export interface Kit {
  readonly lab: KnownLab;
  /** Another lab of the course. */
  readonly other: KnownLab;
  /** When the first check ended (ms since the epoch). */
  readonly from: number;
  /** A claim for each check of the lab, all passed. */
  claims(): readonly Claim[];
  /** Seals it; what is not changed is as an honest student has it. */
  bundle(changes?: Changes): Promise<Bundle>;
  newKey(): Promise<MachineKey>;
}

/**
 * A kit. Each has its own minutes and figures, so that two kits share nothing.
 * @param seed tells kits apart
 * @param now ms since the epoch
 */
export function kitOf(
  lab: KnownLab,
  other: KnownLab,
  { seed, now, checker }: {
    readonly seed: number;
    readonly now: number;
    readonly checker: string;
  },
): Kit {
  const from = now - 24 * 3600_000 - seed * 97_003;
  const freshKey = async () => await keyOf(await newKey());
  const claims = () =>
    lab.checks.map(({ id, task, title }, i): Claim => ({
      id,
      task,
      title,
      seconds: 1.2 + (seed * 7919) % 1000 / 517 + i / 13,
      samples: { reservation_id: crypto.randomUUID() },
    }));
  return {
    lab,
    other,
    from,
    claims,
    newKey: freshKey,
    async bundle({ claims: own = claims(), head, files = [], key } = {}) {
      const checks = own.map(({ at, ...body }, i): Fact => ({
        at: at ?? new Date(from + i * 60_000 + seed).toISOString(),
        kind: "check",
        body: {
          id: "1.1",
          task: 1,
          title: "a step",
          verdict: "pass",
          measured: "as it must be",
          bound: "as it must be",
          seconds: 1,
          attempts: 1,
          samples: {},
          ...body,
        },
      }));
      const sealed = head?.sealed ??
        new Date(from + (own.length + 5) * 60_000).toISOString();
      const { lab: number, title } = lab;
      return await seal(
        { lab: number, title, checker, revision: "", ...head, sealed },
        [
          ...checks,
          ...files.map((body): Fact => ({ at: sealed, kind: "file", body })),
        ],
        key ?? await freshKey(),
      );
    },
  };
}

/** A bundle as the tool writes it. */
export function textOf(bundle: Bundle): string {
  return JSON.stringify(bundle, null, 2) + "\n";
}
