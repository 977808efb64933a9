import assert from "node:assert/strict";
import { imagesMissingIn } from "./image_pulls.ts";

function pods(state: unknown): unknown {
  const image = "k3d-registry.localhost:5000/quickticket/gateway:v9";
  const status = { containerStatuses: [{ image, state }] };
  return { items: [{ metadata: { name: "gateway-0" }, status }] };
}

Deno.test("an image that is nowhere is named, with its pod", () => {
  for (
    const reason of ["ErrImagePull", "ImagePullBackOff", "InvalidImageName"]
  ) {
    assert.deepEqual(imagesMissingIn(pods({ waiting: { reason } })), [
      "gateway-0 cannot get k3d-registry.localhost:5000/quickticket/gateway:v9 " +
      `(${reason})`,
    ]);
  }
});

Deno.test("a pod that starts, runs or has not been placed is left alone", () => {
  for (
    const state of [{ waiting: { reason: "ContainerCreating" } }, {
      running: {},
    }]
  ) {
    assert.deepEqual(imagesMissingIn(pods(state)), []);
  }
  const unplaced = { items: [{ metadata: { name: "a" }, status: {} }] };
  assert.deepEqual(imagesMissingIn(unplaced), []);
});
