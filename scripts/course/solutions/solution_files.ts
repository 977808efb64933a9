/**
 * The files of solutions that code writes. A generator of a solution is as good
 * as the solution, so this folder never ships to students.
 * @module
 */

import { boardText } from "../../observe/dashboards/mod.ts";
import { goldenSignals } from "./lab3_board.ts";
import { alertingFiles } from "./lab6_alerting.ts";

const GRAFANA = (lab: number): string =>
  `labs/lab${lab}/solution/monitoring/grafana`;

/** Text of each file, by its path. */
export function solutionFiles(): ReadonlyMap<string, string> {
  return new Map([
    [
      `${GRAFANA(3)}/dashboards/golden-signals.json`,
      boardText(goldenSignals()),
    ],
    ...[...alertingFiles()].map(([name, text]) =>
      [`${GRAFANA(6)}/provisioning/alerting/${name}`, text] as const
    ),
  ]);
}
