/**
 * `deno task e2e:incidents`
 * @module
 */

import { startStack } from "../../stack/local/mod.ts";
import {
  defineTool,
  Exit,
  realHost,
  runTool,
  selected,
  type Tool,
} from "../../lib/cli/mod.ts";
import { SCENARIOS } from "../../chaos/incident/mod.ts";
import { type Played, playScenario } from "./play.ts";

/** Stacks at a time. */
const LANES = 2;

export const incidentsTool: Tool = defineTool({
  name: "e2e:incidents",
  summary: "every incident: it pages, it can be solved, cheats are refused",
  flags: {},
  operands: { usage: "[ID...]", help: "only these", min: 0, max: Infinity },
  async run({ host, operands }) {
    const waiting = [
      ...selected("incident", SCENARIOS, {
        names: operands,
        nameOf: ({ id }) => id,
      }),
    ];
    const count = waiting.length;
    const began = host.clock.monotonic();
    const folder = await Deno.makeTempDir();
    let wrong = 0;
    await Promise.all(
      Array.from({ length: Math.min(LANES, count) }, async () => {
        await using stack = await startStack();
        for (let one = waiting.shift(); one; one = waiting.shift()) {
          const played = await playScenario(stack, one, folder);
          if (played.wrong.length > 0) wrong++;
          host.out(playedText(played));
        }
      }),
    );
    await Deno.remove(folder, { recursive: true });
    const seconds = (host.clock.monotonic() - began) / 1000;
    host.out(`${count} incidents in ${seconds.toFixed(0)} s, ${wrong} wrong`);
    return wrong === 0 ? Exit.ok : Exit.verdictFailed;
  },
});

function playedText(
  { scenario, symptoms, cheats, result, wrong }: Played,
): string {
  const { pagedAt, mitigatedAt, failedRequests, score } = result;
  const refused = cheats.filter(({ isRefused }) => isRefused).length;
  return [
    `${wrong.length === 0 ? "ok" : "WRONG"}  ${scenario.id}: ` +
    `paged after ${pagedAt?.toFixed(1)} s (${symptoms.join(", ")}), ` +
    `${refused} of ${cheats.length} cheats refused, over after ` +
    `${mitigatedAt?.toFixed(1)} s, ${failedRequests} failed, ` +
    `${score.total} points`,
    ...wrong.map((words) => `       ${words}`),
  ].join("\n");
}

if (import.meta.main) Deno.exit(await runTool(realHost(), incidentsTool));
