import assert from "node:assert/strict";
import { fetchWithin, outOfReach } from "./reach.ts";

const RELAY = "http://127.0.0.1:4000/gateway";

for (
  const [url, isInside] of [
    [RELAY, true],
    [`${RELAY}/events?x=1`, true],
    ["http://127.0.0.1:4000/payments/charge", false],
    ["http://127.0.0.1:4000/gatewayed", false],
    [`${RELAY}/../payments/charge`, false],
    [`${RELAY}/%2e%2e/payments`, false],
    [`${RELAY}/..%2fsecrets`, false],
    ["http://127.0.0.1:4001/gateway", false],
  ] as const
) {
  Deno.test(`${url} is inside of one service behind a proxy: ${isInside}`, () => {
    assert.equal(outOfReach(url, [RELAY]) === undefined, isInside);
  });
}

Deno.test("nothing is sent to an address that is not the target's", async () => {
  const sent: string[] = [];
  const within = fetchWithin([RELAY], (input) => {
    sent.push(String(input));
    return Promise.resolve(new Response("ok"));
  });
  await within(`${RELAY}/events`);
  await assert.rejects(within("http://127.0.0.1:9/"), /not an address/);
  await assert.rejects(
    within(new Request("http://10.0.0.1/")),
    /not an address/,
  );
  assert.deepEqual(sent, [`${RELAY}/events`]);
});
