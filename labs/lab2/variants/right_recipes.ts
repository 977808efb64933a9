/**
 * Dockerfiles without the five mistakes, in many forms.
 * @module
 */

import { changed, GOOD, PIECES } from "./recipe_pieces.ts";

const { USER, START, LOCK, INSTALL, CODE, LAST, BASE, COMPILE } = PIECES;

/** By what is particular about each. */
export const RIGHT_RECIPES: Readonly<Record<string, string>> = {
  "as the lab shows it": GOOD,
  "CRLF": GOOD.replaceAll("\n", "\r\n"),
  "a byte order mark, lower case": "\uFEFF" +
    GOOD.replace("FROM denoland", "from denoland").replace("USER", "user"),
  "a quoted ARG": changed(["ARG V=2.9.6", 'ARG V="2.9.6"']),
  "the whole base in an ARG": changed(
    [
      "ARG V=2.9.6",
      'ARG R="gcr.io/distroless/cc-debian12:nonroot"\nARG V=2.9.6',
    ],
    [LAST, "FROM ${R}"],
  ),
  "no USER, the base is nonroot": changed([USER + "\n", ""]),
  "no USER, the base is nonroot by digest": changed(
    [USER + "\n", ""],
    ["debian12:nonroot", `debian12:nonroot@sha256:${"0".repeat(64)}`],
  ),
  "the user's number in an ARG": changed([USER, "ARG ID=1000\nUSER $ID:$ID"]),
  "the user of distroless by name": changed([USER, "USER nonroot:nonroot"]),
  "a user that /etc/passwd of the build has": changed(
    ["WORKDIR /build", "WORKDIR /build\nRUN adduser --system app"],
    [USER, "COPY --from=build /etc/passwd /etc/group /etc/\nUSER app"],
  ),
  "a user of a here-document": changed(
    [USER, "COPY <<EOF /etc/passwd\napp:x:1000:1000::/:/none\nEOF\nUSER app"],
  ),
  "a user that the last stage adds": changed(
    [LAST, "FROM debian:12-slim\nRUN useradd -u 10001 -r app"],
    [USER, "USER app"],
  ),
  "USER before the program": changed(
    [USER + "\n", ""],
    [LAST, `${LAST}\n${USER}`],
  ),
  "root for a moment": changed([USER, `USER root\nUSER 1000`]),
  "a code name in the tag": changed([LAST, "FROM debian:bookworm-slim"]),
  "alpine with its version": changed([LAST, "FROM alpine:3.22"]),
  "a base by digest alone": changed([
    "cc-debian12:nonroot",
    `cc-debian12@sha256:${"a".repeat(64)}`,
  ]),
  "a machine in the tag": changed([":nonroot", ":nonroot-amd64"]),
  "scratch, with the C library copied": changed([
    LAST,
    "FROM scratch\nCOPY --from=build /lib/x86_64-linux-gnu /lib/x86_64-linux-gnu",
  ]),
  "COPY over several lines": changed([
    LOCK,
    "COPY deno.json \\\n  # the lock\n  deno.lock \\\n  ./",
  ]),
  "COPY as a list": changed([LOCK, 'COPY ["deno.json", "deno.lock", "./"]']),
  "COPY by pattern": changed([LOCK, "COPY deno.* ./"]),
  "COPY from the root": changed([LOCK, "COPY /deno.json ./deno.lock /build/"]),
  "two COPY": changed([LOCK, "COPY deno.json .\nCOPY deno.lock ."]),
  "COPY --link --chown": changed([
    LOCK,
    LOCK.replace("COPY", "COPY --link --chown=1:1"),
  ]),
  "ADD": changed([LOCK, LOCK.replace("COPY", "ADD")]),
  "all code after the install": changed([CODE, "COPY . ."]),
  "deno ci": changed([INSTALL, "RUN deno ci"]),
  "deno cache": changed([INSTALL, "RUN deno cache --lock=deno.lock npm:hono"]),
  "install in a here-document": changed([
    INSTALL,
    "RUN <<EOF\nset -e\ndeno install --frozen\nEOF",
  ]),
  "install as a list": changed([INSTALL, 'RUN ["deno", "install"]']),
  "install over lines": changed([INSTALL, "RUN deno \\\n    install --quiet"]),
  "install with bind mounts": changed(
    [LOCK + "\n", ""],
    [
      INSTALL,
      "RUN --mount=type=bind,source=deno.json,target=deno.json \\\n" +
      "    --mount=type=bind,source=deno.lock,target=deno.lock deno install",
    ],
  ),
  "packages in a cache mount": changed(
    [INSTALL + "\n", ""],
    [
      COMPILE,
      COMPILE.replace("RUN", "RUN --mount=type=cache,target=/deno-dir"),
    ],
  ),
  "a stage for the packages, begun with": changed(
    ["AS build", "AS deps"],
    [CODE, `FROM deps AS build\n${CODE}`],
  ),
  "a stage for the packages, copied from": changed(
    ["AS build\nWORKDIR /build", "AS deps\nWORKDIR /build"],
    [
      CODE,
      `${BASE}\nWORKDIR /build\nCOPY --from=deps /deno-dir /deno-dir\nCOPY . .`,
    ],
  ),
  "a lock file out of a stage that has all": changed(
    [BASE, "FROM denoland/deno:${V} AS plan\nCOPY . /all\n" + BASE],
    [LOCK, "COPY --from=plan /all/deno.json /all/deno.lock ./"],
  ),
  "the stage by its number": changed(["--from=build", "--from=0"]),
  "another name of the stage": changed(
    ["AS build", "as Builder"],
    ["--from=build", "--from=builder"],
  ),
  "the last stage begins with an earlier one": changed(
    [LAST, "FROM run"],
    ["ARG V=2.9.6", `ARG V=2.9.6\n${LAST} AS run`],
  ),
  "one plain base for both": changed(
    [
      BASE,
      "FROM debian:12-slim AS base\nFROM base AS build\n" +
      "COPY --from=denoland/deno:bin-2.9.6 /deno /usr/bin/deno",
    ],
    [LAST, "FROM base"],
  ),
  "a platform": changed([
    "FROM denoland",
    "FROM --platform=$BUILDPLATFORM denoland",
  ]),
  "the program in CMD": changed([START, 'CMD ["/program"]']),
  "ENTRYPOINT and CMD": changed([START, `${START}\nCMD ["serve"]`]),
  "tini in front": changed([START, 'ENTRYPOINT ["/tini", "--", "/program"]']),
  "env in front": changed([
    START,
    'ENTRYPOINT ["/usr/bin/env", "A=b", "/program"]',
  ]),
  "an earlier CMD in shell form": changed([START, `CMD run\n${START}\nCMD []`]),
  "the entry point of the stage before": changed([LAST, `${LAST} AS run`]) +
    "FROM run\nLABEL a=b\n",
};
