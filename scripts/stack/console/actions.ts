/**
 * The actions of the page's buttons.
 * @module
 */

import { Hono } from "hono";
import { z } from "zod";
import { ACTIONS, sendCommand } from "../../adapters/running_stack/mod.ts";
import type { State } from "../local/mod.ts";
import { CouldNotRun } from "../../lib/cli/mod.ts";
import type { Purchase } from "./buy.ts";
import {
  FaultRefused,
  type FaultsAnswer,
  type FaultsClient,
} from "../../adapters/shop/mod.ts";
import { type LoadControl, MAX_LOAD_S, MAX_RPS } from "./load_control.ts";

/** The parts that the buttons reach. */
export interface Reach {
  readonly load: LoadControl;
  state(): State | undefined;
  buy(): Promise<Purchase>;
  /** Undefined for a service that does not exist. */
  faults(service: string): FaultsClient | undefined;
  /** Called with the faults in force after a change. */
  learn(service: string, answer: FaultsAnswer): void;
}

const DesiredLoad = z.object({
  rps: z.number().gt(0).max(MAX_RPS),
  seconds: z.number().gt(0).max(MAX_LOAD_S),
});

/** The service checks the rest, and refuses in words. */
const Desired = z.looseObject({ kind: z.string(), ttl_s: z.number() });

const DesiredPart = z.object({ action: z.enum(ACTIONS) });

/** The routes below `/api`. Refusals are `{ "refused": "in words" }`. */
export function actionRoutes(reach: Reach): Hono {
  const app = new Hono();

  app.post("/buy", async (c) => c.json(await reach.buy()));

  app.post("/load", async (c) => {
    reach.load.start(DesiredLoad.parse(await c.req.json()));
    return c.json({});
  });

  app.delete("/load", async (c) => {
    await reach.load.stop();
    return c.json({});
  });

  app.post("/faults/:service", async (c) => {
    const desired = Desired.parse(await c.req.json());
    return c.json(
      await change(c.req.param("service"), (faults) => faults.add(desired)),
    );
  });

  app.delete("/faults/:service", async (c) => {
    const kind = c.req.query("kind");
    return c.json(
      await change(
        c.req.param("service"),
        (faults) => kind === undefined ? faults.clear() : faults.remove(kind),
      ),
    );
  });

  app.post("/parts/:name", async (c) => {
    const { action } = DesiredPart.parse(await c.req.json());
    const name = c.req.param("name");
    const state = reach.state();
    if (state === undefined) throw new CouldNotRun("No stack runs");
    const text = await sendCommand(state, { action, name, variables: [] });
    return c.json({ text });
  });

  app.onError((error, c) => {
    const isRefusal = error instanceof FaultRefused ||
      error instanceof CouldNotRun;
    if (isRefusal) return c.json({ refused: error.message }, 409);
    if (error instanceof z.ZodError || error instanceof SyntaxError) {
      return c.json({ refused: `Not understood: ${error.message}` }, 400);
    }
    return c.json({ refused: `A bug of the console: ${error.message}` }, 500);
  });

  async function change(
    service: string,
    act: (faults: FaultsClient) => Promise<FaultsAnswer>,
  ): Promise<FaultsAnswer> {
    const client = reach.faults(service);
    if (client === undefined) {
      throw new FaultRefused(`${service} has no runtime faults here`);
    }
    const answer = await act(client);
    reach.learn(service, answer);
    return answer;
  }

  return app;
}
