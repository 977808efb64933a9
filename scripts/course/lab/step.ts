/**
 * One step of one lab, as people name it: `3.6`, and `3.B.1` for a bonus, since
 * every lab has a B.1.
 * @module
 */

import { CouldNotRun } from "../../lib/cli/mod.ts";
import type { Check, Lab } from "../../checks/mod.ts";
import { labOf, LABS } from "./labs.ts";

/** The operand of commands that are about one step. */
export const STEP = {
  usage: "N.M",
  help: "a step, such as 1.4, or 1.B.1 for the bonus",
  min: 1,
  max: 1,
} as const;

/** @throws {CouldNotRun} naming the steps that there are */
export function stepOf(
  [name = ""]: readonly string[],
): { readonly lab: Lab; readonly check: Check } {
  const [, number, id] = /^(\d+)\.(?:B\.?(?=\d)|(?=\d))\d+$/i.test(name)
    ? /^(\d+)\.(.+)$/.exec(name) ?? []
    : [];
  if (number === undefined || id === undefined) {
    const all = LABS.filter(({ checks }) =>
      checks.some((one) => one.id === name)
    );
    const which = all.length === 0
      ? "a step looks like 1.4, or 1.B.1 for the bonus"
      : `say whose it is: ${all.map(({ lab }) => `${lab}.${name}`).join(", ")}`;
    throw new CouldNotRun(`Cannot find step ${name || "(none)"}: ${which}`);
  }
  const lab = labOf(Number(number));
  const wanted = /^b/i.test(id) ? `B.${/\d+/.exec(id)?.[0]}` : name;
  const check = lab.checks.find((one) => one.id === wanted);
  if (check !== undefined) return { lab, check };
  const following = lab.checks.find((one) => isAfter(one.id, wanted));
  if (following !== undefined) {
    throw new CouldNotRun(
      `Cannot find step ${name}: it has no check and no hints of its own. The ` +
        `next check is ${stepName(lab.lab, following.id)}`,
    );
  }
  throw new CouldNotRun(
    `Cannot find step ${name}: lab ${lab.lab} has checks ` +
      lab.checks.map((one) => stepName(lab.lab, one.id)).join(", "),
  );
}

/** Whether a step of the same kind, with or without a B, comes later. */
function isAfter(id: string, other: string): boolean {
  const [kind, number] = id.split(".");
  const [otherKind, otherNumber] = other.split(".");
  return kind === otherKind && Number(number) > Number(otherNumber);
}

/**
 * The id of a step within its lab: `B.1` for `2.B.1` in lab 2, as messages name
 * it, and for `b1`. Anything else is given back as it is.
 */
export function stepId(lab: number, name: string): string {
  const bonus = new RegExp(`^(?:${lab}\\.)?b\\.?(\\d+)$`, "i").exec(name);
  return bonus === null ? name : `B.${bonus[1]}`;
}

/** As `stepOf` takes it. */
export function stepName(lab: number, id: string): string {
  return id.startsWith(`${lab}.`) ? id : `${lab}.${id}`;
}
