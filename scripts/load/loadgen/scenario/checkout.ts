/**
 * Everybody buys, from the event that does not sell out: how many orders a
 * second can the shop complete?
 * @module
 */

import type { Scenario } from "./scenario.ts";
import { buy, list, pay, reserve } from "./shop_steps.ts";

const checkout: Scenario = {
  name: "checkout",
  summary: "everybody buys from event 6, which does not sell out",
  events: [6],
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
