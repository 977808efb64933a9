/**
 * The panel of saturation: a gauge of the connections in use.
 * @module
 */

import { colorName } from "./colors.ts";
import { isOne, type Tried } from "./try_panels.ts";

/** In the mixed traffic. */
const CONNECTIONS = 4;

/** The limit of the pool, and the ends of the colours. */
const MOST = 10;
const YELLOW = 7;
const RED = 9;

/** The differences from the task; empty: there is such a panel. */
export function saturationProblems(
  panels: readonly Tried[],
): readonly string[] {
  const found = panels.flatMap((panel) => {
    // In connections, as a share of the pool, or in percent of it.
    const scale = [MOST, 1, 100].find((most) =>
      panel.values.some((one) => isOne(one, [CONNECTIONS / MOST * most]))
    );
    return scale === undefined ? [] : [problemsOf(panel, scale)];
  });
  return found.length === 0
    ? ["no panel shows the connections in use"]
    : found.toSorted((a, b) => a.length - b.length)[0] ?? [];
}

/** The types of panels with a scale. */
export function isGauge(type: string): boolean {
  return /^(?:bar)?gauge$/.test(type);
}

function problemsOf(
  { title, type, min, max, thresholds }: Tried,
  scale: number,
): readonly string[] {
  const colorAt = (value: number) =>
    thresholds.find((one) => Math.abs(one.value - value * scale / MOST) < 1e-6);
  const step = (value: number, name: "yellow" | "red") => {
    const there = colorAt(value);
    if (there === undefined) return [`does not become ${name} at ${value}`];
    return colorName(there.color) === name
      ? []
      : [`is ${there.color || "without a colour"} from ${value}, not ${name}`];
  };
  const end = (name: string, value: number | undefined, wanted: number) =>
    value !== undefined && Math.abs(value - wanted) < 1e-9
      ? []
      : [`has a scale that ${name} at ${value ?? "no value"}`];
  return [
    ...isGauge(type) ? [] : [`is a ${type}, not a gauge`],
    ...end("begins", min, 0),
    ...end("ends", max, scale),
    ...step(YELLOW, "yellow"),
    ...step(RED, "red"),
  ].map((what) => `"${title}" ${what}`);
}
