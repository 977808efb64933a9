/**
 * All boards, as the files that Grafana reads.
 * @module
 */

import type { DashboardBuilder } from "@grafana/grafana-foundation-sdk/dashboard";
import { alertingFiles } from "../../course/solutions/mod.ts";
import { goldenSignals, goldenSignalsSkeleton } from "./golden_signals.ts";
import { objectives } from "./objectives.ts";
import { services } from "./services.ts";

/** Where boards ship. */
const SHIPPED = "monitoring/grafana/dashboards";

/** Where the solution of Lab 3 keeps its own. */
const SOLUTION = "labs/lab3/solution/monitoring/grafana/dashboards";

const BOARDS: readonly (readonly [string, () => DashboardBuilder])[] = [
  [`${SHIPPED}/golden-signals.json`, goldenSignalsSkeleton],
  [`${SOLUTION}/golden-signals.json`, goldenSignals],
  [`${SHIPPED}/objectives.json`, objectives],
  [`${SHIPPED}/services.json`, services],
];

/** Text of each board, by its path. */
export function boardFiles(): ReadonlyMap<string, string> {
  return new Map(
    BOARDS.map(([path, board]) =>
      [path, JSON.stringify(board().build(), null, 2) + "\n"] as const
    ),
  );
}

/** Where the solution of Lab 6 keeps its alerts. */
const ALERTING = "labs/lab6/solution/monitoring/grafana/provisioning/alerting";

/** Text of each file of alerts, by its path. */
export function alertFiles(): ReadonlyMap<string, string> {
  return new Map(
    [...alertingFiles()].map(([name, text]) => [`${ALERTING}/${name}`, text]),
  );
}

/** A panel's query, and where it is. */
export interface BoardQuery {
  readonly board: string;
  readonly panel: string;
  readonly expr: string;
}

/** Every query of these boards; of {@link boardFiles} by default. */
export function boardQueries(
  boards: Iterable<readonly [string, string]> = boardFiles(),
): readonly BoardQuery[] {
  return [...boards].flatMap(([board, text]) => {
    const { panels } = JSON.parse(text) as {
      readonly panels: readonly {
        readonly title: string;
        readonly targets?: readonly { readonly expr: string }[];
      }[];
    };
    return panels.flatMap(({ title, targets = [] }) =>
      targets.map(({ expr }) => ({ board, panel: title, expr }))
    );
  });
}
