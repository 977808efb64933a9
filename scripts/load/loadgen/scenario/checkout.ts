/**
 * Every visitor buys from the event that does not sell out: how many orders a
 * second can the shop complete?
 * @module
 */

import { LOAD_EVENT_ID } from "../../../adapters/shop/mod.ts";
import type { Scenario } from "./scenario.ts";
import { buy, list, pay, reserve } from "./shop_steps.ts";

const checkout: Scenario = {
  name: "checkout",
  summary:
    `every visitor buys from event ${LOAD_EVENT_ID}, which does not sell out`,
  events: [LOAD_EVENT_ID],
  journeys: [{
    name: "checkout",
    weight: 1,
    steps: [list, reserve, pay],
    async play(user) {
      const seen = await user.ask(list);
      if (seen.result === "ok") await buy(user, user.event());
    },
  }],
};

export default checkout;
