/**
 * The flag that says which image loads.
 * @module
 */

import { text } from "../../lib/cli/mod.ts";

/** `--image` */
export const loadImage = text("image", {
  default: "k3d-registry.localhost:5000/quickticket/loadgen:v1",
  help: "the load generator's image",
});
