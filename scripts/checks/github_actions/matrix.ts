/**
 * A job's matrix, unfolded.
 * @module
 */

import { z } from "zod";

const Row = z.record(z.string(), z.unknown());
const Rows = z.array(Row).default([]);

/** One choice of values. */
export type Row = z.infer<typeof Row>;

/**
 * Every combination; one without values when there is no matrix.
 * @param matrix as the workflow has it, its expressions evaluated
 */
export function rowsOf(matrix: unknown): readonly Row[] {
  const found = Row.safeParse(matrix);
  if (!found.success) return [{}];
  const { include, exclude, ...axes } = found.data;
  let rows: readonly Row[] = [{}];
  for (const [name, values] of Object.entries(axes)) {
    const list = Array.isArray(values) ? values : [values];
    rows = rows.flatMap((row) =>
      list.map((value) => ({ ...row, [name]: value }))
    );
  }
  const without = Rows.parse(exclude);
  const kept = rows.filter((row) => !without.some((one) => agrees(row, one)));
  return included(
    Object.keys(axes).length === 0 ? [] : kept,
    Rows.parse(include),
    axes,
  );
}

/**
 * Why GitHub would not start a job with this matrix, in its words; undefined:
 * it would. A list that `fromJSON` found empty must not look like a success.
 */
export function matrixProblem(matrix: unknown): string | undefined {
  if (matrix === undefined) return undefined;
  const found = Row.safeParse(matrix);
  if (!found.success) return "Matrix must be a mapping";
  const { include: _, exclude: __, ...axes } = found.data;
  const [empty] = Object.entries(axes)
    .filter(([, values]) => Array.isArray(values) && values.length === 0);
  if (empty !== undefined) {
    return `Matrix vector '${empty[0]}' does not contain any values`;
  }
  return rowsOf(matrix).length === 0
    ? "Matrix must define at least one vector"
    : undefined;
}

/** An entry of `include` adds to the rows that it agrees with, or is one. */
function included(
  rows: readonly Row[],
  extra: readonly Row[],
  axes: Row,
): readonly Row[] {
  const all = rows.map((row) => ({ ...row }));
  for (const entry of extra) {
    const shared = Object.fromEntries(
      Object.entries(entry).filter(([name]) => name in axes),
    );
    const hosts = rows.map((row, i) => agrees(row, shared) ? all[i] : undefined)
      .filter((row) => row !== undefined);
    if (hosts.length === 0) all.push({ ...entry });
    for (const host of hosts) Object.assign(host, entry);
  }
  return all;
}

function agrees(row: Row, part: Row): boolean {
  return Object.entries(part).every(([name, value]) =>
    JSON.stringify(row[name]) === JSON.stringify(value)
  );
}
