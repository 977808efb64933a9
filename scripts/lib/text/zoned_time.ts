/**
 * A time that a person gives, the same moment on every machine.
 * @module
 */

const SHAPE =
  /^(\d{4}-\d\d-\d\d)T\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)$/;

/** The same, or a day, which begins at midnight UTC. */
export function zonedTimeOrDay(text: string): number | undefined {
  return zonedTime(text) ?? zonedTime(`${text}T00:00:00Z`);
}

/**
 * Reads a time with its zone (ms).
 * @returns undefined when it has none, or names a day that does not exist
 */
export function zonedTime(text: string): number | undefined {
  const [, day] = SHAPE.exec(text) ?? [];
  if (day === undefined) return undefined;
  const at = Date.parse(text);
  const midnight = Date.parse(`${day}T00:00:00Z`);
  if (Number.isNaN(at) || Number.isNaN(midnight)) return undefined;
  // Dates roll over by themselves: 30 February would become 2 March.
  return new Date(midnight).toISOString().startsWith(day) ? at : undefined;
}
