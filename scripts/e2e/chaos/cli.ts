/**
 * `deno task e2e:experiments` and `deno task e2e:aborts`
 * @module
 */

import {
  boolean,
  defineTool,
  Exit,
  integer,
  realHost,
  runTool,
  selected,
  type Tool,
  UsageError,
} from "../../lib/cli/mod.ts";
import { abortDocument } from "./abort_document.ts";
import {
  abortText,
  brokenPromises,
  type DeathFigures,
} from "./abort_report.ts";
import { type AbortFigures, playAbort } from "./aborts.ts";
import { DEATH, killRunner, VICTIMS } from "./deaths.ts";
import { CASES } from "./cases.ts";
import { play, playedText } from "./play.ts";
import { openShop } from "./shop.ts";
import { readText, replaceFile } from "../../lib/files/mod.ts";

const FILE = new URL("./RESULTS.md", import.meta.url);

/** Shops at a time. */
const LANES = 2;

const experiments = defineTool({
  name: "experiments",
  summary: "every shipped experiment, once held and once broken",
  flags: {},
  operands: {
    usage: "[NAME...]",
    help: "only these",
    min: 0,
    max: Infinity,
  },
  async run({ host, operands }) {
    const cases = selected("experiment", CASES, {
      names: operands,
      nameOf: ({ name }) => name,
    });
    const waiting = [...cases];
    let wrong = 0;
    const began = host.clock.monotonic();
    // Most of a run is waiting: two shops share this machine well.
    await Promise.all(Array.from({ length: LANES }, async () => {
      await using shop = await openShop();
      for (let one = waiting.shift(); one; one = waiting.shift()) {
        for (const form of ["holds", "breaks"] as const) {
          let played = await play(shop, one, form);
          host.out(playedText(played));
          // A machine that stalls breaks hypotheses too: twice is no chance.
          if (played.wrong !== undefined) {
            played = await play(shop, one, form);
            host.out(`again: ${playedText(played)}`);
          }
          if (played.wrong !== undefined) wrong++;
        }
      }
    }));
    const seconds = (host.clock.monotonic() - began) / 1000;
    host.out(
      `${2 * cases.length} runs in ${seconds.toFixed(0)} s, ${wrong} wrong`,
    );
    return wrong === 0 ? Exit.ok : Exit.verdictFailed;
  },
});

const aborts = defineTool({
  name: "aborts",
  summary: "how soon a fault is off: many aborts, and dead runners",
  flags: {
    count: integer("count", {
      default: 100,
      min: 1,
      max: 10_000,
      help: "aborts in a row",
    }),
    write: boolean("write", { help: "keep the figures in RESULTS.md" }),
  },
  async run({ host, flags: { count, write } }) {
    await using shop = await openShop({ rps: 10, seconds: 3000 });
    const figures: AbortFigures[] = [];
    for (let number = 0; number < count; number++) {
      const one = await playAbort(shop, number);
      figures.push(one);
      host.err(
        `${number + 1} of ${count}: ${one.kind} in ${one.service}, off after ` +
          `${one.off} s, felt for ${one.felt.toFixed(2)} s ${one.wrong ?? ""}`,
      );
    }
    const deaths: DeathFigures[] = [];
    for (const victims of VICTIMS) {
      const seconds = await killRunner(shop.stack, { ...DEATH, victims });
      deaths.push({ victims, seconds });
      host.err(`${victims} killed: the fault was off after ${seconds} s`);
    }
    const text = abortText(figures, deaths);
    host.out(text);
    if (write) {
      const before = await readText(FILE);
      await replaceFile(FILE, abortDocument(before, text, host.clock));
    }
    return brokenPromises(figures, deaths).length === 0
      ? Exit.ok
      : Exit.verdictFailed;
  },
});

export const proofTool: Tool = defineTool({
  name: "e2e:experiments",
  summary: "proves that experiments do what they say",
  flags: {},
  commands: [experiments, aborts],
  run() {
    throw new UsageError("Cannot run: a command is missing, e.g. experiments");
  },
});

if (import.meta.main) Deno.exit(await runTool(realHost(), proofTool));
