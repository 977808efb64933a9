/**
 * `deno task loadgen`
 * @module
 */

import { z } from "zod";
import { EventView } from "../../services/shared/mod.ts";
import { Exit } from "../lib/exit_code.ts";
import { boolean, duration, integer, number, url } from "../lib/flags.ts";
import { type Host, realHost } from "../lib/host.ts";
import { CouldNotRun, defineTool, runTool, type Tool } from "../lib/tool.ts";
import { runLoad } from "./load.ts";
import { progressLine, summary } from "./report.ts";
import { figuresOf, type Visit } from "./tally.ts";
import { visit } from "./visitor.ts";

/** How often a line is printed (ms). */
const REPORT_EVERY_MS = 10_000;

/** Most visits at a time. */
const MAX_IN_FLIGHT = 2000;

/** What the tool needs besides its host. */
export interface LoadgenOptions {
  readonly fetch: typeof fetch;
  readonly random: () => number;
}

/** The tool. */
export function loadgenTool({ fetch, random }: LoadgenOptions): Tool {
  return defineTool({
    name: "loadgen",
    summary: "visits the shop: 70 % list, 20 % reserve, 10 % buy",
    flags: {
      rps: number("rps", {
        default: 5,
        min: 0.1,
        max: 10_000,
        help: "visits a second",
      }),
      durationMs: duration("duration", {
        default: 60_000,
        min: 1000,
        max: 24 * 3_600_000,
        help: "how long",
      }),
      url: url("url", {
        default: "http://127.0.0.1:8080",
        env: "GATEWAY_URL",
        help: "the gateway",
      }),
      event: integer("event", {
        default: undefined,
        min: 1,
        max: 2_147_483_647,
        help: "event to buy; without it the one with most tickets",
      }),
      timeoutMs: duration("timeout", {
        default: 10_000,
        min: 10,
        max: 300_000,
        help: "longest wait for an answer",
      }),
      maxFailures: number("max-failures", {
        default: undefined,
        min: 0,
        max: 100,
        help: "exit 1 when more than that percentage failed",
      }),
      json: boolean("json", { help: "the summary as JSON" }),
    },
    examples: [
      "loadgen --rps 20 --duration 10s",
      "loadgen --rps 5 --duration 10m --max-failures 0.5",
    ],
    async run({ host, flags }) {
      const { clock } = host;
      const all: Visit[] = [];
      let stretch: Visit[] = [];
      const eventId = flags.event ?? await biggestEvent(fetch, flags.url);
      const stop = new AbortController();
      const noSignals = host.onSignal(() => stop.abort());
      const start = clock.monotonic();
      host.err(
        `${flags.rps} visits a second to ${flags.url} for ` +
          `${flags.durationMs / 1000} s, buying event ${eventId}; ` +
          "Ctrl-C ends it early",
      );
      const reporting = reportEvery(host, stop.signal, (seconds) => {
        const line = progressLine(
          seconds,
          REPORT_EVERY_MS / 1000,
          figuresOf(stretch),
        );
        stretch = [];
        return line;
      });
      const dropped = await runLoad({
        rps: flags.rps,
        durationMs: flags.durationMs,
        maxInFlight: MAX_IN_FLIGHT,
        clock,
        random,
        visit: (operation) =>
          visit(operation, {
            url: flags.url,
            eventId,
            fetch,
            timeoutMs: flags.timeoutMs,
          }),
        onVisit(one) {
          all.push(one);
          stretch.push(one);
        },
        signal: stop.signal,
      });
      stop.abort();
      await reporting;
      noSignals();
      const seconds = (clock.monotonic() - start) / 1000;
      const figures = figuresOf(all);
      host.out(
        flags.json
          ? JSON.stringify({ seconds, dropped, ...figures })
          : summary(figures, { seconds, dropped }),
      );
      if (all.every(({ result }) => result === "no_answer")) {
        host.err(`Nothing at ${flags.url} answered a single visit`);
        return Exit.couldNotRun;
      }
      const failed = 100 * figures.failures / figures.visits;
      return flags.maxFailures !== undefined && failed > flags.maxFailures
        ? Exit.verdictFailed
        : Exit.ok;
    },
  });
}

/** Prints a line each {@link REPORT_EVERY_MS} until `signal`. */
async function reportEvery(
  { clock, err }: Host,
  signal: AbortSignal,
  line: (seconds: number) => string,
): Promise<void> {
  const start = clock.monotonic();
  for (;;) {
    try {
      await clock.sleep(REPORT_EVERY_MS, signal);
    } catch {
      return; // the load has ended
    }
    err(line((clock.monotonic() - start) / 1000));
  }
}

/** A big event does not sell out under load. */
async function biggestEvent(
  fetch: LoadgenOptions["fetch"],
  url: string,
): Promise<number> {
  const events = await eventsOf(fetch, url);
  const [biggest] = events.toSorted((a, b) =>
    b.total_tickets - a.total_tickets
  );
  if (biggest) return biggest.id;
  throw new CouldNotRun(
    `${url} has no events on sale; run deno task seed, or name one by --event`,
  );
}

async function eventsOf(
  fetch: LoadgenOptions["fetch"],
  url: string,
): Promise<readonly EventView[]> {
  try {
    const answer = await fetch(`${url}/events`, {
      signal: AbortSignal.timeout(10_000),
    });
    if (!answer.ok) throw new Error(`it answered ${answer.status}`);
    return z.array(EventView).parse(await answer.json());
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new CouldNotRun(
      `Cannot ask ${url}/events what is on sale: ${reason}\n` +
        "Is the shop up (deno task dev)? Choose another with --url, " +
        "or name an event with --event to load it all the same.",
    );
  }
}

if (import.meta.main) {
  const tool = loadgenTool({ fetch, random: Math.random });
  Deno.exit(await runTool(realHost(), tool));
}
