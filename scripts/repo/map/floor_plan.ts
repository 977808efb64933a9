/**
 * The floor plan in figures: rooms, levels, arrows, cycles and doors.
 * @module
 */

import { isDoor, layerOf, wingOf } from "../lint/layers.ts";
import { type Arrow, cyclesIn, distinct, longestChain } from "./graph.ts";
import type { Import } from "./imports.ts";

/** The figures. */
export interface FloorPlan {
  /** Wings that hold code. */
  readonly rooms: number;
  /** Wings in the longest chain of imports. */
  readonly levels: number;
  /** Pairs of wings of which one imports the other. */
  readonly arrows: number;
  /** Those that point to the same layer or up, as `from -> to`. */
  readonly backUp: readonly string[];
  /** Folders that import each other in a circle, also inside a wing. */
  readonly folderCycles: readonly (readonly string[])[];
  /** Imports between wings. */
  readonly imports: number;
  /** Those that reach past the other wing's door, as `from -> to`. */
  readonly pastDoors: readonly string[];
}

/** Tests stand outside the house: they may look into any room. */
const TEST_CODE = /_(test|fixture|fake|contract)\.ts$/;

/** Measures these files and their imports. */
export function floorPlan(
  paths: readonly string[],
  imports: readonly Import[],
): FloorPlan {
  const isCode = (path: string): boolean =>
    wingOf(path) !== undefined && !TEST_CODE.test(path);
  const own = imports.filter(({ from, to, isProcess }) =>
    !isProcess && isCode(from) && wingOf(to) !== undefined
  );
  const between = own.filter(({ from, to }) => wingOf(from) !== wingOf(to));
  const arrows = distinct(
    between.map((
      { from, to },
    ): Arrow => [wingOf(from) ?? "", wingOf(to) ?? ""]),
  );
  return {
    rooms: new Set(paths.filter(isCode).map(wingOf)).size,
    levels: longestChain(arrows),
    arrows: arrows.length,
    backUp: arrows.filter(([from, to]) => isUp(from, to))
      .map((arrow) => arrow.join(" -> ")).toSorted(),
    folderCycles: cyclesIn(
      own.map(({ from, to }): Arrow => [folderOf(from), folderOf(to)]),
    ),
    imports: between.length,
    pastDoors: between.filter(({ to }) => !isDoor(to))
      .map(({ from, to }) => `${from} -> ${to}`).toSorted(),
  };
}

function isUp(from: string, to: string): boolean {
  return (layerOf(to) ?? Infinity) >= (layerOf(from) ?? -Infinity);
}

/**
 * The folder of a file. A program stands for itself: nothing imports it, so it
 * may use the folders below its own while they use the files beside it.
 */
function folderOf(path: string): string {
  return /\/(cli|main)\.ts$/.test(path)
    ? path
    : path.slice(0, path.lastIndexOf("/"));
}
