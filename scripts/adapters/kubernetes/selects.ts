/**
 * Which labels a LabelSelector of Kubernetes selects.
 * @see https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/label-selector/
 * @module
 */

import { z } from "zod";

/** A LabelSelector as manifests have it. */
export const labelSelectorSchema = z.looseObject({
  matchLabels: z.record(z.string(), z.string()).nullish(),
  matchExpressions: z.array(z.looseObject({
    key: z.string(),
    operator: z.enum(["In", "NotIn", "Exists", "DoesNotExist"]),
    values: z.array(z.string()).nullish(),
  })).nullish(),
});

/** A LabelSelector. */
export type LabelSelector = z.infer<typeof labelSelectorSchema>;

/**
 * True when the selector selects these labels. As in Kubernetes, an empty one
 * selects everything, and a missing one nothing.
 */
export function selects(
  selector: LabelSelector | null | undefined,
  labels: Readonly<Record<string, string>>,
): boolean {
  if (selector === undefined || selector === null) return false;
  const isEqual = Object.entries(selector.matchLabels ?? {})
    .every(([key, value]) => labels[key] === value);
  return isEqual && (selector.matchExpressions ?? []).every(
    ({ key, operator, values }) => {
      const value = labels[key];
      const isListed = value !== undefined && (values ?? []).includes(value);
      switch (operator) {
        case "In":
          return isListed;
        case "NotIn":
          return !isListed;
        case "Exists":
          return value !== undefined;
        case "DoesNotExist":
          return value === undefined;
      }
    },
  );
}
