import assert from "node:assert/strict";
import text from "../../../compose.yaml" with { type: "text" };
import { pinnedIn } from "./compose.ts";

Deno.test("every pinned image can be replaced by a variable of its own", () => {
  const pinned = pinnedIn(text);
  assert.deepEqual(pinned.map(({ variable }) => variable), [
    "POSTGRES_IMAGE",
    "REDIS_IMAGE",
    "PROMETHEUS_IMAGE",
    "GRAFANA_IMAGE",
  ]);
  for (const { tag, digest } of pinned) {
    assert.match(tag, /^[\w./-]+:[\w.-]+$/);
    assert.match(digest, /^sha256:[0-9a-f]{64}$/);
  }
});

Deno.test("an image without a digest is not pinned", () => {
  assert.deepEqual(pinnedIn("image: ${A_IMAGE:-postgres:17}"), []);
});
