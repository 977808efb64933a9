import assert from "node:assert/strict";
import { withTag } from "./tag.ts";

const registry = "k3d-registry.localhost:5000";

function tagged(image: string, services: readonly string[] = []): string {
  return withTag(image, { registry, tag: "abc1234", services });
}

for (
  const [before, after] of [
    [
      "image: quickticket/gateway:v1",
      `image: ${registry}/quickticket/gateway:abc1234`,
    ],
    [
      'image: "quickticket/events"',
      `image: "${registry}/quickticket/events:abc1234"`,
    ],
    [
      "  - image: ghcr.io/some-student/quickticket/payments:0123 # a",
      `  - image: ${registry}/quickticket/payments:abc1234 # a`,
    ],
    ["image: postgres:17-alpine", "image: postgres:17-alpine"],
  ] as const
) {
  Deno.test(`${before} gets the tag, and the registry`, () => {
    assert.equal(tagged(before), after);
  });
}

Deno.test("a digest goes with the tag that it belonged to", () => {
  assert.equal(
    tagged("image: quickticket/gateway@sha256:0123"),
    `image: ${registry}/quickticket/gateway:abc1234`,
  );
});

Deno.test("only the services that are named are changed", () => {
  const text = "image: quickticket/gateway:v1\nimage: quickticket/events:v1";
  assert.equal(
    tagged(text, ["events"]),
    `image: quickticket/gateway:v1\nimage: ${registry}/quickticket/events:abc1234`,
  );
});
