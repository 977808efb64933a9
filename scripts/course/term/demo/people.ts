/**
 * Sixty people who do not exist: their names, how much they can do, and how much
 * of it they do.
 * @module
 */

import { seededDraws } from "../../../../services/shared/mod.ts";

/** Chance in [0, 1). */
export type Draw = () => number;

/** A synthetic student. */
export interface Person {
  readonly first: string;
  readonly last: string;
  readonly email: string;
  readonly github: string;
  /** Chance to pass a check, 0 to 1. */
  readonly skill: number;
  /** Chance to hand a lab in at all. */
  readonly diligence: number;
  /** Chance to hand it in late. */
  readonly haste: number;
  readonly takesExam: boolean;
}

const FIRST =
  ("Ada Alan Barbara Bjarne Carol Dennis Donald Edith Edsger Erna Frances Grace Hedy " +
    "Ida James Jean Joan John Karen Ken Leslie Linus Lynn Margaret Maurice Niklaus Radia Ralph " +
    "Shafi Sophie Tim Tony").split(" ");
const LAST =
  ("Abel Brandt Costa Dimitrov Eriksen Fischer Garcia Haddad Ivanova Jansen Kowalski " +
    "Lehmann Moreau Novak Okafor Petrov Quint Rossi Sato Tanaka Urban Virtanen Weiss Xu Yilmaz " +
    "Zhang").split(" ");

/** Draws them. */
export function peopleOf(
  count: number,
  seed: number,
): { readonly people: readonly Person[]; readonly draw: Draw } {
  const draw = seededDraws(seed);
  const pick = (all: readonly string[]): string =>
    all[Math.floor(draw() * all.length)] ?? "";
  const people = Array.from({ length: count }, (_, i): Person => {
    const [first, last] = [pick(FIRST), pick(LAST)];
    const login = `${first}.${last}`.toLowerCase();
    // The mean of three draws: few are very good, and few do nothing.
    const bell = (draw() + draw() + draw()) / 3;
    return {
      first,
      last,
      email: `${login}.${i + 1}@example.edu`,
      github: `${login.replace(".", "-")}-${i + 1}`,
      skill: 0.55 + 0.45 * Math.sqrt(bell),
      diligence: 0.7 + 0.3 * Math.sqrt(draw()),
      haste: 0.12 * draw(),
      takesExam: draw() < 0.4,
    };
  });
  return { people, draw };
}
