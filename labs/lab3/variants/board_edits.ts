/**
 * Edits of the board of Lab 3, from which its variants are made.
 * @module
 */

import { type Change, edited } from "../../../scripts/checks/variants/mod.ts";

/** The file of the board. */
export const FILE = "monitoring/grafana/dashboards/golden-signals.json";

type Json = Record<string, unknown>;

/** A panel with the parts that variants change. */
export interface Panel extends Json {
  title: string;
  type: string;
  options: Json;
  targets: { expr: string; [key: string]: unknown }[];
  fieldConfig: { defaults: Json; overrides: unknown[] };
}

/** A board. */
export interface Board extends Json {
  panels: Panel[];
}

/** Changes the board as a value. */
export function board(change: (board: Board) => void): Change {
  return edited(FILE, (text) => {
    const value = JSON.parse(text) as Board; // our own solution
    change(value);
    return JSON.stringify(value, undefined, 2);
  });
}

/** Changes the panel whose title begins so. */
function panel(title: string, change: (panel: Panel) => void): Change {
  return board(({ panels }) => {
    const found = panels.find((one) => one.title.startsWith(title));
    if (found === undefined) throw new Error(`no panel ${title}`);
    change(found);
  });
}

/** How a panel is changed. */
type Edit = (change: (panel: Panel) => void) => Change;

/** Changes the panel of latency. */
export function latency(change: (panel: Panel) => void): Change {
  return panel("Latency", change);
}

/** Changes the panel of saturation. */
export function saturation(change: (panel: Panel) => void): Change {
  return panel("Saturation", change);
}

/** Changes the gauge of the objective. */
export function gauge(change: (panel: Panel) => void): Change {
  return panel("Availability", change);
}

/** Changes the queries of a panel. */
export function queries(what: Edit, edit: (expr: string) => string): Change {
  return what(({ targets }) => {
    for (const target of targets) target.expr = edit(target.expr);
  });
}

/** Changes how a panel shows its values. */
export function display(what: Edit, more: Json): Change {
  return what(({ fieldConfig }) => Object.assign(fieldConfig.defaults, more));
}

/** Thresholds by value and colour. */
export function steps(
  ...all: readonly (readonly [number | null, string])[]
): Json {
  return {
    thresholds: {
      mode: "absolute",
      steps: all.map(([value, color]) => ({ value, color })),
    },
  };
}
