/**
 * A Dockerfile without the five mistakes, and ways to change it.
 * @module
 */

import assert from "node:assert/strict";

/** None of the five is in it. */
export const GOOD = `ARG V=2.9.6
FROM denoland/deno:\${V} AS build
WORKDIR /build
COPY deno.json deno.lock ./
RUN deno install --quiet
COPY services services
COPY scripts scripts
ARG SERVICE
RUN deno compile -P=\${SERVICE} -o program services/\${SERVICE}/main.ts
FROM gcr.io/distroless/cc-debian12:nonroot
COPY --from=build /build/program /program
USER 65532:65532
ENTRYPOINT ["/program"]
`;

/** Replaces in the good file; a text that is not in it is a mistake of the test. */
export function changed(
  ...pairs: readonly (readonly [string, string])[]
): string {
  return pairs.reduce((text, [from, to]) => {
    assert.ok(text.includes(from), from);
    return text.replaceAll(from, to);
  }, GOOD);
}

/** Pieces of it, to be replaced. */
export const PIECES = {
  USER: "USER 65532:65532",
  START: 'ENTRYPOINT ["/program"]',
  LOCK: "COPY deno.json deno.lock ./",
  INSTALL: "RUN deno install --quiet",
  CODE: "COPY services services\nCOPY scripts scripts",
  LAST: "FROM gcr.io/distroless/cc-debian12:nonroot",
  BASE: "FROM denoland/deno:${V} AS build",
  COMPILE:
    "RUN deno compile -P=${SERVICE} -o program services/${SERVICE}/main.ts",
} as const;
