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
    async play(visitor) {
      const seen = await visitor.ask(list);
      if (seen.result !== "ok") return;
      await visitor.ask(show, { params: { id: visitor.event() } });
    },
  }],
};

export default browse;
