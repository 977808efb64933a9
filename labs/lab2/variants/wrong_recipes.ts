/**
 * Dockerfiles with one mistake each.
 * @module
 */

import { changed, PIECES } from "./recipe_pieces.ts";

const { USER, START, LOCK, INSTALL, CODE, LAST, BASE, COMPILE } = PIECES;

/** The words of the message, and the file, by the mistake. */
export const WRONG_RECIPES: Readonly<
  Record<string, readonly [RegExp, string]>
> = {
  "latest in an ARG": [
    /without a fixed version/,
    changed(["V=2.9.6", "V=latest"]),
  ],
  "alpine for a tag": [
    /deno:alpine names no version/,
    changed(["V=2.9.6", "V=alpine"]),
  ],
  "a variant of latest": [
    /no version/,
    changed(["V=2.9.6", "V=alpine-latest"]),
  ],
  "stable for a tag": [
    /no version/,
    changed([LAST, "FROM debian:stable-slim"]),
  ],
  "a machine for a version": [
    /no version/,
    changed([LAST, "FROM debian:slim-amd64"]),
  ],
  "no tag": [/has no tag/, changed([":nonroot", ""])],
  "no tag, and a port in the registry": [
    /has no tag/,
    changed(["gcr.io/distroless/cc-debian12:nonroot", "localhost:5000/cc"]),
  ],
  "an ARG without a value": [/has no tag/, changed(["ARG V=2.9.6", "ARG V"])],
  "an image without a version in COPY": [
    /deno:bin names no version/,
    changed(["--from=build", "--from=denoland/deno:bin"]),
  ],
  "a stage that there is not": [
    /no stage of that name/,
    changed(["--from=build", "--from=bild"]),
  ],
  "USER root": [/root \(line/, changed([USER, "USER root"])],
  "USER 0": [/root \(line/, changed([USER, "USER 0:0"])],
  "root by an ARG": [/root \(line/, changed([USER, "ARG ID=0\nUSER $ID"])],
  "root at the end": [/root \(line/, changed([START, `USER root\n${START}`])],
  "no USER": [
    /runs as root/,
    changed([LAST, "FROM debian:12-slim"], [USER + "\n", ""]),
  ],
  "no USER on distroless": [
    /runs as root/,
    changed([":nonroot", ":debug"], [USER + "\n", ""]),
  ],
  "a user with the number 0": [
    /has the number 0/,
    changed([LAST, "FROM debian:12-slim\nRUN useradd -o -u 0 app"], [
      USER,
      "USER app",
    ]),
  ],
  "a line of passwd with 0": [
    /has the number 0/,
    changed([
      USER,
      "COPY <<EOF /etc/passwd\napp:x:0:0::/:/none\nEOF\nUSER app",
    ]),
  ],
  "a user that is not there": [/nothing creates/, changed([USER, "USER app"])],
  "a user that only the build has": [
    /nothing creates/,
    changed(["WORKDIR /build", "RUN useradd app"], [USER, "USER app"]),
  ],
  "all copied first": [/before the packages/, changed([LOCK, "COPY . ."])],
  "all copied first, by pattern": [
    /before the packages/,
    changed([LOCK, "COPY * ./"]),
  ],
  "the code in the same COPY": [
    /before the packages/,
    changed([LOCK, "COPY deno.json deno.lock services ./"]),
  ],
  "the code in front": [
    /before the packages/,
    changed([LOCK, `COPY services/ ./services/\n${LOCK}`]),
  ],
  "scripts in front": [
    /before the packages/,
    changed([LOCK, `ADD ./scripts scripts\n${LOCK}`]),
  ],
  "nothing installed before the code": [
    /before the packages/,
    changed([INSTALL + "\n", ""], [COMPILE, `${INSTALL}\n${COMPILE}`]),
  ],
  "no lock file at the install": [
    /before the packages/,
    changed([LOCK, "COPY deno.json ./"]),
  ],
  "an install that sees all": [
    /before the packages/,
    changed([INSTALL, "RUN --mount=type=bind,target=/all deno install"]),
  ],
  "packages of a stage that nothing uses": [
    /before the packages/,
    changed(["AS build", "AS deps"], [CODE, `${BASE}\nCOPY . .`]),
  ],
  "a stage in front that has the code": [
    /before the packages/,
    changed([
      BASE,
      "FROM denoland/deno:2.9.6 AS all\nCOPY . .\nFROM all AS build",
    ]),
  ],
  "shell form": [/shell form/, changed([START, "ENTRYPOINT /program"])],
  "shell form of CMD": [/shell form/, changed([START, "CMD /program"])],
  "CMD in shell form behind": [
    /shell form/,
    changed([START, `${START}\nCMD serve`]),
  ],
  "quotes that are no JSON": [
    /shell form/,
    changed([START, "ENTRYPOINT ['/program']"]),
  ],
  "sh -c": [
    /is a shell/,
    changed([START, 'ENTRYPOINT ["sh", "-c", "exec /program"]']),
  ],
  "bash by its path": [
    /is a shell/,
    changed([START, 'ENTRYPOINT ["/usr/bin/bash", "-c", "/program"]']),
  ],
  "busybox": [
    /is a shell/,
    changed([START, 'CMD ["/busybox/busybox", "sh", "-c", "/program"]']),
  ],
  "a shell behind env": [
    /is a shell/,
    changed([
      START,
      'ENTRYPOINT ["/usr/bin/env", "-S", "bash", "-c", "/program"]',
    ]),
  ],
  "a shell behind tini": [
    /is a shell/,
    changed([START, 'ENTRYPOINT ["tini", "--", "sh", "-c", "/program"]']),
  ],
  "a script": [/is a shell/, changed([START, 'ENTRYPOINT ["/entrypoint.sh"]'])],
  "a script that RUN writes": [
    /is a shell/,
    changed([
      START,
      "RUN printf '#!/bin/sh\\nexec /program\\n' > /run-it\nENTRYPOINT [\"/run-it\"]",
    ]),
  ],
  "a script of a here-document": [
    /is a shell/,
    changed([
      START,
      'COPY <<EOF /run-it\n#!/bin/sh\nexec /program\nEOF\nENTRYPOINT ["/run-it"]',
    ]),
  ],
  "a shell by another name": [
    /is a shell/,
    changed([
      START,
      'COPY --from=build /bin/dash /start\nENTRYPOINT ["/start", "-c", "/program"]',
    ]),
  ],
  "the base's own script": [
    /of its own/,
    changed([LAST, "FROM node:22.1"], [START, 'CMD ["/program"]']),
  ],
  "nothing that starts": [/no ENTRYPOINT/, changed([START + "\n", ""])],
  "an ENTRYPOINT of the build only": [
    /no ENTRYPOINT/,
    changed([START + "\n", ""], [COMPILE, `${COMPILE}\n${START}`]),
  ],
  "one stage": [
    /builds in the stage/,
    changed([LAST + "\nCOPY --from=build /build/program /program\n", ""]),
  ],
  "the build begun with": [
    /builds in the stage/,
    changed([LAST, "FROM build"]),
  ],
  "the build begun with by another name": [
    /builds in the stage/,
    changed([LAST, "FROM build AS a\nFROM a"]),
  ],
  "the same base again": [
    /has in it/,
    changed([LAST, "FROM denoland/deno:${V}"]),
  ],
  "another tag of the same base": [
    /has in it/,
    changed([LAST, "FROM denoland/deno:alpine-2.9.6"]),
  ],
  "all of the build copied": [
    /copies all/,
    changed(["/build/program /program", "/ /"]),
  ],
  "nothing taken from the build": [
    /takes nothing/,
    changed([
      "COPY --from=build /build/program /program",
      "COPY program /program",
    ]),
  ],
  "a word that is none": [
    /cannot build this file/,
    changed(["WORKDIR", "WORKDIRR"]),
  ],
};
