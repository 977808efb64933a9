import assert from "node:assert/strict";
import { fakeClock } from "../../../services/shared/clock_fake.ts";
import { ownRequests } from "./own_requests.ts";

Deno.test("own requests are those that the gateway counts, in the window", async () => {
  const clock = fakeClock();
  const own = ownRequests("http://gateway", clock);
  own.note("http://gateway/events");
  await clock.advance(3000);
  own.note("http://gateway/events");
  own.note("http://gateway/livez");
  own.note("http://events/events");
  assert.equal(own.within(2000), 1);
  assert.equal(own.within(4000), 2);
});
