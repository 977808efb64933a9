import assert from "node:assert/strict";
import { tagManifests, withTag } from "./tag.ts";

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
    [
      "image: quickticket/gateway:v1@sha256:0123",
      `image: ${registry}/quickticket/gateway:abc1234`,
    ],
    [
      "image: quickticket/alert-receiver:v1",
      `image: ${registry}/quickticket/alert-receiver:abc1234`,
    ],
    [
      "image: registry:5000/quickticket/events",
      `image: ${registry}/quickticket/events:abc1234`,
    ],
    ["image: postgres:17-alpine", "image: postgres:17-alpine"],
    ["# quickticket/gateway:v1 was here", "# quickticket/gateway:v1 was here"],
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

Deno.test("tagging twice is tagging once, and the last tag wins", () => {
  const text = "image: quickticket/gateway:v1@sha256:0123\n";
  const once = tagged(text);
  assert.equal(tagged(once), once);
  const again = withTag(once, { registry, tag: "v2", services: [] });
  assert.equal(again, `image: ${registry}/quickticket/gateway:v2\n`);
});

Deno.test("a tag that no registry takes is refused before a file is opened", async () => {
  for (const tag of ["", ".v1", "-v1", "a b", "a:b", "x".repeat(129)]) {
    await assert.rejects(
      tagManifests("k8s", { registry, tag, services: [] }),
      { name: "CouldNotRun", message: /a tag has at most 128 letters/ },
    );
  }
});
