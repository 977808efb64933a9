import assert from "node:assert/strict";
import { nameIn } from "./redis_server.ts";

for (
  const [info, name] of [
    [
      "# Server\r\nredis_version:7.0.15\r\nos:Linux 6.18 x86_64\r\n",
      "Redis 7.0.15",
    ],
    [
      "redis_version:7.2.4\r\nserver_name:valkey\r\nvalkey_version:8.1.0\r\n",
      "Valkey 8.1.0",
    ],
    [
      "redis_version:7.2.4\r\nvalkey_version:9.1.1\r\nos:wasi 0.0.0 wasm32\r\n",
      "Valkey 9.1.1 (WebAssembly)",
    ],
    ["-NOAUTH Authentication required.\r\n", undefined],
  ] as const
) {
  Deno.test(`nameIn() finds ${name ?? "no name in a refusal"}`, () => {
    assert.equal(nameIn(info), name);
  });
}
