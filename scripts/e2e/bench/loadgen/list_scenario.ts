/**
 * One request a visit, so that visits and requests are the same.
 * @module
 */

import { list, type Scenario } from "../../../load/loadgen/scenario/mod.ts";

const listing: Scenario = {
  name: "listing",
  summary: "the list and nothing else",
  events: [1],
  journeys: [{
    name: "look",
    weight: 1,
    steps: [list],
    async play(visitor) {
      await visitor.ask(list);
    },
  }],
};

export default listing;
