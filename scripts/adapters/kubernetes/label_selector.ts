/**
 * Label selectors, as far as experiments use them: labels that must be equal.
 * Anything else ("app!=payments", "app in (a, b)") can choose pods that the
 * author did not name, which is no way to bound what is touched.
 * @see https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/
 * @module
 */

const REQUIREMENT = /^\s*([\w./-]+)\s*==?\s*([\w.-]+)\s*$/;

/**
 * The labels that a selector asks for; undefined when it is not a list of
 * equalities, or asks for two values of one label.
 */
export function labelsOf(
  selector: string,
): Readonly<Record<string, string>> | undefined {
  const labels: Record<string, string> = {};
  for (const requirement of selector.split(",")) {
    const [, name, value] = REQUIREMENT.exec(requirement) ?? [];
    if (name === undefined || value === undefined) return undefined;
    if (Object.hasOwn(labels, name) && labels[name] !== value) return undefined;
    labels[name] = value;
  }
  return labels;
}
