// Runs with -P=test-system
/**
 * A shop without visitors.
 */

import assert from "node:assert/strict";
import { openShop } from "./shop.ts";
import { shippedFile } from "../../chaos/shipped.ts";

Deno.test("without visitors nothing is begun, since nothing would be proved", async () => {
  await using shop = await openShop({ rps: 0 });
  // Its own probes ask the gateway twenty times a second: they do not count.
  const { journal } = await shop.run({
    file: shippedFile("events-kill"),
    speed: 20,
  });
  assert.equal(journal.quickticket.verdict, "refused");
  assert.match(
    journal.quickticket.reason,
    /requests a second at the gateway/,
  );
  assert.deepEqual(journal.run, []);
});
