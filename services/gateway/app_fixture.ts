/**
 * A gateway whose upstreams are scripted: what they answer is up to the test.
 * @module
 */

import { type FakeClock, fakeClock } from "../shared/clock_fake.ts";
import { parseEnv } from "../shared/env.ts";
import type { ServiceApp } from "../shared/service_app.ts";
import { GATEWAY_ENV } from "./config.ts";
import { createGateway, type Gateway } from "./app.ts";

/** A call that reached an upstream. */
export interface Asked {
  /** `events`, `payments`, `notifications`. */
  readonly service: string;
  readonly method: string;
  readonly path: string;
  readonly headers: Headers;
  readonly body: unknown;
}

/** Answers a call; undefined: the script of the happy path does. */
export type Script = (
  asked: Asked,
) => Response | Promise<Response> | undefined;

/** A gateway and what it asked. */
export interface TestGateway extends ServiceApp {
  readonly gateway: Gateway;
  readonly clock: FakeClock;
  readonly asked: Asked[];
  /** One request to it. */
  readonly call: (
    method: string,
    path: string,
    body?: unknown,
    headers?: Readonly<Record<string, string>>,
  ) => Promise<Response>;
}

/** The answers of events when it is healthy. */
export const EVENT = {
  id: 1,
  name: "Go Conference",
  venue: "Hall",
  date: "2026-12-01T10:00:00.000Z",
  total_tickets: 100,
  price_cents: 500,
  available: 98,
};

/** The order of the happy path. */
export const ORDER = {
  order_id: "r1",
  event_id: 1,
  quantity: 2,
  total_cents: 1000,
  status: "confirmed",
};

const { order_id: _, status: __, ...SEATS } = ORDER;

const HAPPY: Readonly<Record<string, unknown>> = {
  "events GET /events": [EVENT],
  "events GET /events/1": EVENT,
  "events GET /health": { status: "healthy" },
  "payments GET /health": { status: "healthy" },
  "notifications GET /health": { status: "healthy" },
  "events POST /events/1/reserve": {
    reservation_id: "r1",
    ...SEATS,
    expires_in_seconds: 300,
  },
  "events POST /reservations/r1/fence": {
    state: "fenced",
    attempt: 1,
    ...SEATS,
  },
  "payments POST /charge": { status: "charged", payment_ref: "PAY-0A1B2C3D" },
  "events POST /reservations/r1/confirm": ORDER,
  "notifications POST /notify": { status: "sent" },
};

/** Builds one. `script` may answer before the happy path does. */
export function gateway(
  script: Script = () => undefined,
  env: Readonly<Record<string, string>> = {},
): TestGateway {
  const clock = fakeClock();
  const asked: Asked[] = [];

  async function fetch(url: string, init: RequestInit): Promise<Response> {
    const { hostname, pathname } = new URL(url);
    const one: Asked = {
      service: hostname,
      method: init.method ?? "GET",
      path: pathname,
      headers: new Headers(init.headers),
      body: init.body ? JSON.parse(String(init.body)) : undefined,
    };
    asked.push(one);
    const scripted = await Promise.race([script(one), calledOff(init)]);
    if (scripted) return scripted;
    const answer = HAPPY[`${one.service} ${one.method} ${one.path}`];
    if (answer !== undefined) return Response.json(answer);
    if (one.path.endsWith("/unfence")) {
      return new Response(null, { status: 204 });
    }
    return problem(404, "There is no such thing");
  }

  const gateway = createGateway(
    parseEnv("gateway", GATEWAY_ENV, (name) => env[name]),
    { clock, random: () => 0.5, newId: () => "new-id", fetch },
  );
  const { app } = gateway;
  return {
    ...app,
    gateway,
    clock,
    asked,
    call: async (method, path, body, headers = {}) =>
      await app.hono.request(path, {
        method,
        ...body === undefined ? { headers } : {
          headers: { "Content-Type": "application/json", ...headers },
          body: JSON.stringify(body),
        },
      }),
  };
}

/** Rejects when a call is called off, as the real `fetch` does. */
function calledOff({ signal }: RequestInit): Promise<never> {
  return new Promise((_, reject) =>
    signal?.addEventListener("abort", () => reject(signal.reason))
  );
}

/** A service that never answers. */
export function hangs(): Promise<Response> {
  return new Promise(() => {});
}

/** A service that is not there. */
export function unreachable(): Promise<Response> {
  const words = "error sending request: client error (Connect): refused";
  return Promise.reject(
    new TypeError("fetch failed", { cause: new Error(words) }),
  );
}

/** A problem as a service answers it. */
export function problem(
  status: number,
  detail: string,
  more: {
    readonly fields?: Readonly<Record<string, unknown>>;
    readonly headers?: Readonly<Record<string, string>>;
  } = {},
): Response {
  const body = { type: "about:blank", title: "x", status, detail };
  return Response.json(
    { ...body, request_id: "upstream", ...more.fields },
    { status, headers: more.headers ?? {} },
  );
}

/** Where a call goes, for scripts: `payments POST /charge`. */
export function nameOf({ service, method, path }: Asked): string {
  return `${service} ${method} ${path}`;
}
