/**
 * The course's mix: 70 % look, 20 % reserve and think again, 10 % buy.
 * @module
 */

import type { Scenario } from "./scenario.ts";
import { buy, list, pay, reserve } from "./shop_steps.ts";

const mixed: Scenario = {
  name: "mixed",
  summary: "70 % look, 20 % reserve, 10 % buy",
  events: "biggest",
  journeys: [
    {
      name: "look",
      weight: 70,
      steps: [list],
      async play(user) {
        await user.ask(list);
      },
    },
    {
      name: "hold",
      weight: 20,
      steps: [reserve],
      async play(user) {
        await user.ask(reserve, {
          params: { id: user.event() },
          body: { quantity: 1 },
        });
      },
    },
    {
      name: "purchase",
      weight: 10,
      steps: [reserve, pay],
      play: (user) => buy(user, user.event()),
    },
  ],
};

export default mixed;
