/**
 * People who only look.
 * @module
 */

import type { Scenario } from "./scenario.ts";
import { list, show } from "./shop_steps.ts";

const browse: Scenario = {
  name: "browse",
  summary: "people who only look: the list, then one event",
  events: "biggest",
  journeys: [{
    name: "browse",
    weight: 1,
    steps: [list, show],
    async play(user) {
      const seen = await user.ask(list);
      if (seen.result !== "ok") return;
      await user.ask(show, { params: { id: user.event() } });
    },
  }],
};

export default browse;
