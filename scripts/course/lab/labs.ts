/**
 * The labs that can be checked.
 * @module
 */

import { lab1 } from "../../../labs/lab1/check.ts";
import { lab2 } from "../../../labs/lab2/check.ts";
import { lab3 } from "../../../labs/lab3/check.ts";
import { lab4 } from "../../../labs/lab4/check.ts";
import { lab5 } from "../../../labs/lab5/check.ts";
import { lab6 } from "../../../labs/lab6/check.ts";
import { lab7 } from "../../../labs/lab7/check.ts";
import { lab8 } from "../../../labs/lab8/check.ts";
import { lab9 } from "../../../labs/lab9/check.ts";
import { lab10 } from "../../../labs/lab10/check.ts";
import { lab11 } from "../../../labs/lab11/check.ts";
import { lab12 } from "../../../labs/lab12/check.ts";
import { CouldNotRun } from "../../lib/cli/mod.ts";
import type { Lab } from "../../checks/mod.ts";

/** In the order of the course. */
export const LABS: readonly Lab[] = [
  lab1,
  lab2,
  lab3,
  lab4,
  lab5,
  lab6,
  lab7,
  lab8,
  lab9,
  lab10,
  lab11,
  lab12,
];

/** @throws {CouldNotRun} when there is no such lab */
export function labOf(number: number): Lab {
  const lab = LABS.find((one) => one.lab === number);
  if (lab !== undefined) return lab;
  throw new CouldNotRun(
    `Cannot find lab ${number}: labs with checks are ` +
      LABS.map((one) => one.lab).join(", "),
  );
}
