/**
 * The answer to paying when payments does not accept the connection: the 502 of
 * Lab 1.
 */

import assert from "node:assert/strict";
import { gateway, nameOf, ORDER, unreachable } from "./app_fixture.ts";

Deno.test("paying when payments is unreachable is a 502, and the seat is kept", async () => {
  let down = true;
  const app = gateway(
    (asked) =>
      down && nameOf(asked).includes("payments ") ? unreachable() : undefined,
    { RETRY_MAX: "1" },
  );
  const refused = await app.call("POST", "/reserve/r1/pay");
  assert.equal(refused.status, 502);
  assert.match(
    (await refused.json()).detail,
    /payments service is unreachable$/,
  );
  assert.ok(app.asked.some(({ path }) => path.endsWith("/unfence")));
  down = false;
  const paid = await app.call("POST", "/reserve/r1/pay");
  assert.deepEqual(await paid.json(), ORDER);
});
