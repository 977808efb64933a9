import assert from "node:assert/strict";
import { listenersOf } from "./port_holder.ts";

const TABLE =
  `  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
   0: 0100007F:1F90 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 4711 1
   1: 0100007F:1F90 0100007F:9C40 01 00000000:00000000 00:00000000 00000000     0        0 4712 1
   2: 00000000:1F91 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 4713 1
`;

Deno.test("listenersOf() finds who listens, not who is connected", () => {
  assert.deepEqual(listenersOf(TABLE, 8080), ["4711"]);
  assert.deepEqual(listenersOf(TABLE, 8081), ["4713"]);
  assert.deepEqual(listenersOf(TABLE, 9999), []);
});
