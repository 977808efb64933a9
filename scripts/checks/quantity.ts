/**
 * Quantities of Kubernetes: 50m of a core, 80Mi of memory.
 * @module
 */

/** The factor of a suffix. */
const FACTORS: ReadonlyMap<string, number> = new Map([
  ["n", 1e-9],
  ["u", 1e-6],
  ["m", 1e-3],
  ["", 1],
  ["k", 1e3],
  ["M", 1e6],
  ["G", 1e9],
  ["T", 1e12],
  ["P", 1e15],
  ["E", 1e18],
  ["Ki", 2 ** 10],
  ["Mi", 2 ** 20],
  ["Gi", 2 ** 30],
  ["Ti", 2 ** 40],
  ["Pi", 2 ** 50],
  ["Ei", 2 ** 60],
]);

/**
 * Cores or bytes; NaN of what is no quantity. An exponent stands in the place of
 * a suffix, and a bare `E` is a suffix.
 * @see https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/quantity/
 */
export function quantity(text: string | undefined): number {
  const [, digits, suffix = ""] =
    /^\+?((?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+$)?)([a-zA-Z]*)$/.exec(
      text ?? "",
    ) ??
      [];
  const factor = FACTORS.get(suffix);
  return digits === undefined || factor === undefined
    ? NaN
    : Number(digits) * factor;
}

/** "81 Mi" */
export function mebibytes(bytes: number): string {
  return `${Math.round(bytes / 2 ** 20)} Mi`;
}
