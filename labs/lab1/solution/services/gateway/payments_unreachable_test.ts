/** What paying answers when nobody takes the connection. */

import assert from "node:assert/strict";
import { gateway, nameOf, ORDER, unreachable } from "./app_fixture.ts";

Deno.test("paying when payments is unreachable is a 503 that says what is kept", async () => {
  let down = true;
  const app = gateway(
    (asked) =>
      down && nameOf(asked).includes("payments ") ? unreachable() : undefined,
    { RETRY_MAX: "1" },
  );
  const refused = await app.call("POST", "/reserve/r1/pay");
  assert.equal(refused.status, 503);
  const { code, reservation_id, detail } = await refused.json();
  assert.deepEqual([code, reservation_id], ["payments_unavailable", "r1"]);
  assert.match(detail, /seats are held.*try again/);
  assert.ok(app.asked.some(({ path }) => path.endsWith("/unfence")));
  down = false;
  const paid = await app.call("POST", "/reserve/r1/pay");
  assert.deepEqual(await paid.json(), ORDER);
});
