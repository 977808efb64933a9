/**
 * `loadgen find-limit`
 * @module
 */

import {
  CouldNotRun,
  defineTool,
  duration,
  Exit,
  number,
  text,
  type Tool,
  UsageError,
} from "../../../lib/cli/mod.ts";
import { parseExpectation } from "../result/expect.ts";
import { findLimit, type LimitStep, limitText } from "../result/find_limit.ts";
import { loadScenario } from "../scenario/load_scenario.ts";
import { eventsOf, expectationsOf } from "./make_plan.ts";
import { type Plan, WHOLE } from "../engine/plan.ts";
import { formatMs } from "../report/report.ts";
import { runPlan } from "../engine/run.ts";
import { LOAD_FLAGS } from "./flags.ts";
import { localPlayer, type Surroundings } from "./run.ts";
import { MAX_RATE } from "../engine/stages.ts";
import { watchWhile } from "../result/watch_services.ts";
import { workersPlayer } from "../engine/workers.ts";

/** The default expectations. */
const DEFAULTS = ["errors<1%", "dropped<=0", "p99<1s"];

/** The command. */
export function findLimitTool(around: Surroundings): Tool {
  return defineTool({
    name: "find-limit",
    summary: "raises the load until an expectation breaks, and says what gave",
    flags: {
      from: number("from", {
        default: 50,
        min: 0.1,
        max: MAX_RATE,
        help: "visits a second of the first step",
      }),
      by: number("by", {
        default: 50,
        min: 0.1,
        max: MAX_RATE,
        help: "each step adds so many",
      }),
      to: number("to", {
        default: 1000,
        min: 0.1,
        max: MAX_RATE,
        help: "the last step",
      }),
      stepMs: duration("step", {
        default: 15_000,
        min: 2000,
        max: 3_600_000,
        help: "length of a step",
      }),
      watch: text("watch", {
        default: undefined,
        placeholder: "NAME=URL,...",
        help: "the services whose metrics are read; by default gateway, " +
          "events and payments on their usual ports or EVENTS_URL, PAYMENTS_URL",
      }),
      ...LOAD_FLAGS,
    },
    examples: [
      "loadgen find-limit --scenario checkout --expect 'pay.p99<300ms'",
    ],
    async run({ host, flags }) {
      const { clock } = host;
      if (flags.from > flags.to) {
        throw new UsageError(
          `Cannot run loadgen find-limit: --from must be at most --to ` +
            `${flags.to}, current value is ${flags.from}`,
        );
      }
      const scenario = await loadScenario(flags.scenario);
      const expected = await expectationsOf(flags, scenario);
      const expectations = expected.length > 0
        ? expected
        : DEFAULTS.flatMap((text) => parseExpectation(text) ?? []);
      const events = await eventsOf(flags, scenario, around.fetch);
      const urls = watchedUrls(flags.watch, flags.url, host.env);
      const seed = flags.seed ?? around.newSeed();
      const stop = new AbortController();
      const noSignals = host.onSignal(() => stop.abort());
      const names = expectations.map((one) => one.text).join(", ");
      host.err(`${scenario.name} on ${flags.url}, as long as ${names}`);
      host.err(HEAD);
      async function load(rate: number) {
        const plan = {
          scenario: flags.scenario,
          url: flags.url,
          events,
          load: {
            kind: "open",
            stages: [{ ms: flags.stepMs, from: rate, to: rate }],
            arrivals: flags.arrivals,
            maxInFlight: flags.maxInFlight,
          },
          timeoutMs: flags.timeoutMs,
          seed,
        } satisfies Plan;
        const { workers } = flags;
        const player = workers > 1
          ? workersPlayer({ plan, share: WHOLE, workers })
          : localPlayer({ plan, share: WHOLE, scenario, clock, around });
        const options = { plan, scenario, player, workers, clock };
        return await watchWhile(
          { ...around, urls, clock },
          async () => {
            const signal = stop.signal;
            const { deno } = around;
            return (await runPlan({ ...options, signal, deno })).run;
          },
        );
      }
      const limit = await findLimit({
        ...flags,
        expectations,
        load,
        onStep: (step) => host.err(lineOf(step)),
        signal: stop.signal,
      });
      noSignals();
      host.out(flags.json ? JSON.stringify(limit) : limitText(limit));
      if (limit.steps.length === 0) {
        throw new CouldNotRun("Stopped before the first step was over");
      }
      return limit.holds === undefined ? Exit.verdictFailed : Exit.ok;
    },
  });
}

const HEAD = "visits/s  orders/s       p50       p99    failed   dropped  " +
  "most used";

function lineOf(step: LimitStep): string {
  const [most] = step.uses;
  return [
    String(step.rate).padStart(8),
    step.ordersPerSecond.toFixed(1).padStart(10),
    formatMs(step.p50).padStart(10),
    formatMs(step.p99).padStart(10),
    String(step.failures).padStart(10),
    String(step.dropped).padStart(10),
    most === undefined ? "" : `  ${most.resource}: ${most.detail}`,
  ].join("");
}

/** Base URLs of the services. @throws {UsageError} when a URL makes no sense */
function watchedUrls(
  desired: string | undefined,
  gateway: string,
  env: (name: string) => string | undefined,
): Readonly<Record<string, string>> {
  if (desired === undefined) {
    return {
      gateway,
      events: env("EVENTS_URL") ?? besides(gateway, 8081),
      payments: env("PAYMENTS_URL") ?? besides(gateway, 8082),
    };
  }
  return Object.fromEntries(
    desired.split(",").map((part) => {
      const [, name = "", url = ""] = /^(\w+)=(https?:\/\/.+)$/.exec(part) ??
        [];
      if (URL.canParse(url)) return [name, url.replace(/\/+$/, "")];
      throw new UsageError(
        "Cannot run loadgen find-limit: --watch must be pairs such as " +
          `events=http://127.0.0.1:8081, current value is ${part}`,
      );
    }),
  );
}

function besides(url: string, port: number): string {
  const other = new URL(url);
  other.port = String(port);
  return other.origin;
}
