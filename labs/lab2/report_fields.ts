/**
 * The fields that checks read in the report of Lab 2.
 * @module
 */

import {
  count,
  duration,
  type FieldGroup,
  number,
  rows,
  text,
} from "../../scripts/checks/report_fields/mod.ts";
import { SERVICES } from "./images.ts";
import { PAY } from "./trace.ts";

/** Words behind a size, in megabytes. MiB lie within the tolerance. */
const MEGABYTES = {
  b: 1e-6,
  bytes: 1e-6,
  kb: 1e-3,
  kib: 1024e-6,
  mb: 1,
  m: 1,
  mib: 1.048576,
  gb: 1000,
  g: 1000,
  gib: 1073.741824,
  // As people write them elsewhere.
  кб: 1e-3,
  мб: 1,
  гб: 1000,
  mo: 1,
  go: 1000,
} as const;

/** Columns of the table of images. */
export const IMAGE_COLUMNS = {
  image: text({
    what: "service",
    example: "gateway",
    labels: [/image|service/i],
  }),
  content: number({
    what: "size of the content (MB)",
    example: "120 MB",
    units: MEGABYTES,
    labels: [/content/i, /^size/i],
  }),
  layers: count({
    what: "number of layers",
    example: "4",
    labels: [/layers/i],
  }),
  largest: number({
    what: "size of the largest layer (MB)",
    example: "60 MB",
    units: MEGABYTES,
    labels: [/largest/i],
  }),
  user: text({
    what: "user that it runs as",
    example: "somebody",
    labels: [/user/i],
  }),
};

/** The table of step 2.1. */
export const IMAGES_FIELDS = {
  name: "naive_images",
  step: "2.1",
  fields: {
    images: rows({
      what: "the three images that you tagged naive",
      example: "{image: gateway, content: 120 MB, layers: 4, ...}",
      section: /2\.1|naive/i,
      keys: ["image"],
      given: SERVICES.map((image) => ({ image })),
      columns: IMAGE_COLUMNS,
    }),
  },
} as const satisfies FieldGroup;

/** The table of step B.1. */
export const HOP_FIELDS = {
  name: "hop_times",
  step: "B.1",
  fields: {
    hops: rows({
      what: "each hop of one pay",
      example: "{hop: gateway, route: /health, duration: 1.5 ms}",
      section: /B\.1|where the time goes/i,
      keys: ["hop", "route"],
      given: PAY.map(([hop, route]) => ({ hop, route })),
      columns: {
        hop: text({
          what: "service",
          example: "gateway",
          labels: [/hop|service/i],
        }),
        route: text({
          what: "route",
          example: "/health",
          labels: [/route|path/i],
          isRequired: false,
        }),
        duration: duration({
          what: "how long it took (ms)",
          example: "1.5 ms",
          unit: "ms",
          labels: [/duration|time|ms\b/i],
        }),
      },
    }),
  },
} as const satisfies FieldGroup;
