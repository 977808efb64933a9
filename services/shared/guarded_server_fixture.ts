/**
 * A guarded server on the loopback whose time is the test's: no test waits for
 * seconds to pass; what the kernel does is awaited.
 * @module
 */

import assert from "node:assert/strict";
import { type FakeClock, fakeClock } from "./clock_fake.ts";
import { guardedServer } from "./guarded_server.ts";
import { serveConnection } from "./connection_server.ts";
import type { HttpServer, Limits } from "./http_server.ts";
import { stop } from "./lifecycle.ts";
import { serviceLogger } from "./log.ts";
import { get, type RawClient, rawClient } from "./raw_client_fixture.ts";
import { createServiceApp, type ServiceApp } from "./service_app.ts";

/** In milliseconds. */
export const SECOND = 1000;

/** The parts of the server that a test uses. */
export interface Served {
  readonly clock: FakeClock;
  readonly app: ServiceApp;
  readonly server: HttpServer;
  /** Ends every `/work`. */
  readonly work: PromiseWithResolvers<void>;
  connect(): Promise<RawClient>;
  /** How many answers of `/big` have been made. */
  readonly made: number;
}

/** Serves `/work`, which ends when the test says so, `/echo` and `/big`. */
export function serve(limits: Partial<Limits> = {}): Served {
  const clock = fakeClock();
  const app = createServiceApp({ service: "demo", version: "1", clock });
  const work = Promise.withResolvers<void>();
  app.hono.get("/work", async (c) => {
    await work.promise;
    return c.json({ done: true });
  });
  let made = 0;
  app.hono.get("/big", (c) => {
    made++;
    return c.body("x".repeat(50_000_000));
  });
  app.hono.post("/echo", async (c) => c.text(await c.req.text()));
  const serveOne = serveConnection();
  assert.ok(serveOne, "this Deno has no serveHttpOnConnection");
  const server = guardedServer({
    host: "127.0.0.1",
    port: 0,
    handler: app.hono.fetch,
    limits: {
      maxOpen: 200,
      maxStrangers: 50,
      maxIdle: 50,
      firstRequestMs: 10 * SECOND,
      nextRequestMs: 100 * SECOND,
      ...limits,
    },
    clock,
    log: serviceLogger("demo", "process"),
    serve: serveOne,
  });
  return {
    clock,
    app,
    server,
    work,
    connect: () => rawClient(server.port),
    get made() {
      return made;
    },
  };
}

/** Lets time pass until `wait` has ended, and looks for slow bodies as it does. */
export async function meanwhile<T>(
  stage: Served,
  wait: Promise<T>,
): Promise<T> {
  let waiting = true;
  void wait.finally(() => waiting = false).catch(() => {});
  while (waiting) {
    stage.app.giveUpOnLateBodies();
    await stage.clock.advance(1);
  }
  return await wait;
}

/** Stops as a service does, moving time on until it has ended. */
export async function stopped(
  { app, server, clock }: Served,
  graceMs = 20 * SECOND,
): Promise<boolean> {
  let clean: boolean | undefined;
  void stop({
    app,
    server,
    close: () => Promise.resolve(),
    clock,
    quietMs: 0,
    graceMs,
  }).then((result) => clean = result);
  while (clean === undefined) await clock.advance(50);
  return clean;
}

/** Clients that send nothing, half a head, and a whole request. */
export async function threeKinds(
  { connect }: Served,
): Promise<Record<"silent" | "halfHead" | "served", RawClient>> {
  const silent = await connect();
  const halfHead = await connect();
  await halfHead.send("GET /livez HTTP/1.1\r\nHost: sh");
  const served = await connect();
  await served.send(get("/livez"));
  await served.until(/200 OK[^]*\}/);
  return { silent, halfHead, served };
}

/** A connection that stays open when it should not would hold a test up. */
export function test(name: string, fn: () => Promise<void>): void {
  Deno.test({ name, fn, timeout: 60_000 });
}
