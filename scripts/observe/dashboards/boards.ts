/**
 * All boards that ship, as the files that Grafana reads.
 * @module
 */

import type { DashboardBuilder } from "@grafana/grafana-foundation-sdk/dashboard";
import { goldenSignalsSkeleton } from "./golden_signals.ts";
import { objectives } from "./objectives.ts";
import { services } from "./services.ts";

/** Where boards ship. */
const SHIPPED = "monitoring/grafana/dashboards";

const BOARDS: readonly (readonly [string, () => DashboardBuilder])[] = [
  [`${SHIPPED}/golden-signals.json`, goldenSignalsSkeleton],
  [`${SHIPPED}/objectives.json`, objectives],
  [`${SHIPPED}/services.json`, services],
];

/** Text of each board, by its path. */
export function boardFiles(): ReadonlyMap<string, string> {
  return new Map(
    BOARDS.map(([path, board]) => [path, boardText(board())] as const),
  );
}

/** A board as Grafana reads it: JSON, with a newline at its end. */
export function boardText(board: DashboardBuilder): string {
  return JSON.stringify(board.build(), null, 2) + "\n";
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
