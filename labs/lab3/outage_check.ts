/**
 * An outage of payments under load, seen through the student's own board.
 * @module
 */

import {
  type Check,
  type CheckContext,
  couldNotVerify,
  fail,
  type Finding,
  notStarted,
  pass,
  type Shop,
} from "../../scripts/checks/mod.ts";
import type { Prometheus } from "../../scripts/adapters/prometheus/mod.ts";
import { runLoad } from "../../scripts/load/loadgen/engine/mod.ts";
import {
  visit,
  type VisitResult,
} from "../../scripts/load/loadgen/scenario/mod.ts";
import { ARENA, BACK_MS, canPay } from "./can_pay.ts";
import { asksRule, type Panel, readBoard } from "./board/board.ts";

/** Visits a second: about one pay a second. */
const RPS = 12;

/** Two scrapes and a little (ms): before them a rate has nothing to compare. */
const CALM_MS = 35_000;

/** How long payments are away (ms): a scrape that shows it, another for the rate, and a little. */
const AWAY_MS = 45_000;

const FAILING = '100 * sum(rate(gateway_requests_total{status=~"5.."}[1m])) ' +
  "/ sum(rate(gateway_requests_total[1m]))";

/** Step 3.5. */
export const outage: Check = {
  id: "3.5",
  task: 1,
  title:
    "an outage of payments shows on your board, and it has data throughout",
  hints: [
    "Which panel has no data, or does not move, while payments is stopped?",
    "A query that answers nothing is not zero (Lecture 3, slide 11). up needs one scrape " +
    "to fall, and a rate needs two, because a series that has just begun has not grown " +
    "yet.",
    "A panel with rate(mail_errors_total[15s]) stays empty: with a scrape every 15 s that " +
    "window never holds two samples. With [1m] it does.",
  ],
  measures:
    "errors, up and the board's queries while payments is stopped for 45 s under load",
  tool: "Prometheus API, load generator",
  catches: [
    "queries without data",
    "a board that does not show the outage",
  ],
  async run(context) {
    const panels = await readBoard(context);
    if (panels === undefined || typeof panels === "string") {
      return notStarted("there is no board that can be read", "step 3.4");
    }
    const [shop, prometheus] = [
      await context.shop(),
      await context.prometheus(),
    ];
    const seen = await watchOutage(context, { shop, prometheus, panels });
    return evaluateOutage({ ...seen, isBack: await canPay(context, shop) });
  },
};

/** The observations. */
export interface OutageSeen {
  /** Visits that ended with a 5xx or without an answer, and all, while payments was away. */
  readonly failures: number;
  readonly requests: number;
  /** Server errors in percent before, and at the end of the outage. */
  readonly before: number;
  readonly during: number;
  /** Seconds until each showed; undefined: never. */
  readonly upAfterS: number | undefined;
  readonly errorsAfterS: number | undefined;
  /** Queries of the board that had no data in the outage. */
  readonly empty: readonly string[];
  readonly queries: number;
  /** A customer could pay again. */
  readonly isBack: boolean;
}

async function watchOutage(
  context: CheckContext,
  { shop, prometheus, panels }: {
    readonly shop: Shop;
    readonly prometheus: Prometheus;
    readonly panels: readonly Panel[];
  },
): Promise<Omit<OutageSeen, "isBack">> {
  const { clock, note } = context;
  const now = async (expr: string) =>
    (await prometheus.query(expr))[0]?.value ?? 0;
  const over = new AbortController();
  const results: VisitResult[] = [];
  note(
    `customers for ${
      (CALM_MS + AWAY_MS) / 1000
    } s, then payments comes back ...`,
  );
  const load = runLoad({
    rps: RPS,
    durationMs: CALM_MS + AWAY_MS + BACK_MS,
    maxInFlight: 200,
    clock,
    random: Math.random,
    visit: (operation) =>
      visit(operation, {
        url: shop.gatewayUrl,
        eventId: ARENA,
        fetch,
        timeoutMs: 10_000,
      }),
    onVisit: ({ result }) => void results.push(result),
    signal: over.signal,
  });
  try {
    await clock.sleep(CALM_MS);
    const before = await now(FAILING);
    const already = results.length;
    await shop.stop("payments");
    const began = clock.monotonic();
    const after: { up?: number; errors?: number } = {};
    try {
      while (clock.monotonic() - began < AWAY_MS) {
        const seconds = (clock.monotonic() - began) / 1000;
        if (await now('up{job="payments"} == bool 0') === 1) {
          after.up ??= seconds;
        }
        if (await now(FAILING) > before + 0.5) after.errors ??= seconds;
        await clock.sleep(500);
      }
      const during = await now(FAILING);
      const away = results.slice(already);
      const exprs = panels.flatMap((panel) =>
        panel.exprs.filter((expr) => !asksRule(expr))
      );
      const answers = await Promise.all(
        exprs.map((expr) => prometheus.query(expr)),
      );
      const empty = exprs.filter((_, i) =>
        !answers[i]?.some(({ value }) => Number.isFinite(value))
      );
      return {
        failures: away.filter((one) =>
          one === "server_error" || one === "no_answer"
        ).length,
        requests: away.length,
        before,
        during,
        upAfterS: after.up,
        errorsAfterS: after.errors,
        empty,
        queries: exprs.length,
      };
    } finally {
      await shop.start("payments");
    }
  } finally {
    over.abort();
    await load;
  }
}

/** Evaluates it. */
export function evaluateOutage(seen: OutageSeen): Finding {
  const {
    failures,
    requests,
    before,
    during,
    upAfterS,
    errorsAfterS,
    empty,
    queries,
    isBack,
  } = seen;
  const bound =
    "less than 1 % fail before, more than 2 % in the outage; every query of the board " +
    "has data; paying works afterwards";
  const measured =
    `${failures} of ${requests} visits failed; errors ${
      before.toFixed(1)
    } %, then ` +
    `${during.toFixed(1)} %; up fell after ${
      seconds(upAfterS)
    }, errors rose after ` +
    `${seconds(errorsAfterS)}; ${
      queries - empty.length
    } of ${queries} queries had data`;
  if (before >= 1) {
    return couldNotVerify(
      `${before.toFixed(1)} % failed before payments was stopped`,
      bound,
      "http://localhost:3080/health; wait a minute, then check again",
    );
  }
  if (failures < 5) {
    return couldNotVerify(
      `${failures} visits failed without payments`,
      bound,
      "the tickets that are left: run deno task seed, then check again",
    );
  }
  if (!isBack) {
    return fail(
      `${measured}; paying does not work again`,
      bound,
      "the state of payments: docker compose ps, or the terminal of deno task dev",
      seen,
    );
  }
  if (empty.length > 0) {
    return fail(
      `${measured}; none for ${empty.join("; ")}`,
      bound,
      "the panels of step 3.4: a query must have data while payments is stopped, too",
      seen,
    );
  }
  return during > 2 && errorsAfterS !== undefined
    ? pass(measured, bound, seen)
    : fail(
      measured,
      bound,
      "http://localhost:9090/targets: which gateway does Prometheus scrape?",
      seen,
    );
}

function seconds(value: number | undefined): string {
  return value === undefined ? "never" : `${Math.round(value)} s`;
}
