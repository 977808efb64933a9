/**
 * More visitors than seats: every visitor wants one to four tickets of events 1
 * to 5, and most learn that they are sold out. Sold out is not a failure here;
 * a shop that sells more than it has would be.
 * @module
 */

import type { Scenario } from "./scenario.ts";
import { buy, pay, reserve } from "./shop_steps.ts";

/** Most tickets that one user wants. */
const MAX = 4;

const scarcity: Scenario = {
  name: "scarcity",
  summary: "every visitor wants the few seats of events 1 to 5",
  events: [1, 2, 3, 4, 5],
  journeys: [{
    name: "rush",
    weight: 1,
    steps: [reserve, pay],
    async play(user) {
      const quantity = 1 + Math.floor(user.random() * MAX);
      await buy(user, user.event(), quantity);
    },
  }],
};

export default scarcity;
