/**
 * The manifest of Lab 7's solution with another plan in it.
 * @module
 */

/** The file that has the plan. */
export const FILE = "k8s/gateway.yaml";

const PLAN = / {4}canary:\n[^]*? {8}- setWeight: 100\n/;

/** An analysis by the course's own template. */
export const ANALYSIS = `- analysis:
            templates: [{ templateName: gateway-canary }]
            args:
              - name: canary-hash
                valueFrom: { podTemplateHashValue: Latest }`;

/**
 * Puts steps in the place of the solution's, each as a text.
 * @param around lines of `canary:` beside the steps
 */
export function planOf(
  steps: readonly string[],
  around = "maxSurge: 1\n      maxUnavailable: 0",
): (text: string) => string {
  const lines = steps.map((one) => `        ${one}\n`).join("");
  const canary = `    canary:\n      ${around}\n` +
    (steps.length === 0 ? "      steps: []\n" : `      steps:\n${lines}`);
  return (text) => text.replace(PLAN, canary);
}

/** "- setWeight: 20" */
export function weight(percent: number | string): string {
  return `- setWeight: ${percent}`;
}

/** "- pause: { duration: 30s }"; without a duration until promoted. */
export function pause(duration?: string): string {
  return duration === undefined
    ? "- pause: {}"
    : `- pause: { duration: ${duration} }`;
}
